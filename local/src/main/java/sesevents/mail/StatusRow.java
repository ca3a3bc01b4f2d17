package sesevents.mail;

import java.time.Instant;
import java.util.List;

/** What email_status must say of a message: the twelve columns, null where nothing is known. */
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
        String complaintFeedbacktype) {}
