package sesevents.transform;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.regex.Pattern;

/** Points in time as the table writes them: {@code yyyy-MM-dd HH:mm:ss.SSS}, in UTC. */
final class Timestamp {
    private static final String ISO_FORM = "dddd-dd-ddTdd:dd:dd.dddZ";
    private static final int[] MONTH_DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    private static final long MILLIS_PER_DAY = 86_400_000;
    private static final int YEAR_MAX = 9999;

    private Timestamp() {}

    /**
     * Reads ISO 8601 with Z or an offset; digits beyond the millisecond are cut off.
     *
     * @throws DateTimeException where the text is anything else
     */
    static String ofIso(String text) {
        if (isSesForm(text)) {
            return text.substring(0, 10) + ' ' + text.substring(11, 23);
        }
        if (!Forms.SHAPE.matcher(text).matches()) {
            throw new DateTimeException("not ISO 8601 with Z or an offset");
        }
        LocalDateTime utc =
                OffsetDateTime.parse(text, Forms.ISO)
                        .withOffsetSameInstant(ZoneOffset.UTC)
                        .toLocalDateTime();
        if (utc.getYear() < 1 || utc.getYear() > YEAR_MAX) {
            throw new DateTimeException("year outside 1-9999");
        }
        long millisOfDay = utc.toLocalTime().toNanoOfDay() / 1_000_000;
        return of(utc.toLocalDate(), (int) millisOfDay);
    }

    /**
     * @throws DateTimeException outside the years 1970 to 9999
     */
    static String ofEpochMillis(long epochMillis) {
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(epochMillis, MILLIS_PER_DAY));
        if (epochMillis < 0 || date.getYear() > YEAR_MAX) {
            throw new DateTimeException("arrival outside 1970-9999");
        }
        return of(date, (int) (epochMillis % MILLIS_PER_DAY));
    }

    /**
     * @param text as this class writes it
     */
    static long epochSecond(String text) {
        LocalDate date = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
        return date.toEpochDay() * (MILLIS_PER_DAY / 1_000)
                + number(text, 11, 13) * 3_600L
                + number(text, 14, 16) * 60L
                + number(text, 17, 19);
    }

    /** SES writes all its times alike; for these a formatter would be a tenth of all the work. */
    private static boolean isSesForm(String text) {
        if (text.length() != ISO_FORM.length()) {
            return false;
        }
        for (int i = 0; i < ISO_FORM.length(); i++) {
            char c = text.charAt(i);
            boolean fits =
                    ISO_FORM.charAt(i) == 'd' ? c >= '0' && c <= '9' : c == ISO_FORM.charAt(i);
            if (!fits) {
                return false;
            }
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        return year >= 1
                && month >= 1
                && month <= 12
                && day >= 1
                && (day <= MONTH_DAYS[month - 1] || month == 2 && day == 29 && Year.isLeap(year))
                && number(text, 11, 13) <= 23
                && number(text, 14, 16) <= 59
                && number(text, 17, 19) <= 59;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    private static String of(LocalDate date, int millisOfDay) {
        char[] text = "0000-00-00 00:00:00.000".toCharArray();
        digits(text, 4, date.getYear());
        digits(text, 7, date.getMonthValue());
        digits(text, 10, date.getDayOfMonth());
        digits(text, 13, millisOfDay / 3_600_000);
        digits(text, 16, millisOfDay / 60_000 % 60);
        digits(text, 19, millisOfDay / 1_000 % 60);
        digits(text, 23, millisOfDay % 1_000);
        return new String(text);
    }

    private static void digits(char[] text, int end, int number) {
        for (int i = end - 1; number > 0; i--) {
            text[i] = (char) ('0' + number % 10);
            number /= 10;
        }
    }

    /** Loaded only where a time is not in the form of SES. */
    private static final class Forms {
        static final Pattern SHAPE =
                Pattern.compile(
                        "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?"
                                + "(Z|[+-]\\d\\d(:?\\d\\d)?)");
        static final DateTimeFormatter ISO =
                new DateTimeFormatterBuilder()
                        .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                        .appendPattern("[XXX][XX][X]")
                        .toFormatter(Locale.ROOT)
                        .withResolverStyle(ResolverStyle.STRICT);
    }
}
