package sesevents.madeup;

import java.time.Instant;
import java.util.Optional;

/**
 * The expected row of email_status for one message, built from calls for each event that was
 * published undamaged. It does not read the events, so that it is independent of the SQL.
 */
final class MailStatus {
    private final MadeUpMail mail;
    private boolean known;
    private boolean sent;
    private boolean subjectSeen;
    private Instant delivered;
    private Instant clicked;
    private Instant opened;
    private Bounced bounced;
    private Complained complained;

    private record Bounced(Instant time, String type, String subtype)
            implements Comparable<Bounced> {
        @Override
        public int compareTo(Bounced other) {
            int byTime = time.compareTo(other.time);
            return byTime != 0
                    ? byTime
                    : (type + "|" + subtype).compareTo(other.type + "|" + other.subtype);
        }
    }

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

    void delivered(Instant time) {
        seen(true, true);
        delivered = latest(delivered, time);
    }

    void opened(Instant time) {
        seen(true, true);
        opened = latest(opened, time);
    }

    void clicked(Instant time) {
        seen(true, true);
        clicked = latest(clicked, time);
    }

    void bounced(Instant time, String type, String subtype) {
        seen(true, true);
        Bounced bounce = new Bounced(time, type, subtype);
        bounced = bounced == null || bounce.compareTo(bounced) > 0 ? bounce : bounced;
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
                        bounced == null ? null : bounced.time(),
                        bounced == null ? null : bounced.type(),
                        bounced == null ? null : bounced.subtype(),
                        complained == null ? null : complained.time(),
                        complained == null ? null : complained.feedbackType()));
    }

    private void seen(boolean proofOfSending, boolean withSubject) {
        known = true;
        sent |= proofOfSending;
        subjectSeen |= withSubject;
    }

    private static Instant latest(Instant one, Instant other) {
        return one == null || other.isAfter(one) ? other : one;
    }
}
