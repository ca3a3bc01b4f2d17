package sesevents.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sesevents.engine.TestLake;
import sesevents.questions.Questions;

/** What the pages show of made-up mail of the last three days. */
class PagesTest extends ConsoleCase {
    private static final int MAILS = 400;
    private static final String BROKEN = "no event";
    private Browser browser;

    @BeforeAll
    static void fill() {
        madeUpMail(MAILS);
    }

    @BeforeEach
    void setUp() throws IOException, InterruptedException {
        browser = browser();
    }

    @Test
    void pagesThroughAllMailOnceWithTheLatestFirst() throws IOException, InterruptedException {
        List<String> times = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        String path = "/search";
        while (path != null) {
            Document page = browser.page(path);
            page.select("tbody td.time").forEach(cell -> times.add(cell.text()));
            page.select("tbody tr").forEach(row -> rows.add(row.html()));
            Element older = page.selectFirst("nav.pages a:contains(Older)");
            path = older == null ? null : older.attr("href");
        }
        assertTrue(rows.size() >= MAILS, () -> rows.size() + " rows");
        assertEquals(rows.size(), rows.stream().distinct().count());
        assertEquals(times.stream().sorted().toList().reversed(), times);
    }

    @Test
    void leadsFromASearchToTheMailItsEventsAndThePerson() throws IOException, InterruptedException {
        Document found = browser.page("/search?status=hard_bounce");
        assertEquals("hard bounce", found.select("option[selected]").text());
        Element row = found.selectFirst("tbody tr");
        assertEquals("bounced", row.select(".badge").text());
        Document mail = browser.page(row.select("td.wide a").attr("href"));
        assertEquals(
                "bounced",
                mail.select("p.verdict").stream()
                        .filter(
                                one ->
                                        one.select("a")
                                                .text()
                                                .equals(row.select("td.address").text()))
                        .findFirst()
                        .orElseThrow()
                        .select(".badge")
                        .text());
        assertTrue(mail.select("dt").eachText().containsAll(List.of("Reason", "Next")));
        List<String> ids = mail.select("td[data-label=Event id]").eachText();
        assertFalse(ids.isEmpty());
        Document raw = browser.page(mail.select("a[href^=/raw]").attr("href"));
        assertEquals(ids, raw.select("section h2").eachText());
        assertTrue(raw.select("section pre").text().contains("\"eventType\" : \"Bounce\""));
        assertTrue(raw.text().contains("in events/ingest_hour="));
        Document person = browser.page(row.select("a[href^=/person]").attr("href"));
        assertEquals(row.select("a[href^=/person]").text(), person.select(".subject").text());
        int months = person.select("[aria-label=Months] tbody tr").size();
        assertEquals(months > 1 ? 1 : 0, person.select("script[type=application/json]").size());
    }

    @ParameterizedTest
    @CsvSource({
        "/overview, SES's limits",
        "/reputation, Who causes it",
        "/deliverability, Why mail bounces",
        "/engagement, SES's verdict and ours",
        "/health, Quarantine"
    })
    void showFiguresWithTheirPriceAndSql(String path, String heading)
            throws IOException, InterruptedException {
        Document page = browser.page(path);
        assertTrue(page.select("h2").eachText().contains(heading), page::text);
        assertEquals(1, page.select("h1").size());
        assertEquals(path, page.select("nav a[aria-current=page]").attr("href"));
        assertTrue(page.select("footer").text().contains("; in Athena "), page::text);
        assertTrue(page.select("footer code").text().contains("select"), page::text);
        assertFalse(page.select("tbody tr").isEmpty(), path);
        assertEquals(0, page.select("[style], [onclick], script:not([src],[type])").size());
    }

    @Test
    void leadFromANumberOfReputationToExactlyThatMail() throws IOException, InterruptedException {
        Element number =
                browser.page("/reputation").select("a[href*=hard_bounce]").stream()
                        .filter(link -> link.text().matches("[1-9]|[1-4]\\d"))
                        .findFirst()
                        .orElseThrow();
        Document mails = browser.page(number.attr("href"));
        assertEquals(Integer.parseInt(number.text()), mails.select("tbody tr").size());
    }

    @Test
    void countBouncesByReasonAndShowThem() throws IOException, InterruptedException {
        Element reason =
                browser.page("/deliverability").selectFirst("a[href^=/bounces]").closest("tr");
        Document bounced = browser.page(reason.select("a[href^=/bounces]").attr("href"));
        assertEquals(
                Math.min(100, Integer.parseInt(reason.select("td").get(1).text())),
                bounced.select("td[data-label=Recipient]").eachText().stream().distinct().count());
    }

