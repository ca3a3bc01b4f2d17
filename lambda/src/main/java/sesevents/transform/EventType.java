package sesevents.transform;

import static java.util.function.Function.identity;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    private static final Map<String, EventType> BY_TEXT =
            Stream.of(values()).collect(Collectors.toMap(type -> type.text, identity()));

    EventType(String text, String column) {
        this.text = text;
        this.column = column;
    }

    /** Null for a type that SES has added since. */
    static EventType of(String text) {
        return BY_TEXT.get(text);
    }

    /** The type whose detail object holds the declared path, or null. */
    static EventType ofPath(String path) {
        return Stream.of(values())
                .filter(type -> path.startsWith(type.column + "."))
                .findFirst()
                .orElse(null);
    }
}
