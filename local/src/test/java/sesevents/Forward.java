package sesevents;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Set;

/** Forwards requests to another server, and returns its responses. */
public final class Forward implements AutoCloseable {
    private static final Set<String> NOT_PASSED_ON =
            Set.of(
                    "host",
                    "connection",
                    "content-length",
                    "expect",
                    "transfer-encoding",
                    "upgrade");

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI target;

    public Forward(URI target) {
        this.target = target;
    }

    /**
     * @param body of the request; it may differ from the exchange's
     */
    public void pass(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(target.resolve(exchange.getRequestURI()))
                        .method(
                                exchange.getRequestMethod(),
                                HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders()
                .forEach(
                        (name, values) -> {
                            if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                                values.forEach(value -> request.header(name, value));
                            }
                        });
        try {
            HttpResponse<byte[]> response =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            response.headers()
                    .map()
                    .forEach(
                            (name, values) -> {
                                if (!NOT_PASSED_ON.contains(name)) {
                                    values.forEach(
                                            value ->
                                                    exchange.getResponseHeaders().add(name, value));
                                }
                            });
            int length = response.body().length;
            exchange.sendResponseHeaders(response.statusCode(), length == 0 ? -1 : length);
            exchange.getResponseBody().write(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
