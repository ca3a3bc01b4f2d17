package sesevents.console;

import sesevents.questions.Figures.Reputation;
import sesevents.questions.Figures.Sender;

/**
 * How near SES's limits the account is.
 *
 * @param sender the whole account; null without mail
 * @param bounce the bounce rate beside SES's limits
 * @param complaint the complaint rate beside SES's limits
 */
record Account(Sender sender, Rate bounce, Rate complaint) {
    /**
     * @param percent null without mail
     * @param daysToPause as in Figures.Reputation
     * @param isTrendKnown as in Figures.Reputation
     */
    record Rate(
            String name,
            Double percent,
            double review,
            double pause,
            Long daysToPause,
            boolean isTrendKnown) {
        String tone() {
            if (percent == null || percent < review) {
                return "good";
            }
            return percent < pause ? "fair" : "bad";
        }

        /** Where the rate stands on a bar that ends at the pause; 100 at most. */
        int barPercent() {
            return percent == null ? 0 : (int) Math.min(100, Math.round(100 * percent / pause));
        }

        int reviewPercent() {
            return (int) Math.round(100 * review / pause);
        }

        String outlook() {
            if (daysToPause == null) {
                return isTrendKnown
                        ? "It has not risen in the last five days."
                        : "There is no trend yet: no mail from before the last five days is known.";
            }
            if (daysToPause == 0) {
                return "It has crossed the limit at which SES may pause the account.";
            }
            return "If it goes on to rise as in the last five days, it crosses %s %% in %,d %s."
                    .formatted(limit(pause), daysToPause, daysToPause == 1 ? "day" : "days");
        }

        String limits() {
            return "SES reviews from %s %% on and may pause from %s %% on."
                    .formatted(limit(review), limit(pause));
        }

        private static String limit(double percent) {
            return percent == Math.rint(percent)
                    ? String.valueOf((long) percent)
                    : String.valueOf(percent);
        }
    }

    static Account of(Reputation reputation) {
        Sender all =
                reputation.senders().stream()
                        .filter(sender -> sender.dimension().equals("all"))
                        .findFirst()
                        .orElse(null);
        return new Account(
                all,
                new Rate(
                        "Bounce rate",
                        all == null ? null : all.bouncePercent(),
                        Reputation.BOUNCE_REVIEW_PERCENT,
                        Reputation.BOUNCE_PAUSE_PERCENT,
                        reputation.daysToBouncePause(),
                        reputation.isTrendKnown()),
                new Rate(
                        "Complaint rate",
                        all == null ? null : all.complaintPercent(),
                        Reputation.COMPLAINT_REVIEW_PERCENT,
                        Reputation.COMPLAINT_PAUSE_PERCENT,
                        reputation.daysToComplaintPause(),
                        reputation.isTrendKnown()));
    }
}
