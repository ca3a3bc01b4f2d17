package sesevents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
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
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import sesevents.engine.Rows;
import sesevents.engine.TestLake;
import sesevents.transform.Reason;
import sesevents.transform.RejectedRecord;
import sesevents.transform.Transform;

/** Input made to break readers of JSON, from collections that others keep. */
class HostileInputTest {
    private static final long ARRIVAL = 1_772_359_200_000L;

    private static final String HEAD =
            "{\"eventType\":\"Send\",\"mail\":{\"messageId\":\"m\","
                    + "\"timestamp\":\"2026-03-01T10:00:00Z\"},\"x\":";

    /** Every field of an event that a stranger can write into. */
    private static final String NAUGHTY_EVENT =
            """
            {"eventType":"Bounce","mail":{"messageId":"m","timestamp":"2026-03-01T10:00:00Z",\
            "commonHeaders":{"subject":%1$s},"tags":{"tag":[%1$s]}},\
            "delivery":{"smtpResponse":%1$s},"click":{"userAgent":%1$s,"link":%1$s},\
            "bounce":{"bouncedRecipients":[{"diagnosticCode":%1$s}]}}""";

    @Test
    void refusesAllThatIsNoJson() throws IOException {
        Map<String, byte[]> files = jsonTestSuite("n_");
        assertEquals(188, files.size());
        files.forEach(
                (name, bytes) -> {
                    assertThrows(RejectedRecord.class, () -> line(bytes), name);
                    // In a place that nobody declared, where only JSON itself is checked.
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
    void takesAllThatIsJsonWhereNobodyDeclaredAnything() throws IOException, RejectedRecord {
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
    void neitherHangsNorThrowsAnythingElseForWhatReadersMayDecide() throws IOException {
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
    void keepsEveryNaughtyStringAsItCame() throws IOException, RejectedRecord {
        List<String> strings = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (JsonNode string : new ObjectMapper().readTree(file("blns/blns.json").toFile())) {
            String event = NAUGHTY_EVENT.formatted(string.toString());
            String line = text(line(event.getBytes(StandardCharsets.UTF_8)));
            assertEquals(event.substring(1) + "\n", line.substring(line.indexOf("\"eventType\"")));
            lines.add(text(Transform.line(utf8(event), ARRIVAL + lines.size())).stripTrailing());
            strings.add(string.textValue());
        }
        assertEquals(515, strings.size());
        Rows rows =
                TestLake.of("2026-03-01-10", lines)
                        .query(
                                """
                                select mail.commonheaders.subject, mail.tags['tag'][1],
                                    tags[1].value, delivery.smtpresponse, click.useragent,
                                    click.link, bounce.bouncedrecipients[1].diagnosticcode
                                from ses_events order by ingest_timestamp""");
        assertEquals(515, rows.values().size());
        for (int i = 0; i < strings.size(); i++) {
            for (Object value : rows.values().get(i)) {
                assertEquals(strings.get(i), value);
            }
        }
    }

    @Test
    void givesAnEventTheIdThatSqlCanWorkOut() throws RejectedRecord {
        String event = NAUGHTY_EVENT.formatted(TextNode.valueOf("it's"));
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
        Map<String, byte[]> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(file("jsontestsuite/test_parsing"))) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith(prefix)) {
                    contents.put(name, Files.readAllBytes(file));
                }
            }
        }
        return contents;
    }

    private static Path file(String path) {
        Path file = Checkout.shared().resolve("bad-input").resolve(path);
        Assumptions.assumeTrue(Files.exists(file), "not here: " + file);
        return file;
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
