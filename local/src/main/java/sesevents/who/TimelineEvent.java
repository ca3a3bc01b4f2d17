package sesevents.who;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An event of a mail: a row of message_timeline.
 *
 * @param time as SQL writes it, in UTC
 * @param recipients the recipients that the event is about; empty for all of them
 * @param what a sentence
 * @param tenant from the event's tags, or null
 */
public record TimelineEvent(
        String time, String type, List<String> recipients, String what, String tenant) {
    static TimelineEvent of(List<Object> row) {
        List<?> recipients = row.get(2) == null ? List.of() : (List<?>) row.get(2);
        return new TimelineEvent(
                (String) row.get(0),
                (String) row.get(1),
                recipients.stream().map(String.class::cast).toList(),
                (String) row.get(3),
                (String) row.get(4));
    }

    /** The tenant of a mail; SES does not promise it on every event. */
    static Optional<String> tenant(List<TimelineEvent> timeline) {
        return timeline.stream().map(TimelineEvent::tenant).filter(Objects::nonNull).findFirst();
    }

    boolean speaksOf(String recipient) {
        return recipients.isEmpty() || recipients.contains(recipient);
    }
}
