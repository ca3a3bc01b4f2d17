package sesevents.questions;

import java.util.List;

/**
 * Rows of the answers that count. Their components are the columns of the files of sql/questions
 * that are named beside them. Times are text as SQL writes it, in UTC; counts that SES does not
 * report and percentages of nothing are null.
 */
public final class Figures {
    private Figures() {}

    /**
     * A page of mail: find_mail.
     *
     * @param nextPage what to ask for to get the next page, or null after the last one
     */
    public record MailPage(List<Mail> mails, String nextPage) {
        /** More mails than a page holds tell that there is a next page. */
        static MailPage of(List<Mail> mails, int pageSize) {
            if (mails.size() <= pageSize) {
                return new MailPage(mails, null);
            }
            Mail last = mails.get(pageSize - 1);
            return new MailPage(
                    mails.subList(0, pageSize),
                    new Position(last.sentAt(), last.messageId(), last.recipient()).text());
        }
    }

    /** Mail to one address in a month: person. */
    public record Month(
            String sentMonth,
            long mailCount,
            long deliveredCount,
            long bouncedCount,
            long complainedCount,
            long otherCount,
            long readCount,
            long maybeReadCount) {}

    /** A day of the account: volume. */
    public record Day(
            String eventDate,
            long sentCount,
            long deliveredCount,
            long hardBounceCount,
            long softBounceCount,
            long suppressedCount,
            Long complaintCount,
            long uniqueOpenCount,
            long uniqueClickCount,
            Double bouncePercent,
            Double complaintPercent) {}

    /** The account, or a part of its mail: reputation. */
    public record Sender(
            long place,
            String dimension,
            String value,
            String status,
            long sentCount,
            long hardBounceCount,
            Long complaintCount,
            long suppressedCount,
            Double bouncePercent,
            Double complaintPercent,
            Double bounceSharePercent,
            Double complaintSharePercent,
            Double pausePercent,
            Double accountPausePercentWithout) {}

    /**
     * How near the account is to a pause.
     *
     * @param senders the account first, then the mail without which it would be best off
     * @param daysToBouncePause days until 10 % bounces if the rate goes on changing as in the last
     *     five days; null if it does not rise
     * @param daysToComplaintPause the same for 0.5 % complaints
     * @param isTrendKnown false if there is no mail from before the last five days
     */
    public record Reputation(
            List<Sender> senders,
            Long daysToBouncePause,
            Long daysToComplaintPause,
            boolean isTrendKnown) {
        /**
         * SES reviews an account from the first percentage on, and may pause it from the second.
         */
        public static final double BOUNCE_REVIEW_PERCENT = 5;

        public static final double BOUNCE_PAUSE_PERCENT = 10;
        public static final double COMPLAINT_REVIEW_PERCENT = 0.1;
        public static final double COMPLAINT_PAUSE_PERCENT = 0.5;
    }

    /** Bounces with one reason: bounces. */
    public record BounceReason(
            String reason,
            long bounceCount,
            long recipientCount,
            long disagreementCount,
            String latestTime,
            String latestRecipient,
            String latestWords,
            String latestMessageId,
            String latestEventId) {}

    /** A mail that bounced: bounced_mail. */
    public record BouncedMail(
            String eventTimestamp,
            String recipient,
            String subject,
            String bounceType,
            String bounceSubtype,
            String diagnosticCode,
            String messageId,
            String eventId) {}

    /** Opens or clicks with the same verdicts: engagement. */
    public record Verdicts(
            String eventtype,
            String ownVerdict,
            String sesVerdict,
            String verdict,
            long eventCount,
            long mailCount,
            String latestEventId,
            String latestMessageId) {}

    /** Mail that had to wait: delays. */
    public record Delay(
            String outcome,
            String delayType,
            String recipient,
            String subject,
            String timeSent,
            String timeLastDelayed,
            String timeGivenUp,
            long delayCount,
            Long secondsDelayed,
            String diagnosticCode,
            String messageId) {}

    /** A day of deliveries to one provider: latency. */
    public record Latency(
            String deliveryDate,
            String provider,
            long deliveryCount,
            Double p50Seconds,
            Double p95Seconds,
            Double maxSeconds) {}

    /** A page that was clicked: links. */
    public record Link(
            String page,
            long clickCount,
            long mailCount,
            String latestTime,
            String latestMessageId,
            String latestEventId) {}

    /** Records that could not be stored: quarantine. */
    public record Quarantined(
            String reason,
            String errorType,
            long recordCount,
            String firstDate,
            String lastDate,
            String latestArrival) {}

    /** Seconds from the event to its arrival, in one hour: freshness. */
    public record Freshness(
            String ingestHour,
            long eventCount,
            Long p50Seconds,
            Long p95Seconds,
            Long maxSeconds) {}

    /** How much of a configuration set's mail has an end: coverage. */
    public record Coverage(
            String configurationSet,
            long mailCount,
            long endedCount,
            long silentCount,
            long withoutSendCount,
            String silentMessageId,
            String silentEventId) {}

    /** A day's events, and how many of them event_history lacks: books. */
    public record BookDay(String ingestDate, long lineCount, long eventCount, long missingCount) {}

    /**
     * The state of the log itself.
     *
     * @param mayReadQuarantine false if AWS denies it; then the quarantine is empty here
     */
    public record Health(
            List<Freshness> freshness,
            List<Coverage> coverage,
            List<BookDay> books,
            List<Quarantined> quarantine,
            boolean mayReadQuarantine) {}

    /** Deliveries and what stands in their way. */
    public record Deliverability(
            List<Latency> latency, List<BounceReason> bounces, List<Delay> delays) {}

    /** Who opens and clicks. */
    public record Engagement(List<Verdicts> verdicts, List<Link> links) {}

    /**
     * An event of a mail as SES wrote it.
     *
     * @param key of the object that holds the event's line
     * @param json without the columns that the transform adds
     */
    public record RawEvent(String eventId, String key, String json) {}
}
