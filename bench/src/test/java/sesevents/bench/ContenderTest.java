package sesevents.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The benchmark is fair: the contenders do the work that it says, on the same batch. */
class ContenderTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] BATCH = Batch.ofSize(1 << 20);

    @Test
    void allStoreTheSameEvents() throws IOException {
        List<JsonNode> ours = lines(Contender.OURS);
        assertEquals(ours, lines(Contender.USUAL_WITH_ALL_COLUMNS));
        for (JsonNode line : ours) {
            ((ObjectNode) line)
                    .remove(
                            List.of(
                                    "event_id",
                                    "event_timestamp",
                                    "message_id",
                                    "sent_timestamp",
                                    "recipients",
                                    "destination",
                                    "tags"));
        }
        assertEquals(ours, lines(Contender.USUAL));
    }

    @Test
    void theEventsAreOfTheUsualSize() throws IOException {
        JsonNode records = JSON.readTree(BATCH).get("records");
        int bytes = 0;
        for (JsonNode record : records) {
            bytes += record.get("data").binaryValue().length;
        }
        int average = bytes / records.size();
        assertTrue(average > 2_000 && average < 2_200, "bytes: " + average);
    }

    private static List<JsonNode> lines(Contender contender) throws IOException {
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        contender.transformation().invoke(new ByteArrayInputStream(BATCH), response);
        List<JsonNode> lines = new ArrayList<>();
        for (JsonNode record : JSON.readTree(response.toByteArray()).get("records")) {
            assertEquals("Ok", record.get("result").textValue());
            lines.add(JSON.readTree(record.get("data").binaryValue()));
        }
        return lines;
    }
}
