package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import sesevents.Checkout;

class MessageTimelineTest {
    private static final Path EXPECTED =
            Checkout.root().resolve("local/src/test/resources/sesevents/message_timeline.txt");

    @Test
    void tellsEverySampleInWords() throws IOException {
        TestLake.of(Events.samples());
        assertEquals(
                Files.readString(EXPECTED),
                TestLake.answer(
                                "select event_timestamp, what from message_timeline"
                                        + " order by message_id, event_timestamp, eventtype")
                        + "\n");
    }
}
