package sesevents.transform;

/** The ten event types of SES: the column of each, and what its detail object tells of itself. */
enum EventType {
    SEND("Send", "send", null, null),
    DELIVERY("Delivery", "delivery", "timestamp", "recipients"),
    BOUNCE("Bounce", "bounce", "timestamp", "bouncedrecipients.emailaddress"),
    COMPLAINT("Complaint", "complaint", "timestamp", "complainedrecipients.emailaddress"),
    REJECT("Reject", "reject", null, null),
    OPEN("Open", "open", "timestamp", null),
    CLICK("Click", "click", "timestamp", null),
    RENDERING_FAILURE("Rendering Failure", "failure", null, null),
    DELIVERY_DELAY("DeliveryDelay", "deliverydelay", "timestamp", "delayedrecipients.emailaddress"),
    SUBSCRIPTION("Subscription", "subscription", "timestamp", null);

    /** As SES writes it. */
    final String text;

    /** The declared column of the detail object. */
    final String column;

    private final String timestamp;
    private final String recipient;

    EventType(String text, String column, String timestamp, String recipient) {
        this.text = text;
        this.column = column;
        this.timestamp = timestamp;
        this.recipient = recipient;
    }

    private static final EventType[] ALL = values();

    /** The type of that name, or null for one that SES has added since. */
    static EventType of(String text) {
        for (EventType type : ALL) {
            if (type.text.equals(text)) {
                return type;
            }
        }
        return null;
    }

    /** The type whose detail object is the column, or null. */
    static EventType ofColumn(String column) {
        for (EventType type : ALL) {
            if (type.column.equals(column)) {
                return type;
            }
        }
        return null;
    }

    /** What the value at a declared path inside this type's detail object means to us. */
    Role role(String path) {
        if (path.equals(column + "." + timestamp)) {
            return Role.TIMESTAMP;
        }
        if (path.equals(column + "." + recipient)) {
            return Role.RECIPIENT;
        }
        return Role.NONE;
    }
}
