package sesevents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sesevents.firehose.Tally;
import sesevents.load.Pipeline;
import sesevents.madeup.Damage;

/** Hostile strings in mails, and records that are not events, through the whole pipeline. */
class HostileRecordsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What precedes a value that becomes a field which the table does not declare. */
    private static final String HEAD =
            "{\"eventType\":\"Send\",\"mail\":{\"messageId\":\"m\","
                    + "\"timestamp\":\"2026-03-01T10:00:00Z\"},\"x\":";

    @Test
    void everyFileThatIsNotJsonIsInTheQuarantineUnchanged() throws IOException {
        List<byte[]> files = jsonTestSuite("n_");
        assertEquals(188, files.size());
        List<byte[]> records = new ArrayList<>(files);
        files.forEach(file -> records.add(inEvent(file)));

        Pipeline pipeline = House.holding(records);

        assertEquals(
                records.stream().map(Base64.getEncoder()::encodeToString).sorted().toList(),
                House.query("select rawdata from failed_records").values().stream()
                        .map(row -> (String) row.getFirst())
                        .sorted()
                        .toList());
        assertEquals(
                List.of(List.of(2L * 188)),
                House.query("select count(reason) from quarantine").values());
        assertEquals(List.of(), House.emailStatus());
        // Only a file on its own is not_an_object: it begins an array or another value.
        assertEquals(
                Map.of("not_an_object", 125, "not_json", 225, "not_utf8", 24, "too_deep", 2),
                pipeline.reasons());
    }

    @Test
    void everyFileThatIsJsonIsStoredInAFieldThatTheTableDoesNotDeclare() throws IOException {
        List<byte[]> files = jsonTestSuite("y_");
        assertEquals(95, files.size());

        Pipeline pipeline = House.holding(files.stream().map(HostileRecordsTest::inEvent).toList());

        assertEquals(Map.of("duplicate_key", 2), pipeline.reasons());
        assertEquals(
                List.of(List.of(93L)),
                House.query("select count(*) from ses_events where eventtype = 'Send'").values());
    }

    @Test
    void everyFileThatParsersMayDecideOnIsStoredOrInTheQuarantine() throws IOException {
        List<byte[]> records = new ArrayList<>();
        for (byte[] file : jsonTestSuite("i_")) {
            records.add(file);
            records.add(inEvent(file));
        }

        Pipeline pipeline = House.holding(records);

        assertFalse(pipeline.reasons().containsKey("internal_error"));
        assertEquals(records.size(), pipeline.tally().stored() + pipeline.tally().quarantined());
        assertEquals(
                List.of(List.of(pipeline.tally().stored())),
                House.query("select count(eventtype) from ses_events").values());
    }

    @Test
    void everyNaughtyStringIsReadBackUnchanged() throws IOException {
        Path file = Checkout.shared().resolve("bad-input/blns/blns.json");
        assumeTrue(Files.exists(file), () -> "no naughty strings at " + file);
        List<String> strings = new ArrayList<>();
        JSON.readTree(file.toFile()).forEach(one -> strings.add(one.asText()));
        assertEquals(515, strings.size());
        List<byte[]> records = new ArrayList<>();
        for (int i = 0; i < strings.size(); i++) {
            for (String type : List.of("Delivery", "Bounce", "Click")) {
                records.add(withDetail("%03d".formatted(i), type, strings.get(i)));
            }
        }

        House.holding(records);

        assertEquals(
                List.of(List.of(3L * 515)),
                House.query("select count(what) from message_timeline").values());
        assertEquals(strings, texts("select coalesce(diagnostic_code, '') from bounce_reasons"));
        assertEquals(strings, texts("select link from link_clicks"));
        assertEquals(strings, column("mail.commonheaders.subject", "Delivery"));
        assertEquals(strings, column("delivery.smtpresponse", "Delivery"));
        assertEquals(strings, column("mail.tags['campaign'][1]", "Delivery"));
        assertEquals(strings, column("tags[1].value", "Delivery"));
        assertEquals(strings, column("bounce.bouncedrecipients[1].diagnosticcode", "Bounce"));
        assertEquals(strings, column("click.useragent", "Click"));
        assertEquals(strings, column("click.link", "Click"));
        assertEquals(strings, texts("select subject from email_status"));
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void oneBadRecordAnywhereHarmsNoOther(Damage damage) throws IOException {
        byte[] good = bytes(event("m", "Send", ""));
        byte[] bad = damage.applyTo(good);
        for (int place : new int[] {0, 250, 499}) {
            List<byte[]> records = new ArrayList<>(Collections.nCopies(499, good));
            records.add(place, bad);

            Tally tally = House.receiving(records).tally();

            assertEquals(499, tally.stored());
            assertEquals(1, tally.quarantined());
            assertEquals(1, tally.invocations());
        }
        assertEquals(
                List.of(List.of(Base64.getEncoder().encodeToString(bad))),
                House.query("select rawdata from failed_records").values());
    }

    private static List<byte[]> jsonTestSuite(String prefix) throws IOException {
        Path suite = Checkout.shared().resolve("bad-input/jsontestsuite/test_parsing");
        assumeTrue(Files.isDirectory(suite), () -> "no JSONTestSuite at " + suite);
        List<byte[]> contents = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(suite, prefix + "*")) {
            for (Path file : files) {
                contents.add(Files.readAllBytes(file));
            }
        }
        return contents;
    }

    private static byte[] inEvent(byte[] json) {
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        event.writeBytes(HEAD.getBytes(UTF_8));
        event.writeBytes(json);
        event.write('}');
        return event.toByteArray();
    }

    private static List<String> column(String expression, String eventType) {
        return texts(
                "select %s from ses_events where eventtype = '%s'"
                        .formatted(expression, eventType));
    }

    private static List<String> texts(String select) {
        return House.query(select + " order by message_id").values().stream()
                .map(row -> (String) row.getFirst())
                .toList();
    }

    /** An event with the text wherever a detail object may have it. */
    private static byte[] withDetail(String messageId, String type, String text) {
        ObjectNode event = event(messageId, type, text);
        event.putObject(type.toLowerCase(Locale.ROOT))
                .put("timestamp", "2026-03-10T10:00:01.000Z")
                .put("smtpResponse", text)
                .put("userAgent", text)
                .put("link", text)
                .putArray("bouncedRecipients")
                .addObject()
                .put("emailAddress", "a@example.com")
                .put("diagnosticCode", text);
        return bytes(event);
    }

    private static ObjectNode event(String messageId, String type, String text) {
        ObjectNode event = JSON.createObjectNode().put("eventType", type);
        ObjectNode mail =
                event.putObject("mail")
                        .put("timestamp", "2026-03-10T10:00:00.000Z")
                        .put("messageId", messageId);
        mail.putArray("destination").add("a@example.com");
        mail.putObject("commonHeaders").put("subject", text);
        mail.putObject("tags").putArray("campaign").add(text);
        return event;
    }

    private static byte[] bytes(ObjectNode event) {
        return (event + "\n").getBytes(UTF_8);
    }
}
