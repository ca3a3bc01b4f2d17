package sesevents.who;

import java.util.List;

/**
 * One mail to one recipient: a row of recipient_status.
 *
 * @param sentAt as SQL writes a time, in UTC; null if SES never sent it
 * @param attribution who opened or clicked, as far as that is known; null if nobody did
 */
public record Mail(
        String messageId,
        String recipient,
        String subject,
        String source,
        String sentAt,
        String status,
        String bounceSubtype,
        String attribution) {

    static final String COLUMNS =
            "message_id, recipient, subject, source, time_sent, status, bounce_subtype, attribution";

    static Mail of(List<Object> row) {
        return new Mail(
                (String) row.get(0),
                (String) row.get(1),
                (String) row.get(2),
                (String) row.get(3),
                (String) row.get(4),
                (String) row.get(5),
                (String) row.get(6),
                (String) row.get(7));
    }
}
