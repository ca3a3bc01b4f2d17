package sesevents.transform;

/** What a declared value means to the derived columns. */
enum Role {
    NONE,
    EVENT_TYPE,
    NOTIFICATION_TYPE,
    MESSAGE_ID,
    SENT,
    DESTINATION,
    TAGS,
    /** The detail object of a Send, which SES leaves empty. */
    SEND,
    /** When the detail object says that its event happened. */
    TIMESTAMP,
    /** One whom the detail object speaks of. */
    RECIPIENT;

    static Role of(String path, EventType detail) {
        return switch (path) {
            case "eventtype" -> EVENT_TYPE;
            case Columns.NOTIFICATION_TYPE -> NOTIFICATION_TYPE;
            case "mail.messageid" -> MESSAGE_ID;
            case "mail.timestamp" -> SENT;
            case "mail.destination" -> DESTINATION;
            case "mail.tags" -> TAGS;
            case "send" -> SEND;
            default -> detail == null ? NONE : detail.role(path);
        };
    }
}
