package sesevents.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import sesevents.Checkout;
import sesevents.engine.TestLake;
import sesevents.questions.Questions;
import sesevents.transform.Mailbox;

/** Text that strangers write into mail changes no element and no attribute of any page. */
class HostilePagesTest extends ConsoleCase {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PLAIN = "plain";
    private static final Pattern CELL = Pattern.compile("\"((?:[^\"]|\"\")*)\"(?:,|\n)|,|\n");
    private static final String HOSTILE =
            "</script><script>alert(1)</script>\"'><img src=x onerror=alert(1)> style=\"x\" `${7*7}`"
                    + " <!-- --> ]]> {{x}} &lt;b&gt; \u202efdp.exe \u2066x\u2069 a\u200bb \u001b[2J"
                    + " javascript:alert(1) \u2028 "
                    + "w".repeat(300);

    @Test
    void keepsEveryPageInShape() throws IOException, InterruptedException {
        assertEquals(shapes(PLAIN), shapes(HOSTILE));
    }

    @Test
    void writesNoFormulaAndLosesNothingInCsv() throws IOException, InterruptedException {
        List<String> texts =
                new ArrayList<>(List.of(HOSTILE, "=1+1", "+1", "-1", "@x", "\tx", "a\"b,c", "x"));
        texts.addAll(texts());
        Set<String> subjects = new TreeSet<>();
        Set<String> expected = new TreeSet<>();
        for (int from = 0; from < texts.size(); from += Questions.PAGE) {
            List<String> some = texts.subList(from, Math.min(texts.size(), from + Questions.PAGE));
            List<String> lines = new ArrayList<>();
            for (String text : some) {
                lines.add(line("Send", "e" + lines.size(), "m" + lines.size(), text, PLAIN, ""));
                boolean isFormula = !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0;
                expected.add((isFormula ? "'" : "") + text);
            }
            TestLake.of(lines);
            Browser browser = browser();
            List<List<String>> rows = cells(browser.get("/search?format=csv").body());
            assertEquals(
                    1,
                    browser.page("/search").select("tbody tr").stream()
                            .map(HostilePagesTest::shape)
                            .distinct()
                            .count());
            close();
            assertEquals(some.size() + 1, rows.size());
            int subject = rows.getFirst().indexOf("subject");
            rows.stream().skip(1).forEach(row -> subjects.add(row.get(subject)));
        }
        assertEquals(expected, subjects);
    }

    /** The elements of each page, with the names of their attributes. */
    private List<List<String>> shapes(String text) throws IOException, InterruptedException {
        TestLake.of(events(text));
        Browser browser = browser();
        String address = address(text);
        List<String> pages =
                List.of(
                        "/search",
                        "/search?subject=" + Link.to("").with("", text).address().substring(2),
                        "/message?id=m1",
                        "/raw?id=m1",
                        Link.person(address).address(),
                        "/overview",
                        "/reputation",
                        "/deliverability",
                        "/bounces?reason=other",
                        "/engagement",
                        "/health");
        List<List<String>> shapes = new ArrayList<>();
        for (String path : pages) {
            String html = browser.get(path).body();
            Document page = Jsoup.parse(html);
            assertFalse(page.select("h1").isEmpty(), html);
            for (Element link : page.select("[href], [action]")) {
                String target = link.attr("href") + link.attr("action");
                assertTrue(target.matches("(?s)[/#].*|data:,"), target);
            }
            for (Element chart : page.select("script[type]")) {
                JSON.readTree(chart.data());
            }
            assertVisible(page.select("main").text());
            shapes.add(shape(page.selectFirst("main")));
        }
        close();
        return shapes;
    }

    private static List<String> shape(Element main) {
        // Lines of preformatted text are no elements, so raw events may have any number of them.
        return main.getAllElements().stream()
                .map(
                        element ->
                                element.tagName()
                                        + element.attributes().asList().stream()
                                                .map(Attribute::getKey)
                                                .sorted()
                                                .toList())
                .toList();
    }

    private static void assertVisible(String text) {
        assertTrue(
                text.codePoints()
                        .allMatch(
                                point ->
                                        point == '\n'
                                                || !Set.of(
                                                                Character.CONTROL,
                                                                Character.FORMAT,
                                                                Character.LINE_SEPARATOR)
                                                        .contains((byte) Character.getType(point))),
                text);
    }

    /** Quotation marks let an address have any text before its @. */
    private static String address(String text) {
        return Mailbox.address("\"%s\"@x.org".formatted(text.replaceAll("[\"\\\\]", "\\\\$0")));
    }

    private static List<String> events(String text) throws IOException {
        String json = JSON.writeValueAsString(text);
        return List.of(
                line("Send", "e1", "m1", text, text, ""),
                line(
                        "Delivery",
                        "e2",
                        "m1",
                        text,
                        text,
                        ",\"delivery\":{\"smtpResponse\":" + json + "}"),
                line(
                        "Bounce",
                        "e3",
                        "m1",
                        text,
                        text,
                        ",\"bounce\":{\"bounceType\":\"Undetermined\",\"bounceSubType\":\"Undetermined\",\"bouncedRecipients\":[{\"emailAddress\":%s,\"status\":\"9.9.9\",\"diagnosticCode\":%s}]}"
                                .formatted(JSON.writeValueAsString(address(text)), json)),
                line(
                        "Click",
                        "e4",
                        "m1",
                        text,
                        text,
                        ",\"click\":{\"link\":%1$s,\"userAgent\":%1$s,\"ipAddress\":\"192.0.2.1\"}"
                                .formatted(json)));
    }

    private static String line(
            String type, String event, String message, String subject, String name, String detail)
            throws IOException {
        String now = LocalDate.now(ZoneOffset.UTC) + " 00:00:00.000";
        return """
        {"eventType":%1$s,"event_id":%2$s,"message_id":%3$s,"recipients":[%4$s],"destination":[%4$s],\
        "tags":[{"name":%5$s,"value":%5$s}],"event_timestamp":%6$s,"sent_timestamp":%6$s,\
        "ingest_timestamp":%6$s,"mail":{"messageId":%3$s,"source":%5$s,"destination":[%4$s],\
        "commonHeaders":{"subject":%7$s}}%8$s}"""
                .formatted(
                        JSON.writeValueAsString(type),
                        JSON.writeValueAsString(event),
                        JSON.writeValueAsString(message),
                        JSON.writeValueAsString(address(name)),
                        JSON.writeValueAsString(name),
                        JSON.writeValueAsString(now),
                        JSON.writeValueAsString(subject),
                        detail);
    }

    private static List<List<String>> cells(String csv) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        var cell = CELL.matcher(csv);
        while (cell.find()) {
            row.add(cell.group(1) == null ? "" : cell.group(1).replace("\"\"", "\""));
            if (cell.group().endsWith("\n")) {
                rows.add(row);
                row = new ArrayList<>();
            }
        }
        return rows;
    }

    private static List<String> texts() throws IOException {
        List<String> texts = new ArrayList<>();
        naughtyOnes().forEach(one -> texts.add(one.textValue()));
        return texts;
    }

    private static JsonNode naughtyOnes() throws IOException {
        Path file = Checkout.shared().resolve("bad-input/blns/blns.json");
        return Files.exists(file)
                ? JSON.readTree(Files.readString(file, UTF_8))
                : JSON.createArrayNode();
    }
}
