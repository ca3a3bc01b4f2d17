package sesevents.questions;

import java.util.List;

/**
 * Where the account's rates are going: trend. Null stands for a rate of no mail.
 *
 * @param bouncePercent of the last 30 days
 * @param earlierBouncePercent of the 30 days that ended five days ago
 */
record Trend(
        Double bouncePercent,
        Double complaintPercent,
        Double earlierBouncePercent,
        Double earlierComplaintPercent) {
    private static final int DAYS_BETWEEN = 5;

    Figures.Reputation of(List<Figures.Sender> senders) {
        return new Figures.Reputation(
                senders,
                daysTo(
                        Figures.Reputation.BOUNCE_PAUSE_PERCENT,
                        bouncePercent,
                        earlierBouncePercent),
                daysTo(
                        Figures.Reputation.COMPLAINT_PAUSE_PERCENT,
                        complaintPercent,
                        earlierComplaintPercent),
                earlierBouncePercent != null);
    }

    /**
     * Days until the rate crosses the limit if it goes on changing as in the last five days; 0 if
     * it has crossed it, null if it does not rise.
     */
    private static Long daysTo(double limit, Double now, Double earlier) {
        if (now == null) {
            return null;
        }
        if (now >= limit) {
            return 0L;
        }
        return earlier == null || now <= earlier
                ? null
                : (long) Math.ceil(DAYS_BETWEEN * (limit - now) / (now - earlier));
    }
}
