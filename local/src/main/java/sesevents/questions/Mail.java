package sesevents.questions;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One mail to one recipient.
 *
 * @param sentAt as SQL writes a time, in UTC; null if SES never sent it
 * @param status as in recipient_status
 * @param attribution who opened or clicked, as far as that is known; null if nobody did
 * @param eventId the latest event about the recipient; null if it was not asked for
 * @param ingestHour folder of ses_events that holds the mail's latest event; null likewise
 */
public record Mail(
        String recipient,
        @JsonProperty("message_id") String messageId,
        String subject,
        String source,
        @JsonProperty("time_sent") String sentAt,
        String status,
        String attribution,
        @JsonProperty(value = "bounce_subtype", access = JsonProperty.Access.WRITE_ONLY)
                String bounceSubtype,
        @JsonProperty("event_id") @JsonInclude(JsonInclude.Include.NON_NULL) String eventId,
        @JsonProperty("ingest_hour") @JsonInclude(JsonInclude.Include.NON_NULL)
                String ingestHour) {}
