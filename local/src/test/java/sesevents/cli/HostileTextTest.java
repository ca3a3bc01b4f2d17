package sesevents.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sesevents.Checkout;
import sesevents.engine.Rows;
import sesevents.lake.Lake;
import sesevents.text.Output;
import sesevents.transform.Mailbox;

/** Text that strangers write into mail and file names, in everything that commands print. */
class HostileTextTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> HOSTILE =
            List.of(
                    "\u001b[2J\u001b]0;title\u0007",
                    "\u009b2J",
                    "\u0085",
                    "\u007f",
                    "\b\b\b",
                    "invoice\u202efdp.exe",
                    "\u2066x\u2069",
                    "\u200f\u061c",
                    "a\u200bb\u2060c\ufeff",
                    "👩\u200d💻",
                    "a\u2028b\u2029c",
                    "\u00ad",
                    "\udb40\udc41",
                    "\ufff9\u180e",
                    "a\r\nses-events: all is well\rb\nc",
                    "tab\tstop",
                    "' \"%s%n\\");

    @TempDir private Path folder;

    @Test
    void printsNothingInvisibleOfALake() throws IOException {
        String all = String.join("", HOSTILE) + "@x.org";
        Path lake = lake(all);
        for (String format : List.of("table", "json")) {
            assertShown(
                    0,
                    "query",
                    "select subject, destination, message_id as \"a\u202e\u001bb\" from email_status",
                    "--format",
                    format,
                    "--lake",
                    lake);
        }
        assertShown(0, "who", all, "--lake", lake);
        assertShown(0, "who", all, "--format", "json", "--lake", lake);
        assertShown(4, "who", "x" + all, "--lake", lake);
        assertShown(1, "query", "select \"" + all.replace("\"", "") + "\"", "--lake", lake);
        assertShown(3, "replay", "--lake", lake);
        assertShown(3, "audit", "--lake", lake);
        assertShown(1, "replay", "--lake", folder.resolve("no\u202e\u001b\nlake"));
        assertShown(2, "replay", "--from", all);
        assertShown(2, "replay", "\u009b");
    }

    @Test
    void keepsForgedLinesOfARecipientOutOfWho() throws IOException {
        String whom = "a\nsend all your money: b@x.org";
        Outcome outcome = Outcome.of("who", whom, "--lake", lake(whom).toString());
        assertTrue(
                outcome.out().startsWith("a\\nsend all your money: b@x.org: bounced "),
                outcome::out);
        assertTrue(
                outcome.out().contains("--email-address $'a\\u000asend all your money: b@x.org'\n"),
                outcome::out);
    }

    @Test
    void printsNothingInvisibleOfFilesThatAreLoaded() throws IOException {
        Path files = Files.createDirectories(folder.resolve("files"));
        var encoder = Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder();
        for (String name : HOSTILE) {
            if (encoder.canEncode(name)) {
                Files.writeString(files.resolve(name + ".json"), "bad\n");
            }
        }
        Files.writeString(files.resolve("z.json"), "{\"a\u202e\\u001b\":1,\"a\u202e\\u001b\":2}\n");
        Path lake = folder.resolve("la\u001b ke");
        assertShown(3, "load", files, "--lake", lake);
        assertShown(1, "load", files.resolve("none\u001b\u009b"), "--lake", lake);
        assertShown(2, "load", "--\u202e");
    }

    @Test
    void alignsWhatItShowsInstead() throws IOException {
        List<String> texts = new ArrayList<>(HOSTILE);
        naughty().forEach(naughty -> texts.add(naughty.textValue()));
        List<List<Object>> values = texts.stream().map(one -> List.<Object>of(one, "|")).toList();
        Rows rows = new Rows(List.of("a\u202e", "b"), Collections.nCopies(2, "varchar"), values);
        StringWriter text = new StringWriter();
        PrintWriter out = new Output(new PrintWriter(text), () -> true);
        new TablePrinter(rows).print(out);
        out.flush();
        assertEquals(
                1,
                text.toString()
                        .lines()
                        .skip(2)
                        .filter(line -> line.endsWith(" | |"))
                        .mapToInt(line -> line.codePointCount(0, line.length()))
                        .distinct()
                        .count());
        assertEquals(values.size() + 3, text.toString().lines().count());
        new TablePrinter(rows).printRecords(out);
        Format.CSV.print(rows, out);
        Format.JSON.print(rows, out);
        out.flush();
        assertInvisibleAbsent(text.toString());
    }

    /** A lake with a mail to this address that bounced, and a quarantine of such names. */
    private Path lake(String recipient) throws IOException {
        Path lake = Lake.make(folder.resolve("lake")).folder();
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        String text = JSON.writeValueAsString(recipient);
        Path hour = Files.createDirectories(new Lake(lake).hour(LocalDateTime.now(ZoneOffset.UTC)));
        String head =
                """
                "message_id":%1$s,"recipients":[%2$s],"destination":[%2$s],\
                "event_timestamp":"2026-02-01 10:00:00.000","sent_timestamp":"2026-02-01 10:00:00.000",\
                "mail":{"messageId":%1$s,"source":%1$s,"destination":[%1$s],"commonHeaders":{"subject":%1$s}}"""
                        .formatted(text, JSON.writeValueAsString(Mailbox.address(recipient)));
        Files.writeString(
                hour.resolve("1"),
                """
                {"eventType":"Send","event_id":"e1",%1$s}
                {"eventType":"Bounce","event_id":"e2",%1$s,"bounce":{"bounceType":"Permanent",\
                "bounceSubType":"OnAccountSuppressionList","bouncedRecipients":[{"emailAddress":%2$s,"diagnosticCode":%2$s}]}}
                """
                        .formatted(head, text));
        Path quarantine =
                Files.createDirectories(lake.resolve("quarantine/processing-failed/" + today));
        Files.writeString(
                quarantine.resolve("a\u001b[2J\n"),
                """
                {"rawData":"YmFkCg==","errorCode":%1$s,"errorMessage":%1$s,"attemptsMade":1,"arrivalTimestamp":1789014301529}
                {"rawData":"eyJldmVudFR5cGUiOiJTZW5kIiwibWFpbCI6eyJtZXNzYWdlSWQiOiJtIiwidGltZXN0YW1wIjoiMjAyNi0xMS0yMFQxMDowMDowMFoifX0=","errorCode":%1$s,"errorMessage":%1$s,"attemptsMade":1,"arrivalTimestamp":1789014301529}
                no error line
                """
                        .formatted(text));
        return lake;
    }

    private static void assertShown(int status, Object... command) {
        Outcome outcome = Outcome.of(Stream.of(command).map(Object::toString).toList());
        assertEquals(status, outcome.status(), outcome::toString);
        assertNotEquals("", outcome.out() + outcome.err());
        assertInvisibleAbsent(outcome.out());
        assertInvisibleAbsent(outcome.err());
        if (status == 1 || status == 2 || status == 4) {
            assertEquals(
                    1,
                    outcome.err().replaceFirst("Trino starts.*\n", "").lines().count(),
                    outcome::err);
        }
    }

    private static void assertInvisibleAbsent(String printed) {
        printed.codePoints()
                .filter(point -> point != '\n')
                .forEach(
                        point -> {
                            int type = Character.getType(point);
                            assertTrue(
                                    type != Character.CONTROL
                                            && type != Character.FORMAT
                                            && type != Character.SURROGATE
                                            && type != Character.LINE_SEPARATOR
                                            && type != Character.PARAGRAPH_SEPARATOR,
                                    () -> "U+%04X in %s".formatted(point, printed));
                        });
    }

    private static Iterable<JsonNode> naughty() throws IOException {
        Path file = Checkout.shared().resolve("bad-input/blns/blns.json");
        return Files.exists(file)
                ? JSON.readTree(Files.readString(file, UTF_8))
                : JSON.createArrayNode();
    }
}
