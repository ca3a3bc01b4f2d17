package sesevents.lake;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Hours (2026-01-31-10) and days (2026-01-31) of arrival in UTC, as folders are named for them. */
public final class Hours {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd-HH").withResolverStyle(ResolverStyle.STRICT);

    private Hours() {}

    public static String text(LocalDateTime hour) {
        return FORMAT.format(hour);
    }

    /** Empty if the text is not an hour. */
    public static Optional<LocalDateTime> parse(String text) {
        try {
            return text.length() == "2026-01-31-10".length()
                    ? Optional.of(LocalDateTime.parse(text, FORMAT))
                    : Optional.empty();
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** Empty if the text is not a day. */
    public static Optional<LocalDate> day(String text) {
        // LocalDate also reads years of nine digits, for which dates cannot be calculated.
        return parse(text + "-00").map(LocalDateTime::toLocalDate);
    }

    /** The hour that contains a time. */
    public static LocalDateTime of(LocalDateTime time) {
        return time.truncatedTo(ChronoUnit.HOURS);
    }
}
