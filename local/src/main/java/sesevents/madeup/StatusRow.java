package sesevents.madeup;

import java.time.Instant;
import java.util.List;
import sesevents.sql.SqlText;

/** The first twelve columns of email_status for a message; null where nothing is known. */
public record StatusRow(
        String messageId,
        String subject,
        List<String> destination,
        Instant timeSent,
        Instant timeDelivered,
        Instant timeClicked,
        Instant timeOpened,
        Instant timeBounced,
        String bounceType,
        String bounceSubtype,
        Instant timeComplained,
        String complaintFeedbacktype) {

    /** The columns in the order of {@link #of}. */
    public static final String COLUMNS =
            "message_id, subject, destination, time_sent, time_delivered, time_clicked, time_opened,"
                    + " time_bounced, bounce_type, bounce_subtype, time_complained,"
                    + " complaint_feedbacktype";

    /** Reads a row of a query's answer: texts, a list of texts, and times as SQL writes them. */
    public static StatusRow of(List<?> cells) {
        return new StatusRow(
                (String) cells.get(0),
                (String) cells.get(1),
                ((List<?>) cells.get(2)).stream().map(String.class::cast).toList(),
                time(cells.get(3)),
                time(cells.get(4)),
                time(cells.get(5)),
                time(cells.get(6)),
                time(cells.get(7)),
                (String) cells.get(8),
                (String) cells.get(9),
                time(cells.get(10)),
                (String) cells.get(11));
    }

    private static Instant time(Object cell) {
        return cell == null ? null : SqlText.time((String) cell);
    }
}
