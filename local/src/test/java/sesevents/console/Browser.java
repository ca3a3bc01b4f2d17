package sesevents.console;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** Asks a console as a browser that has opened its start address. */
final class Browser {
    private final URI start;
    private final String cookie;

    Browser(Console console) throws IOException, InterruptedException {
        start = console.startAddress();
        cookie =
                send(request("/?" + start.getRawQuery()))
                        .headers()
                        .firstValue("Set-Cookie")
                        .orElseThrow();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(start.resolve(path));
    }

    HttpRequest.Builder withCookie(String path) {
        return request(path).header("Cookie", cookie.split(";")[0]);
    }

    String cookie() {
        return cookie;
    }

    int port() {
        return start.getPort();
    }

    HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(withCookie(path));
    }

    Document page(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = get(path);
        if (response.statusCode() != 200) {
            throw new AssertionError(path + ": " + response.statusCode() + response.body());
        }
        return Jsoup.parse(response.body());
    }
}
