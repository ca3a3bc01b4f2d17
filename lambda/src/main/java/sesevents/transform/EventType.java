package sesevents.transform;

/** The ten event types of SES. */
enum EventType {
    SEND("Send", "send"),
    DELIVERY("Delivery", "delivery"),
    BOUNCE("Bounce", "bounce"),
    COMPLAINT("Complaint", "complaint"),
    REJECT("Reject", "reject"),
    OPEN("Open", "open"),
    CLICK("Click", "click"),
    RENDERING_FAILURE("Rendering Failure", "failure"),
    DELIVERY_DELAY("DeliveryDelay", "deliverydelay"),
    SUBSCRIPTION("Subscription", "subscription");

    /** As SES writes it. */
    final String text;

    /** The declared column of the detail object. */
    final String column;

    private static final EventType[] ALL = values();

    EventType(String text, String column) {
        this.text = text;
        this.column = column;
    }

    /** Null for a type that SES has added since. */
    static EventType of(String text) {
        for (EventType type : ALL) {
            if (type.text.equals(text)) {
                return type;
            }
        }
        return null;
    }

    /** The type whose detail object holds the declared path, or null. */
    static EventType ofPath(String path) {
        for (EventType type : ALL) {
            if (path.startsWith(type.column + ".")) {
                return type;
            }
        }
        return null;
    }
}
