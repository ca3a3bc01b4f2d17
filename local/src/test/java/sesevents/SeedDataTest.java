package sesevents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import sesevents.madeup.StatusRow;

/** The example output that AWS published for SES_Event_DB, the predecessor of this project. */
class SeedDataTest {
    @Test
    void itsEventsGiveTheSameRowsHere() throws IOException {
        Path file = Checkout.shared().resolve("seed-example-data/email_status_view.csv");
        assumeTrue(Files.exists(file), () -> "no example output at " + file);
        List<StatusRow> known = new ArrayList<>();
        List<byte[]> records = new ArrayList<>();
        for (String line : Files.readAllLines(file).stream().skip(1).toList()) {
            // No value of the file holds a comma or a quote.
            List<String> cells = List.of(line.replace("\"", "").split(",", -1));
            StatusRow row = row(cells);
            known.add(row);
            records.addAll(events(row));
        }
        assertEquals(5, known.size());

        House.holding(records);

        assertEquals(
                known.stream().sorted(Comparator.comparing(StatusRow::messageId)).toList(),
                House.emailStatus());
    }

    private static StatusRow row(List<String> cells) {
        List<Object> typed = new ArrayList<>();
        for (String cell : cells) {
            typed.add(cell.isEmpty() ? null : cell.replaceAll("Z$", ""));
        }
        typed.set(2, List.of(cells.get(2).replaceAll("[\\[\\]]", "")));
        return StatusRow.of(typed);
    }

    /** The events that give the row. */
    private static List<byte[]> events(StatusRow row) {
        List<byte[]> events = new ArrayList<>();
        add(events, row, "Send", "send", null);
        add(events, row, "Delivery", "delivery", row.timeDelivered());
        add(events, row, "Open", "open", row.timeOpened());
        add(events, row, "Bounce", "bounce", row.timeBounced());
        add(events, row, "Complaint", "complaint", row.timeComplained());
        return events;
    }

    private static void add(
            List<byte[]> events, StatusRow row, String type, String detailName, Instant time) {
        if (time == null && !type.equals("Send")) {
            return;
        }
        ObjectNode event = new ObjectMapper().createObjectNode().put("eventType", type);
        ObjectNode mail =
                event.putObject("mail")
                        .put("timestamp", row.timeSent().toString())
                        .put("messageId", row.messageId());
        mail.putArray("destination").add(row.destination().getFirst());
        mail.putObject("commonHeaders").put("subject", row.subject());
        ObjectNode detail = event.putObject(detailName);
        if (time != null) {
            detail.put("timestamp", time.toString());
        }
        if (type.equals("Bounce")) {
            detail.put("bounceType", row.bounceType()).put("bounceSubType", row.bounceSubtype());
        }
        if (type.equals("Complaint")) {
            detail.put("complaintFeedbackType", row.complaintFeedbacktype());
        }
        events.add(event.toString().getBytes(UTF_8));
    }
}
