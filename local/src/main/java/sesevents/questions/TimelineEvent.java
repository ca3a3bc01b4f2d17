package sesevents.questions;

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
 * @param ingestHour folder of ses_events that holds the event
 */
public record TimelineEvent(
        String time,
        @JsonProperty("eventtype") String type,
        String what,
        List<String> recipients,
        @JsonIgnore String tenant,
        @JsonProperty("event_id") String eventId,
        @JsonProperty("ingest_hour") String ingestHour) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A row of sql/questions/timeline.sql; its recipients are a JSON array. */
    record Row(
            String eventTimestamp,
            String eventtype,
            String what,
            String recipients,
            String tenant,
            String eventId,
            String ingestHour) {

        TimelineEvent event() {
            return new TimelineEvent(
                    eventTimestamp, eventtype, what, names(), tenant, eventId, ingestHour);
        }

        private List<String> names() {
            try {
                return List.of(JSON.readValue(recipients, String[].class));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(recipients, e);
            }
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
