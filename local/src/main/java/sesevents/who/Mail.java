package sesevents.who;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * One mail to one recipient: a row of recipient_status.
 *
 * @param sentAt as SQL writes a time, in UTC; null if SES never sent it
 * @param attribution who opened or clicked, as far as that is known; null if nobody did
 */
public record Mail(
        String recipient,
        @JsonProperty("message_id") String messageId,
        String subject,
        String source,
        @JsonProperty("time_sent") String sentAt,
        String status,
        String attribution,
        @JsonIgnore String bounceSubtype) {

    static final String COLUMNS =
            "recipient, message_id, subject, source, time_sent, status, attribution, bounce_subtype";

    static Mail of(List<Object> row) {
        String[] cells = row.toArray(String[]::new);
        return new Mail(
                cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6], cells[7]);
    }
}
