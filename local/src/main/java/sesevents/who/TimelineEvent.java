package sesevents.who;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Objects;

/**
 * An event of a mail: a row of message_timeline.
 *
 * @param time as SQL writes it, in UTC
 * @param what a sentence
 * @param recipients the recipients that the event is about; empty for all of them
 * @param tenant from the event's tags, or null
 */
public record TimelineEvent(
        String time,
        @JsonProperty("eventtype") String type,
        String what,
        List<String> recipients,
        @JsonIgnore String tenant) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static final String COLUMNS =
            "event_timestamp, eventtype, what, json_format(cast(recipients as json)), tenant";

    static TimelineEvent of(List<Object> row) {
        return new TimelineEvent(
                (String) row.get(0),
                (String) row.get(1),
                (String) row.get(2),
                recipients((String) row.get(3)),
                (String) row.get(4));
    }

    private static List<String> recipients(String json) {
        try {
            return List.of(JSON.readValue(json, String[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(json, e);
        }
    }

    /** The tenant of a mail, or null; SES does not promise it on every event. */
    static String tenant(List<TimelineEvent> timeline) {
        return timeline.stream()
                .map(TimelineEvent::tenant)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    boolean speaksOf(String recipient) {
        return recipients.isEmpty() || recipients.contains(recipient);
    }
}
