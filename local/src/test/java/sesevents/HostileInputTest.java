package sesevents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.airlift.slice.Murmur3Hash128;
import io.airlift.slice.Slices;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import sesevents.engine.Rows;
import sesevents.engine.TestLake;
import sesevents.transform.Reason;
import sesevents.transform.RejectedRecord;
import sesevents.transform.Transform;

/** Input that is made to break JSON parsers: the files of JSONTestSuite. */
class HostileInputTest {
    private static final long ARRIVAL = 1_772_359_200_000L;

    private static final String HEAD =
            "{\"eventType\":\"Send\",\"mail\":{\"messageId\":\"m\","
                    + "\"timestamp\":\"2026-03-01T10:00:00Z\"},\"x\":";

    @Test
    void refusesEveryFileThatIsNotJson() throws IOException {
        Map<String, byte[]> files = jsonTestSuite("n_");
        assertEquals(188, files.size());
        files.forEach(
                (name, bytes) -> {
                    assertThrows(RejectedRecord.class, () -> line(bytes), name);
                    // In a field that the table does not declare, only the JSON is checked.
                    Reason reason =
                            assertThrows(RejectedRecord.class, () -> line(inEvent(bytes)), name)
                                    .reason();
                    assertTrue(
                            reason == Reason.NOT_JSON
                                    || reason == Reason.NOT_UTF8
                                    || reason == Reason.TOO_DEEP,
                            name + " " + reason);
                });
    }

    @Test
    void takesEveryFileThatIsJsonInAFieldThatTheTableDoesNotDeclare()
            throws IOException, RejectedRecord {
        Map<String, byte[]> files = jsonTestSuite("y_");
        assertEquals(95, files.size());
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            if (file.getKey().startsWith("y_object_duplicated_key")) {
                Reason reason =
                        assertThrows(RejectedRecord.class, () -> line(inEvent(file.getValue())))
                                .reason();
                assertEquals(Reason.DUPLICATE_KEY, reason, file.getKey());
            } else {
                lines.add(text(line(inEvent(file.getValue()))).stripTrailing());
            }
        }
        assertEquals(93, lines.size());
        Rows rows =
                TestLake.of("2026-03-01-10", lines)
                        .query("select count(*) from ses_events where eventtype = 'Send'");
        assertEquals(List.of(List.of((Object) 93L)), rows.values());
    }

    @Test
    void acceptsOrRefusesEveryFileThatParsersMayDecideOn() throws IOException {
        for (byte[] bytes : jsonTestSuite("i_").values()) {
            for (byte[] record : List.of(bytes, inEvent(bytes))) {
                try {
                    String line = text(line(record));
                    assertEquals(line.length() - 1, line.indexOf('\n'));
                } catch (RejectedRecord e) {
                    assertTrue(e.reason() != Reason.INTERNAL_ERROR);
                }
            }
        }
    }

    @Test
    void givesAnEventTheIdThatSqlComputes() throws RejectedRecord {
        String event = HEAD + "\"it's\"}";
        String line = text(line(utf8(event))).stripTrailing();
        Rows rows =
                TestLake.of("2026-03-01-10", List.of(line))
                        .query(
                                "select event_id, lower(to_hex(murmur3(to_utf8('"
                                        + event.replace("'", "''")
                                        + "')))) from ses_events");
        List<Object> ids = rows.values().getFirst();
        assertEquals(ids.getFirst(), ids.getLast());
    }

    @Property
    void hashesBytesOfAnyLengthAsTrinoDoes(@ForAll byte[] bytes) throws RejectedRecord {
        String event = HEAD + "\"" + HexFormat.of().formatHex(bytes) + "\"}";
        String id =
                HexFormat.of().formatHex(Murmur3Hash128.hash(Slices.utf8Slice(event)).getBytes());
        assertTrue(text(line(utf8(event))).startsWith("{\"event_id\":\"" + id + "\","));
    }

    private static byte[] inEvent(byte[] json) {
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        event.writeBytes(utf8(HEAD));
        event.writeBytes(json);
        event.write('}');
        return event.toByteArray();
    }

    private static Map<String, byte[]> jsonTestSuite(String prefix) throws IOException {
        Path suite = Checkout.shared().resolve("bad-input/jsontestsuite/test_parsing");
        assumeTrue(Files.isDirectory(suite), () -> "no JSONTestSuite at " + suite);
        Map<String, byte[]> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(suite)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith(prefix)) {
                    contents.put(name, Files.readAllBytes(file));
                }
            }
        }
        return contents;
    }

    private static byte[] line(byte[] record) throws RejectedRecord {
        return Transform.line(record, ARRIVAL);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
