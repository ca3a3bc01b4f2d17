package sesevents.who;

import java.util.List;

/**
 * Something that happened to a mail: a row of message_timeline.
 *
 * @param time as SQL writes it, in UTC
 * @param recipients whom it speaks of
 * @param what a sentence
 * @param copies how often it arrived
 */
public record Event(String time, String type, List<String> recipients, String what, long copies) {
    static Event of(List<Object> row) {
        List<?> recipients = row.get(2) == null ? List.of() : (List<?>) row.get(2);
        return new Event(
                (String) row.get(0),
                (String) row.get(1),
                recipients.stream().map(String.class::cast).toList(),
                (String) row.get(3),
                ((Number) row.get(4)).longValue());
    }

    /** Whether it is about this recipient; an event that names nobody is about everybody. */
    boolean speaksOf(String recipient) {
        return recipients.isEmpty() || recipients.contains(recipient);
    }
}