    @Test
    void sayHowToReplayWhatIsInQuarantine() throws IOException, InterruptedException {
        LocalDate day = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC);
        String command =
                "./ses-events replay --lake 'my lake' --from %1$s --to %1$s --reason not_json"
                        .formatted(day);
        List<String> commands = browser.page("/health").select("td code").eachText();
        assertTrue(commands.contains(command), commands::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "/search?address=nobody@x.org, Nothing is known of nobody@x.org on any day",
        "/search?configuration_set=none, with the configuration set 'none'",
        "/search?subject=zzzzz, From * to * there is other mail (more than 50)",
        "/search?from=2012-01-01&to=2012-01-02, The log has no mail at all that was sent from 2012",
        "/search?from=2099-01-01&to=2099-01-02, These days are in the future"
    })
    void sayWhyNothingIsFound(String path, String why) throws IOException, InterruptedException {
        String note = browser.page(path).select("section.note").text();
        for (String part : why.split("\\*")) {
            assertTrue(note.contains(part.strip()), note);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/search?from=soon, from: 'soon' is not a date; write it as 2026-01-31",
        "/search?status=lost, status: 'lost' is none of sent",
        "/search?from=2026-02-01&to=2026-01-01, from: 2026-02-01 is after 2026-01-01",
        "/overview?days=99, days: '99' is not a number from 1 to 35",
        "/message, the address lacks id",
        "/search?format=pdf, format: 'pdf' is none of csv",
        "/health?format=csv&table=x, table: 'x' is none of freshness"
    })
    void sayWhatIsWrongWithAnAddress(String path, String words)
            throws IOException, InterruptedException {
        HttpResponse<String> response = browser.get(path);
        assertEquals(400, response.statusCode());
        assertTrue(Jsoup.parse(response.body()).text().contains(words), response::body);
    }

    @Test
    void sayWhatIsUnknown() throws IOException, InterruptedException {
        for (String path : List.of("/message?id=0", "/raw?id=0", "/person?address=x@y.org", "/x")) {
            assertEquals(404, browser.get(path).statusCode(), path);
        }
    }

    @Test
    void refuseAPageThatNoPageHasNamed() throws IOException, InterruptedException {
        HttpResponse<String> refused = browser.get("/search?after=WyJzb29uIl0");
        assertEquals(422, refused.statusCode());
        assertTrue(refused.body().contains("is not where a page ended"), refused::body);
    }

    @Test
    void refuseAQuestionThatIsTooLarge() throws IOException, InterruptedException {
        HttpResponse<String> refused = browser(0).get("/overview");
        assertEquals(422, refused.statusCode());
        assertTrue(refused.body().contains("--max-bytes"), refused::body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/search",
                "/overview",
                "/reputation",
                "/deliverability",
                "/engagement",
                "/health"
            })
    void giveTheirTablesAsCsv(String path) throws IOException, InterruptedException {
        List<String> links =
                browser.page(path).select("footer a[href*=format=csv]").eachAttr("href");
        assertFalse(links.isEmpty());
        for (String link : links) {
            HttpResponse<String> csv = browser.get(link);
            assertEquals(200, csv.statusCode());
            assertTrue(csv.body().lines().allMatch(line -> line.matches("[\",].*")), csv::body);
        }
    }

    @Test
    void answerFiftyRequestsAtOnce() throws IOException, InterruptedException, ExecutionException {
        List<String> paths = List.of("/search", "/overview", "/search?status=bounced", "/health");
        List<Callable<Integer>> requests = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String path = paths.get(i % paths.size());
            requests.add(() -> browser.get(path).statusCode());
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> status : threads.invokeAll(requests)) {
                assertEquals(200, status.get());
            }
        }
    }

    @Test
    void areOneFileInTheReport() throws NoSuchAlgorithmException {
        String html =
                Report.html(
                        7,
                        TestLake.questions(Questions.USUAL_MAX_BYTES, InstantSource.system()),
                        " --lake 'my lake'",
                        InstantSource.system());
        Document report = Jsoup.parse(html);
        assertEquals(
                List.of("overview", "reputation", "deliverability", "engagement", "health"),
                report.select("main > section > h2").eachAttr("id"));
        assertEquals(0, report.select("[src], link, a[href^=/], form").size());
        int queries = report.select("footer pre").size();
        String footer = report.select("footer p").text();
        assertTrue(footer.startsWith("This report took " + queries + " queries "), footer);
        List<Element> scripts = report.select("script:not([type])");
        assertEquals(2, scripts.size());
        String policy = report.select("meta[http-equiv]").attr("content");
        for (Element script : scripts) {
            assertTrue(policy.contains(sha256(script.data())), policy);
        }
        assertTrue(policy.contains(sha256(report.selectFirst("style").data())), policy);
        assertFalse(policy.contains("unsafe"), policy);
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    }
}
