package sesevents.questions;

import static java.util.Map.entry;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import sesevents.transform.Mailbox;

/**
 * Filters for mail; an empty text fits all.
 *
 * @param address an address, or {@code @example.com} for a domain
 * @param subject a part of it; capitals do not matter
 * @param tag a name, or {@code name=value}
 * @param status as in recipient_status, or {@code hard_bounce}
 * @param from the first day on which the mail was sent, in UTC
 * @param to the last day
 * @param sender a part of the MAIL FROM address
 * @param identity SES's identity, a domain or an address
 * @param provider as in mailbox_providers
 */
public record Search(
        String address,
        String subject,
        String messageId,
        String tag,
        String status,
        LocalDate from,
        LocalDate to,
        String configurationSet,
        String sender,
        String identity,
        String tenant,
        String provider) {

    private static final int USUAL_DAYS = 7;

    /** What a filter on the status may say. */
    public static final List<String> STATUSES =
            List.of(
                    "sent",
                    "delivered",
                    "delayed",
                    "bounced",
                    "hard_bounce",
                    "complained",
                    "rejected",
                    "failed");

    /** All mail of some days. */
    public static Search days(LocalDate from, LocalDate to) {
        return of(_ -> "", from, to);
    }

    /**
     * @param filter the text of a filter such as {@code configuration_set}; empty if it is not
     *     given
     */
    public static Search of(UnaryOperator<String> filter, LocalDate from, LocalDate to) {
        return new Search(
                filter.apply("address"),
                filter.apply("subject"),
                filter.apply("message_id"),
                filter.apply("tag"),
                filter.apply("status"),
                from,
                to,
                filter.apply("configuration_set"),
                filter.apply("sender"),
                filter.apply("identity"),
                filter.apply("tenant"),
                filter.apply("provider"));
    }

    /** The first day of a search that ends on this day and does not name its first day. */
    public static LocalDate usualFrom(LocalDate to) {
        return to.minusDays(USUAL_DAYS - 1);
    }

    /** The values of find_mail. */
    Map<String, String> values(Position before) {
        boolean isDomain = address.startsWith("@");
        String bare = Mailbox.address(address);
        return Map.ofEntries(
                entry("address", isDomain ? "" : bare),
                entry("domain", isDomain ? bare.substring(1) : ""),
                entry("message_id", Questions.messageId(messageId).orElse(messageId)),
                entry("subject", subject.toLowerCase(Locale.ROOT)),
                entry("sender", sender.toLowerCase(Locale.ROOT)),
                entry("identity", identity),
                entry("configuration_set", configurationSet),
                entry("tenant", tenant),
                entry("provider", provider),
                entry("status", status),
                entry("tag", Tags.part(tag)),
                entry("from_hour", from + "-00"),
                entry("from", Questions.time(from)),
                entry("to", Questions.time(to.plusDays(1))),
                entry("before_time", before.time()),
                entry("before_message_id", before.messageId()),
                entry("before_recipient", before.recipient()));
    }
}
