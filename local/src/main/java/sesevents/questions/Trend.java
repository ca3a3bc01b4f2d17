package sesevents.questions;

import java.util.List;
import java.util.function.ToLongFunction;

/** Where the account's rates of 30 days are going. */
final class Trend {
    private static final int WINDOW = 30;

    private Trend() {}

    /**
     * @param days 35 at most, in order
     */
    static Figures.Reputation reputation(List<Figures.Sender> senders, List<Figures.Day> days) {
        return new Figures.Reputation(
                senders,
                daysTo(Figures.Reputation.BOUNCE_PAUSE_PERCENT, days, Figures.Day::hardBounceCount),
                daysTo(
                        Figures.Reputation.COMPLAINT_PAUSE_PERCENT,
                        days,
                        day -> day.complaintCount() == null ? 0 : day.complaintCount()));
    }

    /**
     * Days until the rate of 30 days crosses the limit, in percent, if it goes on to change as it
     * did between the first and the last of the windows; 0 if it has, null if it does not rise.
     */
    private static Long daysTo(
            double limitPercent, List<Figures.Day> days, ToLongFunction<Figures.Day> count) {
        int shift = Math.max(days.size() - WINDOW, 0);
        double now = percent(days.subList(shift, days.size()), count);
        if (now >= limitPercent) {
            return 0L;
        }
        if (shift == 0) {
            return null;
        }
        double slope = (now - percent(days.subList(0, days.size() - shift), count)) / shift;
        return slope <= 0 ? null : (long) Math.ceil((limitPercent - now) / slope);
    }

    private static double percent(List<Figures.Day> days, ToLongFunction<Figures.Day> count) {
        long sent = days.stream().mapToLong(Figures.Day::sentCount).sum();
        return sent == 0 ? 0 : 100.0 * days.stream().mapToLong(count).sum() / sent;
    }
}
