package sesevents.console.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;

/**
 * What the server sends.
 *
 * @param headers beside those that every response has
 */
public record Response(int status, Map<String, String> headers, byte[] body) {
    private static final String TYPE = "Content-Type";

    public static Response html(int status, String page) {
        return of(status, "text/html; charset=utf-8", page.getBytes(UTF_8));
    }

    public static Response text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", (text + "\n").getBytes(UTF_8));
    }

    /** A file to save. */
    public static Response csv(String name, String text) {
        return new Response(
                200,
                Map.of(
                        TYPE,
                        "text/csv; charset=utf-8",
                        "Content-Disposition",
                        "attachment; filename=\"%s.csv\"".formatted(name)),
                text.getBytes(UTF_8));
    }

    public static Response of(int status, String type, byte[] body) {
        return new Response(status, Map.of(TYPE, type), body);
    }

    public static Response redirect(String target) {
        return new Response(303, Map.of("Location", target), new byte[0]);
    }
}
