package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecipientStatusTest {
    private record Word(String type, String status) {}

    /** From the lightest to the weightiest. */
    private static final List<Word> WORDS =
            List.of(
                    new Word("Send", "sent"),
                    new Word("Subscription", "sent"),
                    new Word("DeliveryDelay", "delayed"),
                    new Word("Delivery", "delivered"),
                    new Word("Open", "delivered"),
                    new Word("Click", "delivered"),
                    new Word("Rendering Failure", "failed"),
                    new Word("Reject", "rejected"),
                    new Word("Bounce", "bounced"),
                    new Word("Complaint", "complained"));

    /** Of every two kinds of events. */
    @Test
    void givesTheWeightierStatus() {
        List<String> events = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < WORDS.size(); i++) {
            for (int j = 0; j < WORDS.size(); j++) {
                String id = "m%d%d".formatted(i, j);
                events.add("%s %s to: [a@x.org]".formatted(WORDS.get(i).type(), id));
                events.add("%s %s to: [a@x.org]".formatted(WORDS.get(j).type(), id));
                String status = WORDS.get(Math.max(i, j)).status();
                expected.add("[%s, %s, %s]".formatted(id, status, status));
            }
        }
        TestLake.of(Events.of(events.toArray(String[]::new)));
        assertEquals(
                String.join("\n", expected),
                TestLake.answer(
                        "select message_id, r.status, m.status from recipient_status as r"
                                + " join email_status as m using (message_id) order by 1"));
    }
}
