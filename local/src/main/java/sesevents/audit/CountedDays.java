package sesevents.audit;

import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import sesevents.audit.DayResult.Kind;

/**
 * Compares days with the numbers of records that CloudWatch counted: a day balances if as many
 * different records are stored as were offered.
 *
 * @param offered by day; a day that is absent is not known
 * @param lastClosed nothing more is delivered into this day and those before
 * @param scan has read the days
 */
record CountedDays(Map<LocalDate, Long> offered, LocalDate lastClosed, Scan scan) {
    /**
     * The result for each day. A record may be counted on one side of midnight and stored on the
     * other, so a day may lack as many records as arrived that near to midnight, if the next day
     * has them.
     */
    NavigableMap<LocalDate, DayResult> results(LocalDate from, LocalDate to) {
        NavigableMap<LocalDate, DayResult> results = new TreeMap<>();
        long carry = 0;
        for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
            if (!offered.containsKey(day)) {
                results.put(day, new DayResult(Kind.UNKNOWN, 0));
                carry = 0;
                continue;
            }
            long difference = offered.get(day) - scan.day(day).distinct();
            long rest = difference + carry;
            if (carry != 0 && Long.signum(difference) != -Long.signum(carry)) {
                results.put(day.minusDays(1), hole(carry, day.minusDays(1)));
                rest = difference;
            }
            if (results.isEmpty()) {
                long allowed = scan.nearMidnightAfter(day.minusDays(1));
                rest -= Math.clamp(rest, -allowed, allowed);
            }
            carry = 0;
            if (rest > 0 && day.isAfter(lastClosed)) {
                results.put(day, new DayResult(Kind.OPEN, rest));
            } else if (Math.abs(rest) > scan.nearMidnightAfter(day)) {
                results.put(day, hole(rest, day));
            } else {
                Kind kind = difference == 0 ? Kind.BALANCED : Kind.ACROSS_MIDNIGHT;
                results.put(day, new DayResult(kind, Math.abs(difference)));
                carry = rest;
            }
        }
        return results;
    }

    private DayResult hole(long difference, LocalDate day) {
        return difference < 0
                ? new DayResult(Kind.TOO_MANY, -difference)
                : DayResult.lacking(difference, scan.isReadable(day));
    }
}
