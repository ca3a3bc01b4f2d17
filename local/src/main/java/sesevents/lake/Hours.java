package sesevents.lake;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Hours of arrival (UTC), as the folders of events have them: 2026-01-31-10. */
public final class Hours {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd-HH").withResolverStyle(ResolverStyle.STRICT);
    private static final int LENGTH = "2026-01-31-10".length();

    private Hours() {}

    public static String text(LocalDateTime hour) {
        return FORMAT.format(hour);
    }

    /** None where the text is no hour. */
    public static Optional<LocalDateTime> parse(String text) {
        try {
            return text.length() == LENGTH
                    ? Optional.of(LocalDateTime.parse(text, FORMAT))
                    : Optional.empty();
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** The one that a time lies in. */
    public static LocalDateTime of(LocalDateTime time) {
        return time.truncatedTo(ChronoUnit.HOURS);
    }
}
