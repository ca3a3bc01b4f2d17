package sesevents.transform;

import java.util.Set;
import java.util.stream.Stream;

/** What a declared value means to the derived columns, by the paths where it stands. */
enum Role {
    NONE,
    EVENT_TYPE("eventtype"),
    NOTIFICATION_TYPE(Columns.NOTIFICATION_TYPE),
    MESSAGE_ID("mail.messageid"),
    SENT("mail.timestamp"),
    DESTINATION("mail.destination"),
    TAGS("mail.tags"),
    /** The detail object of a Send, which SES leaves empty. */
    SEND("send"),
    /** When an event happened, in its detail object. */
    TIMESTAMP(
            "delivery.timestamp",
            "bounce.timestamp",
            "complaint.timestamp",
            "open.timestamp",
            "click.timestamp",
            "deliverydelay.timestamp",
            "subscription.timestamp"),
    /** A recipient that an event is about, in its detail object. */
    RECIPIENT(
            "delivery.recipients",
            "bounce.bouncedrecipients.emailaddress",
            "complaint.complainedrecipients.emailaddress",
            "deliverydelay.delayedrecipients.emailaddress");

    final Set<String> paths;

    Role(String... paths) {
        this.paths = Set.of(paths);
    }

    static Role of(String path) {
        return Stream.of(values())
                .filter(role -> role.paths.contains(path))
                .findFirst()
                .orElse(NONE);
    }
}
