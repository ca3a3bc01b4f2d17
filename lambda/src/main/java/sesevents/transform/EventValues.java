package sesevents.transform;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The values that the derived columns are computed from, null where the event has none. */
final class EventValues {
    String type;
    String notificationType;

    /** The JSON string of {@link #notificationType}. */
    Slice notificationTypeJson;

    /** A JSON string. */
    Slice messageId;

    String sent;

    /** The JSON object {@code mail.tags}. */
    Slice tags;

    final List<String> destination = new ArrayList<>();
    private final Map<EventType, Detail> details = new EnumMap<>(EventType.class);

    /** What the detail object of an event type says. */
    static final class Detail {
        final List<String> recipients = new ArrayList<>();
        String timestamp;
    }

    /**
     * @param type null for a type that SES has added since
     */
    Detail detail(EventType type) {
        return type == null ? new Detail() : details.computeIfAbsent(type, _ -> new Detail());
    }

    /** Whether {@code notificationType} alone says the type, as in the older notifications. */
    boolean isOlderForm() {
        return notificationType != null && (type == null || type.equals(notificationType));
    }
}
