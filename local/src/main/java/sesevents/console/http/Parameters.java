package sesevents.console.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sesevents.lake.Hours;

/** The names and values behind the question mark of a URL. */
public final class Parameters {
    private final Map<String, String> values;

    /** A parameter that no page can use: the message says which, and how to write it. */
    public static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Wrong(String message, Object... values) {
            super(message.formatted(values));
        }
    }

    private Parameters(Map<String, String> values) {
        this.values = values;
    }

    /**
     * @param query as the browser sent it, or null; of a name that occurs twice the first counts
     */
    public static Parameters of(String query) {
        Map<String, String> values = new HashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            String[] sides = pair.split("=", 2);
            values.putIfAbsent(decoded(sides[0]), sides.length == 1 ? "" : decoded(sides[1]));
        }
        return new Parameters(values);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException _) {
            throw new Wrong("the address has a %% that no two hexadecimal digits follow");
        }
    }

    /** The value without blanks around it; empty if there is none. */
    public String text(String name) {
        return values.getOrDefault(name, "").strip();
    }

    public String required(String name) {
        String text = text(name);
        if (text.isEmpty()) {
            throw new Wrong("the address lacks %s; it ends with ?%s=...", name, name);
        }
        return text;
    }

    public LocalDate day(String name, LocalDate usual) {
        String text = text(name);
        return text.isEmpty()
                ? usual
                : Hours.day(text)
                        .orElseThrow(
                                () ->
                                        new Wrong(
                                                "%s: '%s' is not a date; write it as 2026-01-31",
                                                name, text));
    }

    public String oneOf(String name, List<String> choices) {
        String text = text(name);
        if (!text.isEmpty() && !choices.contains(text)) {
            throw new Wrong(
                    "%s: '%s' is none of %s; choose one of them",
                    name, text, String.join(", ", choices));
        }
        return text;
    }

    public int number(String name, int usual, int min, int max) {
        String text = text(name);
        if (text.isEmpty()) {
            return usual;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException _) {
            // The message below is for this, too.
        }
        throw new Wrong("%s: '%s' is not a number from %d to %d", name, text, min, max);
    }
}
