package sesevents.transform;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads points in time, and writes them as the table has them; all are in UTC. */
final class Timestamp {
    private static final String SES_FORM = "dddd-dd-ddTdd:dd:dd.dddZ";
    private static final int SES_NUMBERS = 7;
    private static final Pattern TIME_AND_OFFSET =
            Pattern.compile(
                    "(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?)"
                            + "(Z|[+-]\\d\\d(?::?\\d\\d)?)");
    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final int YEAR_MAX = 9999;

    private Timestamp() {}

    /**
     * Reads ISO 8601 with Z or an offset.
     *
     * @throws DateTimeException where the text is anything else, or outside the years 1 to 9999
     */
    static LocalDateTime ofIso(String text) {
        LocalDateTime sesForm = ofSesForm(text);
        LocalDateTime utc = sesForm == null ? ofAnyForm(text) : sesForm;
        if (utc.getYear() < 1 || utc.getYear() > YEAR_MAX) {
            throw new DateTimeException("year outside 1-9999");
        }
        return utc;
    }

    /**
     * @throws DateTimeException outside the years 1970 to 9999
     */
    static LocalDateTime ofEpochMillis(long epochMillis) {
        LocalDateTime utc =
                LocalDateTime.ofInstant(Instant.ofEpochMilli(epochMillis), ZoneOffset.UTC);
        if (epochMillis < 0 || utc.getYear() > YEAR_MAX) {
            throw new DateTimeException("arrival outside 1970-9999");
        }
        return utc;
    }

    /** {@code yyyy-MM-dd HH:mm:ss.SSS}; digits beyond the millisecond are cut off. */
    static String text(LocalDateTime utc) {
        char[] text = "0000-00-00 00:00:00.000".toCharArray();
        writeNumber(text, 4, utc.getYear());
        writeNumber(text, 7, utc.getMonthValue());
        writeNumber(text, 10, utc.getDayOfMonth());
        writeNumber(text, 13, utc.getHour());
        writeNumber(text, 16, utc.getMinute());
        writeNumber(text, 19, utc.getSecond());
        writeNumber(text, 23, utc.getNano() / NANOS_PER_MILLI);
        return new String(text);
    }

    private static void writeNumber(char[] text, int end, int number) {
        int rest = number;
        for (int i = end - 1; rest > 0; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /**
     * Null where the text has another form. SES writes all its times alike; for these a pattern
     * would be a tenth of all the work.
     */
    private static LocalDateTime ofSesForm(String text) {
        if (text.length() != SES_FORM.length()) {
            return null;
        }
        int[] numbers = new int[SES_NUMBERS];
        int at = 0;
        for (int i = 0; i < SES_FORM.length(); i++) {
            char form = SES_FORM.charAt(i);
            char c = text.charAt(i);
            if (form == 'd' && c >= '0' && c <= '9') {
                numbers[at] = numbers[at] * 10 + c - '0';
            } else if (form != 'd' && c == form) {
                at++;
            } else {
                return null;
            }
        }
        return LocalDateTime.of(
                numbers[0],
                numbers[1],
                numbers[2],
                numbers[3],
                numbers[4],
                numbers[5],
                numbers[6] * NANOS_PER_MILLI);
    }

    private static LocalDateTime ofAnyForm(String text) {
        Matcher iso = TIME_AND_OFFSET.matcher(text);
        if (!iso.matches()) {
            throw new DateTimeException("not ISO 8601 with Z or an offset");
        }
        ZoneOffset offset = ZoneOffset.of(iso.group(2));
        return LocalDateTime.parse(iso.group(1)).minusSeconds(offset.getTotalSeconds());
    }
}
