package sesevents.audit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Records that somebody else has only counted, such as CloudWatch for a stream: a day's books
 * balance when as many different records are there as were offered.
 *
 * @param byDay a day that is not there is not known
 * @param lastClosed no more is delivered into that day and those before
 * @param scan has read those days
 */
record CountedRecords(Map<LocalDate, Long> byDay, LocalDate lastClosed, Scan scan)
        implements OfferedRecords {
    @Override
    public Long onDay(LocalDate day) {
        return byDay.get(day);
    }

    /**
     * The days must follow one another: a record may be counted on one side of midnight and be
     * stored on the other. As many as arrived that near to it may be lacking, if the next day has
     * them: else they are missing.
     */
    @Override
    public List<DayResult> verdicts(List<LocalDate> days) {
        List<DayResult> verdicts = new ArrayList<>();
        long carry = 0;
        for (LocalDate day : days) {
            Long offered = onDay(day);
            if (offered == null) {
                verdicts.add(new DayResult(DayResult.Kind.UNKNOWN, 0));
                carry = 0;
                continue;
            }
            long difference = offered - scan.day(day).distinct();
            long rest = difference + carry;
            if (carry != 0 && Long.signum(difference) != -Long.signum(carry)) {
                verdicts.set(verdicts.size() - 1, hole(carry, day.minusDays(1)));
                rest = difference;
            }
            if (verdicts.isEmpty()) {
                rest = beyond(rest, scan.nearMidnightAfter(day.minusDays(1)));
            }
            carry = 0;
            if (rest > 0 && day.isAfter(lastClosed)) {
                verdicts.add(new DayResult(DayResult.Kind.OPEN, rest));
            } else if (Math.abs(rest) > scan.nearMidnightAfter(day)) {
                verdicts.add(hole(rest, day));
            } else if (difference == 0) {
                verdicts.add(new DayResult(DayResult.Kind.BALANCED, 0));
                carry = rest;
            } else {
                verdicts.add(new DayResult(DayResult.Kind.ACROSS_MIDNIGHT, Math.abs(difference)));
                carry = rest;
            }
        }
        return verdicts;
    }

    private DayResult hole(long difference, LocalDate day) {
        if (difference < 0) {
            return new DayResult(DayResult.Kind.TOO_MANY, -difference);
        }
        return DayResult.lacking(difference, scan.isReadable(day));
    }

    /** By how much it is outside. */
    private static long beyond(long difference, long allowed) {
        return difference - Math.clamp(difference, -allowed, allowed);
    }
}
