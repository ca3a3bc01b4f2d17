package sesevents.audit;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import sesevents.firehose.ObjectStore;

/**
 * The books of some days: offered = distinct stored + distinct quarantined + distinct replayed.
 *
 * @param unreadable the first of the lines that are of nobody, and why
 */
public record Books(List<Day> days, List<String> unreadable, long unreadableCount) {
    /**
     * A day of arrival.
     *
     * @param offered null where it is not known
     * @param duplicates lines beyond the first of a record
     * @param sent mails that SES accepted that day, null where it is not known
     * @param withEvents mails of that day that have a Send event
     */
    public record Day(
            LocalDate day,
            Long offered,
            long stored,
            long quarantined,
            long replayed,
            long duplicates,
            Verdict verdict,
            Long sent,
            long withEvents) {
        /** Null where no mail was sent, or nobody knows. */
        public Double coverage() {
            return sent == null || sent == 0 ? null : Math.floor(1000.0 * withEvents / sent) / 10;
        }
    }

    /**
     * Reads all that arrived on those days.
     *
     * @param lastClosed no more is delivered into that day and those before
     * @param sent mails that SES accepted, by day; empty where nobody knows
     * @param progress is told the number of lines read, one by one
     */
    public static Books of(
            ObjectStore objects,
            LocalDate from,
            LocalDate to,
            LocalDate lastClosed,
            Offers offers,
            Map<LocalDate, Long> sent,
            LongConsumer progress)
            throws IOException {
        Scan scan = new Scan(objects, from, to, offers.skew(), progress);
        scan.run();
        List<LocalDate> days = from.datesUntil(to.plusDays(1)).toList();
        List<Verdict> verdicts = verdicts(days, lastClosed, offers, scan);
        List<Day> rows = new ArrayList<>();
        for (int i = 0; i < days.size(); i++) {
            LocalDate day = days.get(i);
            DayCount count = scan.day(day);
            rows.add(
                    new Day(
                            day,
                            offers.byDay().get(day),
                            count.stored(),
                            count.quarantined(),
                            count.replayed(),
                            count.duplicates(),
                            verdicts.get(i),
                            sent.get(day),
                            scan.sends(day)));
        }
        return new Books(rows, scan.unreadable(), scan.unreadableCount());
    }

    /** No day lacks anything or has anything too much, and every line could be read. */
    public boolean balance() {
        return unreadableCount == 0 && days.stream().allMatch(day -> day.verdict().isGood());
    }

    /**
     * A record may be counted on one side of midnight and be stored on the other. As many as
     * arrived that near to it may be lacking, if the next day has them: else they are missing.
     */
    private static List<Verdict> verdicts(
            List<LocalDate> days, LocalDate lastClosed, Offers offers, Scan scan) {
        List<Verdict> verdicts = new ArrayList<>();
        long carry = 0;
        for (LocalDate day : days) {
            Long offered = offers.byDay().get(day);
            if (offered == null) {
                verdicts.add(new Verdict(Verdict.Kind.UNKNOWN, 0));
                carry = 0;
                continue;
            }
            long difference = difference(offered, scan.day(day), offers.isReal());
            long rest = difference + carry;
            if (carry != 0 && Long.signum(difference) != -Long.signum(carry)) {
                verdicts.set(verdicts.size() - 1, Verdict.hole(carry));
                rest = difference;
            }
            if (verdicts.isEmpty()) {
                rest = beyond(rest, scan.nearMidnightAfter(day.minusDays(1)));
            }
            carry = 0;
            if (rest > 0 && day.isAfter(lastClosed)) {
                verdicts.add(new Verdict(Verdict.Kind.OPEN, rest));
            } else if (Math.abs(rest) > scan.nearMidnightAfter(day)) {
                verdicts.add(Verdict.hole(rest));
            } else if (difference == 0) {
                verdicts.add(new Verdict(Verdict.Kind.BALANCED, 0));
                carry = rest;
            } else {
                verdicts.add(new Verdict(Verdict.Kind.ACROSS_MIDNIGHT, Math.abs(difference)));
                carry = rest;
            }
        }
        return verdicts;
    }

    private static long difference(long offered, DayCount count, boolean isReal) {
        if (isReal) {
            return offered - count.distinct();
        }
        return beyond(offered - count.distinct(), 0, count.duplicates());
    }

    private static long beyond(long difference, long allowed) {
        return beyond(difference, -allowed, allowed);
    }

    /** By how much it is outside. */
    private static long beyond(long difference, long least, long most) {
        return difference - Math.clamp(difference, least, most);
    }
}
