package sesevents.madeup;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * The expected row of email_status for one message, built from calls for each event that was
 * published undamaged. It does not read the events, so that it is independent of the SQL.
 */
final class MailStatus {
    private static final BinaryOperator<Instant> LATEST =
            BinaryOperator.maxBy(Comparator.nullsFirst(Comparator.naturalOrder()));
    private static final BinaryOperator<Bounced> LATEST_BOUNCE =
            BinaryOperator.maxBy(
                    Comparator.comparing(
                                    Bounced::time, Comparator.nullsFirst(Comparator.naturalOrder()))
                            .thenComparing(bounce -> bounce.type() + "|" + bounce.subtype()));

    private final MadeUpMail mail;
    private boolean known;
    private boolean sent;
    private boolean subjectSeen;
    private Instant delivered;
    private Instant clicked;
    private Instant opened;
    private Bounced bounced = new Bounced(null, null, null);
    private Complained complained = new Complained(null, null);

    private record Bounced(Instant time, String type, String subtype) {}

    private record Complained(Instant time, String feedbackType) {}

    MailStatus(MadeUpMail mail) {
        this.mail = mail;
    }

    void sent(boolean withSubject) {
        seen(true, withSubject);
    }

    /** A Reject or a Rendering Failure: SES accepted the mail and never sent it. */
    void refused(boolean withSubject) {
        seen(false, withSubject);
    }

    void delayed() {
        seen(true, false);
    }

    void subscribed() {
        seen(true, true);
    }

    private void seen(boolean proofOfSending, boolean withSubject) {
        known = true;
        sent |= proofOfSending;
        subjectSeen |= withSubject;
    }

    void delivered(Instant time) {
        seen(true, true);
        delivered = LATEST.apply(delivered, time);
    }

    void opened(Instant time) {
        seen(true, true);
        opened = LATEST.apply(opened, time);
    }

    void clicked(Instant time) {
        seen(true, true);
        clicked = LATEST.apply(clicked, time);
    }

    void bounced(Instant time, String type, String subtype) {
        seen(true, true);
        bounced = LATEST_BOUNCE.apply(bounced, new Bounced(time, type, subtype));
    }

    /** A made-up mail has at most one complaint. */
    void complained(Instant time, String feedbackType) {
        seen(true, true);
        complained = new Complained(time, feedbackType);
    }

    /** The row; empty if no event of the message arrived undamaged. */
    Optional<StatusRow> row() {
        if (!known) {
            return Optional.empty();
        }
        return Optional.of(
                new StatusRow(
                        mail.messageId(),
                        subjectSeen ? mail.subject() : null,
                        mail.recipients().stream()
                                .map(Recipient::bareAddress)
                                .sorted()
                                .distinct()
                                .toList(),
                        sent ? mail.sentAt() : null,
                        delivered,
                        clicked,
                        opened,
                        bounced.time(),
                        bounced.type(),
                        bounced.subtype(),
                        complained.time(),
                        complained.feedbackType()));
    }
}
