package sesevents.console;

import java.util.Locale;

/** Numbers and times as the pages write them; a dash stands for what is not known. */
final class Show {
    private static final String UNKNOWN = "–";

    private Show() {}

    static String count(Number number) {
        return number == null ? UNKNOWN : String.format(Locale.ROOT, "%,d", number.longValue());
    }

    static String percent(Double percent) {
        return percent == null ? UNKNOWN : String.format(Locale.ROOT, "%.2f %%", percent);
    }

    /** A part of a whole, in percent. */
    static String share(long part, long whole) {
        return percent(whole == 0 ? null : 100.0 * part / whole);
    }

    static String seconds(Number seconds) {
        if (seconds == null) {
            return UNKNOWN;
        }
        double value = seconds.doubleValue();
        if (value < 120) {
            return String.format(Locale.ROOT, value < 10 ? "%.1f s" : "%.0f s", value);
        }
        return value < 7_200
                ? String.format(Locale.ROOT, "%.0f min", value / 60)
                : String.format(Locale.ROOT, "%,.1f h", value / 3_600);
    }

    /** A time as SQL writes it, without the milliseconds. */
    static String second(String time) {
        return time == null ? UNKNOWN : time.split("\\.", 2)[0];
    }

    static String text(String text) {
        return text == null ? UNKNOWN : text;
    }

    /** A name of the log in words: {@code hard_bounce} is hard bounce. */
    static String words(String name) {
        return text(name).replace('_', ' ');
    }

    /** The class of a badge. */
    static String tone(String status) {
        return switch (status == null ? "" : status) {
            case "delivered", "ok", "human" -> "good";
            case "delayed", "warning", "answered", "waiting" -> "fair";
            case "bounced", "complained", "rejected", "failed", "at risk" -> "bad";
            default -> "plain";
        };
    }
}
