package sesevents.console;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sesevents.engine.TestLake;

/** Whom the console lets in. */
class GuardTest extends ConsoleCase {
    private Browser browser;

    @BeforeEach
    void setUp() throws IOException, InterruptedException {
        TestLake.empty();
        browser = browser();
    }

    @Test
    void letsTheStartAddressInAndTakesTheTokenOutOfIt() throws IOException, InterruptedException {
        String token = browser.cookie().split("[=;]")[1];
        assertTrue(token.length() >= 32, token);
        HttpResponse<String> welcome =
                browser.send(browser.request("/search?a=b&token=" + token + "&status=sent"));
        assertEquals(303, welcome.statusCode());
        assertEquals(
                "/search?a=b&status=sent", welcome.headers().firstValue("Location").orElse(""));
        assertTrue(browser.cookie().endsWith("; HttpOnly; SameSite=Strict; Path=/"));
        assertEquals(303, browser.get("/").statusCode());
        assertEquals(200, browser.get("/search").statusCode());
    }

    @Test
    void leadsToNoOtherHost() throws IOException {
        String token = browser.cookie().split("[=;]")[1];
        assertTrue(
                raw("GET //evil.example/?token=" + token, "Host: 127.0.0.1:" + browser.port())
                        .contains("Location: /\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/search", "/assets/console.css", "/nothing", "/?token=0"})
    void refusesWhoDoesNotKnowTheToken(String path) throws IOException, InterruptedException {
        assertEquals(403, browser.send(browser.request(path)).statusCode());
        String wrong = "ses-events-" + browser.port() + "=" + "0".repeat(64);
        assertEquals(403, browser.send(browser.request(path).header("Cookie", wrong)).statusCode());
    }

    @Test
    void refusesOtherHosts() throws IOException {
        String cookie = "Cookie: " + browser.cookie().split(";")[0];
        String here = "127.0.0.1:" + browser.port();
        assertTrue(raw("GET /search", "Host: " + here, cookie).startsWith("HTTP/1.1 200"));
        assertTrue(
                raw("GET /search", "Host: localhost:" + browser.port(), cookie)
                        .startsWith("HTTP/1.1 200"));
        for (String host : List.of("evil.example", "127.0.0.1", "127.0.0.1.evil.example")) {
            assertTrue(
                    raw("GET /search", "Host: " + host, cookie).startsWith("HTTP/1.1 403"), host);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "https://127.0.0.1"})
    void refusesOtherOrigins(String origin) throws IOException, InterruptedException {
        assertEquals(
                403,
                browser.send(browser.withCookie("/search").header("Origin", origin)).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
    void onlyShows(String method) throws IOException, InterruptedException {
        assertEquals(
                405,
                browser.send(
                                browser.withCookie("/search")
                                        .method(method, BodyPublishers.ofString("a=b")))
                        .statusCode());
    }

    @Test
    void answersHeadWithoutABody() throws IOException, InterruptedException {
        HttpResponse<String> head =
                browser.send(browser.withCookie("/search").method("HEAD", BodyPublishers.noBody()));
        assertEquals(200, head.statusCode());
        assertEquals("", head.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/../console.css",
                "/assets/%2e%2e/%2e%2e/etc/passwd",
                "/assets/",
                "/assets/charts.js%00",
                "/search/../../pom.xml",
                "/nothing"
            })
    void servesNoOtherFile(String path) throws IOException {
        String answer =
                raw(
                        "GET " + path,
                        "Host: 127.0.0.1:" + browser.port(),
                        "Cookie: " + browser.cookie().split(";")[0]);
        assertTrue(answer.startsWith("HTTP/1.1 404"), answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/search", "/assets/charts.js", "/nothing", "/search?from=x", "/"})
    void forbidsForeignScriptsOnEveryResponse(String path)
            throws IOException, InterruptedException {
        for (HttpResponse<String> response :
                List.of(browser.get(path), browser.send(browser.request(path)))) {
            assertEquals(
                    List.of(
                            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'"
                                    + " data:; connect-src 'none'; form-action 'self';"
                                    + " frame-ancestors 'none'; base-uri 'none'"),
                    response.headers().allValues("Content-Security-Policy"));
            assertEquals(
                    List.of("nosniff"), response.headers().allValues("X-Content-Type-Options"));
            assertEquals(List.of("no-referrer"), response.headers().allValues("Referrer-Policy"));
            assertEquals(List.of("no-store"), response.headers().allValues("Cache-Control"));
        }
    }

    /** A request that no HTTP client would send. */
    private String raw(String line, String... headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), browser.port())) {
            String request =
                    line
                            + " HTTP/1.1\r\n"
                            + String.join("\r\n", headers)
                            + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }
}
