package sesevents.who;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that happened to a mail: a row of message_timeline.
 *
 * @param time as SQL writes it, in UTC
 * @param recipients whom it speaks of
 * @param what a sentence
 * @param tenant as the event's tags name it, or null
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

    /** The events of a mail have the same one, but SES does not promise it on each of them. */
    static Optional<String> tenant(List<TimelineEvent> timeline) {
        return timeline.stream().map(TimelineEvent::tenant).filter(Objects::nonNull).findFirst();
    }

    /** Whether it is about this recipient; an event that names nobody is about everybody. */
    boolean speaksOf(String recipient) {
        return recipients.isEmpty() || recipients.contains(recipient);
    }
}
