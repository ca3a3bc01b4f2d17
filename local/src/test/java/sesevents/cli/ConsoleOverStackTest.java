package sesevents.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sesevents.House;
import sesevents.engine.TestLake;
import sesevents.standin.AthenaServer;

/** The console and the report over a stack, whose Athena is Trino over the samples. */
@Timeout(600)
class ConsoleOverStackTest {
    private static final String BOUNCED =
            "0100019cadcb2e60-283bb9de-ef02-4e68-943a-bfb538efa1ec-000000";
    private static AthenaServer aws;

    @BeforeAll
    static void start() throws IOException {
        House.holdingSamples(_ -> true);
        TestLake.event(TestLake.hoursAgo(0), List.of(sentToday()));
        aws = new AthenaServer(TestLake.engine());
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    private static String sentToday() {
        return """
        {"eventType":"Send","event_id":"e1","message_id":"m1","event_timestamp":"%1$s 00:00:00.000",\
        "sent_timestamp":"%1$s 00:00:00.000","ingest_timestamp":"%1$s 00:00:00.000","recipients":["a@x.org"],"destination":["a@x.org"],\
        "mail":{"messageId":"m1","source":"b@x.org","destination":["a@x.org"]}}"""
                .formatted(TestLake.today());
    }

    @Test
    void showsTheMailAndTheFigures() throws IOException, InterruptedException {
        try (PipedWriter out = new PipedWriter();
                BufferedReader lines = new BufferedReader(new PipedReader(out));
                HttpClient browser =
                        HttpClient.newBuilder()
                                .cookieHandler(new CookieManager())
                                .followRedirects(HttpClient.Redirect.NORMAL)
                                .build()) {
            Thread console =
                    Thread.ofVirtual()
                            .start(
                                    () ->
                                            Main.commandLine()
                                                    .setOut(new PrintWriter(out, true))
                                                    .setErr(new PrintWriter(Writer.nullWriter()))
                                                    .execute(
                                                            aws.command("console", "--no-browser")
                                                                    .toArray(String[]::new)));
            URI address = URI.create(lines.readLine());
            assertEquals("127.0.0.1", address.getHost());

            Document search = page(browser, address);
            assertEquals(List.of("a@x.org"), search.select("td.address").eachText());
            Document mail = page(browser, address.resolve("/message?id=" + BOUNCED));
            assertTrue(mail.select(".badge").eachText().contains("bounced"), mail::text);
            Document overview = page(browser, address.resolve("/overview"));
            assertEquals("1", overview.selectFirst(".figure").text());
            assertTrue(overview.select("footer").text().contains("queries read"), overview::text);

            console.interrupt();
            console.join();
        }
    }

    @Test
    void isOneFileInTheReport(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("report.html");
        Outcome written = Outcome.of(aws.command("report", "--output", file.toString()));
        assertEquals(new Outcome(0, file + System.lineSeparator(), written.err()), written);
        Document report = Jsoup.parse(Files.readString(file));
        assertEquals("1", report.selectFirst(".figure").text());
        assertEquals(5, report.select("main > section").size());
    }

    private static Document page(HttpClient browser, URI address)
            throws IOException, InterruptedException {
        HttpResponse<String> response =
                browser.send(
                        HttpRequest.newBuilder(address).build(),
                        HttpResponse.BodyHandlers.ofString());
        assertEquals(200, response.statusCode(), response::body);
        return Jsoup.parse(response.body());
    }
}
