package sesevents.sql;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/** Values as SQL writes them. */
public final class SqlText {
    private SqlText() {}

    /** A text as a literal: {@code 'o''brien'}. */
    public static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Texts as literals, in order. */
    public static List<String> literals(String... texts) {
        return Stream.of(texts).map(SqlText::quoted).toList();
    }

    /**
     * The instant of a timestamp in UTC, such as {@code 2026-01-31 10:00:00.000}.
     *
     * @throws java.time.format.DateTimeParseException if the text is no timestamp
     */
    public static Instant time(String text) {
        return LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    }
}
