package sesevents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sesevents.load.Pipeline;
import sesevents.madeup.StatusRow;

/** Every sample in events/ gives the row of email_status that is written in email_status.txt. */
class SampleEventsTest {
    private static final Path EXPECTED =
            Checkout.root().resolve("local/src/test/resources/sesevents/email_status.txt");

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void everySampleGivesItsRowInAnyOrderAndHoweverOftenItComes(int copies) throws IOException {
        List<byte[]> records = new ArrayList<>();
        for (Sample sample : Sample.all(Checkout.root())) {
            records.addAll(Collections.nCopies(copies, sample.published()));
        }
        Collections.shuffle(records, new Random(5));

        Pipeline pipeline = House.holding(records);

        assertEquals(List.of(), pipeline.named());
        assertEquals(Files.readString(EXPECTED), text(House.emailStatus()));
    }

    @Test
    void theReadmeOfEventsNamesEverySample() throws IOException {
        String readme = Files.readString(Checkout.root().resolve("events/README.md"));

        List<String> named =
                Pattern.compile("^\\| `([^`]+)\\.json` \\|", Pattern.MULTILINE)
                        .matcher(readme)
                        .results()
                        .map(row -> row.group(1))
                        .sorted()
                        .toList();

        assertEquals(
                Sample.all(Checkout.root()).stream().map(Sample::name).sorted().toList(), named);
    }

    /** A paragraph for each row and a line for each column, so that a diff is easy to read. */
    private static String text(List<StatusRow> rows) {
        StringBuilder text = new StringBuilder();
        for (StatusRow row : rows) {
            line(text, "message_id", row.messageId());
            line(text, "subject", row.subject());
            line(text, "destination", String.join(" ", row.destination()));
            line(text, "time_sent", row.timeSent());
            line(text, "time_delivered", row.timeDelivered());
            line(text, "time_clicked", row.timeClicked());
            line(text, "time_opened", row.timeOpened());
            line(text, "time_bounced", row.timeBounced());
            line(text, "bounce_type", row.bounceType());
            line(text, "bounce_subtype", row.bounceSubtype());
            line(text, "time_complained", row.timeComplained());
            line(text, "complaint_feedbacktype", row.complaintFeedbacktype());
            text.append('\n');
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String column, Object value) {
        if (value != null) {
            String shown = value.toString().replace("\n", "\\n").replace("\t", "\\t");
            text.append(column).append(": ").append(shown).append('\n');
        }
    }
}
