package sesevents.console;

import java.util.Locale;
import sesevents.transform.Mailbox;

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

    /** A percentage that is no rate of SES, where a tenth is enough. */
    static String tenths(Double percent) {
        return percent == null ? UNKNOWN : String.format(Locale.ROOT, "%.1f %%", percent);
    }

    /** A part of a whole, in percent. */
    static String share(long part, long whole) {
        return tenths(whole == 0 ? null : 100.0 * part / whole);
    }

    /** The length of a bar that stands for a part of a whole. */
    static int bar(long part, long whole) {
        return whole == 0 ? 0 : (int) (100 * part / whole);
    }

    static String seconds(Number seconds) {
        if (seconds == null) {
            return UNKNOWN;
        }
        double value = seconds.doubleValue();
        if (value < 120) {
            return String.format(Locale.ROOT, value < 10 ? "%.1f s" : "%.0f s", value);
        }
        if (value < 7_200) {
            return String.format(Locale.ROOT, "%.0f min", value / 60);
        }
        return value < 172_800
                ? String.format(Locale.ROOT, "%.1f h", value / 3_600)
                : String.format(Locale.ROOT, "%,.0f days", value / 86_400);
    }

    /** A time as SQL writes it, without the milliseconds. */
    static String second(String time) {
        return time == null ? UNKNOWN : time.split("\\.", 2)[0];
    }

    static String text(String text) {
        return text == null ? UNKNOWN : text;
    }

    /** The address of a mailbox, without a name. */
    static String address(String mailbox) {
        return mailbox == null ? UNKNOWN : Mailbox.address(mailbox);
    }

    /** A name of the log in words: {@code hard_bounce} is hard bounce. */
    static String words(String name) {
        return text(name).replace('_', ' ');
    }

    /** A reason of bounce_reasons in words that need no explanation. */
    static String reason(String reason) {
        return switch (text(reason)) {
            case "suppressed" -> "suppressed by SES";
            case "auto_reply" -> "automatic reply";
            case "full" -> "mailbox full";
            case "size" -> "message too large";
            case "content" -> "content refused";
            case "policy" -> "against a policy";
            case "blocked" -> "sender blocked";
            case "dns" -> "domain not found";
            case "unreachable" -> "server unreachable";
            default -> words(reason);
        };
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
