package sesevents;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import sesevents.engine.TestLake;
import sesevents.lake.RecordId;

class EventIdTest {
    @Test
    void isTheMurmur3OfSqlForEveryLength() {
        List<String> ids = new ArrayList<>();
        List<String> hashes = new ArrayList<>();
        for (int length = 0; length < 33; length++) {
            String event =
                    """
                    {"eventType":"Send","mail":{"messageId":"%s","timestamp":"2026-03-01T10:00:00Z"}}"""
                            .formatted("it's ".repeat(length + 1).substring(0, length + 1));
            ids.add(RecordId.of(event.getBytes(US_ASCII)).toString());
            hashes.add(
                    "substr(lower(to_hex(murmur3(to_utf8('%s')))), 1, 24)"
                            .formatted(event.replace("'", "''")));
        }
        assertEquals(
                List.of(ids),
                TestLake.engine().query("select " + String.join(", ", hashes)).values());
    }
}
