package sesevents.console.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lets in only the person who started the server. Other programs of this machine, and pages of
 * other sites in this person's browser, can reach the port, too: they do not know the token.
 */
final class Guard {
    private static final int TOKEN_BYTES = 32;
    private static final String TOKEN = "token";
    private static final String WITHOUT_COOKIE =
            "This console answers only the browser that opened its start address. Copy the address"
                    + " with ?token=... from the terminal.";

    private final Set<String> hosts;
    private final String cookieName;
    private final String token;

    Guard(int port) {
        this.hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
        // Browsers send a cookie to all ports of a host.
        this.cookieName = "ses-events-" + port;
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        this.token = HexFormat.of().formatHex(random);
    }

    /** What the address has to end with the first time. */
    String startQuery() {
        return TOKEN + "=" + token;
    }

    /** What to send instead of a page; empty if the request may have the page. */
    Optional<Response> intercept(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        if (!Set.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
            return Optional.of(Response.text(405, "This console only shows: use GET or HEAD."));
        }
        if (!isOurs(headers.get("Host"), "")) {
            return Optional.of(Response.text(403, "Use the address that the terminal shows."));
        }
        if (headers.containsKey("Origin") && !isOurs(headers.get("Origin"), "http://")) {
            return Optional.of(Response.text(403, "Another site may not ask this console."));
        }
        if (hasToken(exchange.getRequestURI().getRawQuery())) {
            return Optional.of(welcome(exchange));
        }
        return hasCookie(headers)
                ? Optional.empty()
                : Optional.of(Response.text(403, WITHOUT_COOKIE));
    }

    private boolean isOurs(List<String> values, String before) {
        return values != null
                && values.size() == 1
                && values.getFirst().startsWith(before)
                && hosts.contains(values.getFirst().substring(before.length()));
    }

    private boolean hasToken(String query) {
        return pairs(query).stream().anyMatch(pair -> isToken(pair, TOKEN + "="));
    }

    private boolean hasCookie(Headers headers) {
        return headers.getOrDefault("Cookie", List.of()).stream()
                .flatMap(cookies -> Arrays.stream(cookies.split(";")))
                .anyMatch(cookie -> isToken(cookie.strip(), cookieName + "="));
    }

    /** Compares in a time that does not tell how much of the token is right. */
    private boolean isToken(String pair, String before) {
        return pair.startsWith(before)
                && MessageDigest.isEqual(
                        pair.substring(before.length()).getBytes(UTF_8), token.getBytes(UTF_8));
    }

    /** Puts the token into a cookie and out of the address, which browsers keep and show. */
    private Response welcome(HttpExchange exchange) {
        String query =
                pairs(exchange.getRequestURI().getRawQuery()).stream()
                        .filter(pair -> !pair.startsWith(TOKEN + "="))
                        .collect(Collectors.joining("&"));
        // Two slashes at the beginning would name another host.
        String path = exchange.getRequestURI().getRawPath().replaceFirst("^/+", "/");
        exchange.getResponseHeaders()
                .add(
                        "Set-Cookie",
                        "%s=%s; HttpOnly; SameSite=Strict; Path=/".formatted(cookieName, token));
        return Response.redirect(path + (query.isEmpty() ? "" : "?" + query));
    }

    private static List<String> pairs(String query) {
        return query == null ? List.of() : List.of(query.split("&"));
    }
}
