package sesevents.audit;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import sesevents.audit.DayCount.Found;
import sesevents.audit.DayResult.Kind;
import sesevents.lake.Examples;
import sesevents.lake.Journal;
import sesevents.lake.Keys;
import sesevents.lake.Lake;
import sesevents.lake.ObjectStore;
import sesevents.lake.RecordId;
import sesevents.replay.BackupReplay;

/**
 * The books of some days: every record that was offered must be stored, quarantined or replayed.
 *
 * @param unreadable lines and objects that cannot be read, and why
 * @param misplaced objects in the folder of another hour than their oldest record arrived in, and
 *     where they belong
 */
public record Books(List<Day> days, Examples unreadable, List<String> misplaced) {
    /**
     * A day of arrival.
     *
     * @param offered null if not known
     * @param duplicates lines beyond the first of a record; in a lake also of an event that came
     *     again another time
     * @param sent mails that SES accepted that day, null if not known
     * @param withEvents mails of that day that have a Send event
     */
    public record Day(
            LocalDate day,
            Long offered,
            long stored,
            long quarantined,
            long replayed,
            long duplicates,
            DayResult result,
            Long sent,
            long withEvents) {
        /** The percentage of mails with events; null if no mail was sent, or it is not known. */
        public Double coverage() {
            return sent == null || sent == 0 ? null : Math.floor(1000.0 * withEvents / sent) / 10;
        }
    }

    /**
     * The books of a stream, whose records CloudWatch has counted.
     *
     * @param lastClosed nothing more is delivered into this day and those before
     * @param offered records that the stream took, by day; a day that is absent is not known
     * @param sent mails that SES accepted, by day; a day that is absent is not known
     * @param progress is told the number of lines read, one by one
     */
    public static Books ofStream(
            ObjectStore objects,
            LocalDate from,
            LocalDate to,
            LocalDate lastClosed,
            Map<LocalDate, Long> offered,
            Map<LocalDate, Long> sent,
            LongConsumer progress)
            throws IOException {
        Scan scan = Scan.ofDays(objects, from, to, progress);
        NavigableMap<LocalDate, DayResult> results = counted(offered, from, to, lastClosed, scan);
        for (Map.Entry<LocalDate, DayResult> one : results.entrySet()) {
            DayResult result = one.getValue();
            if (result.kind() == Kind.MISSING && cameAgain(objects, one.getKey())) {
                one.setValue(new DayResult(Kind.CAME_AGAIN, result.records()));
            }
        }
        return of(results, offered, sent, scan);
    }

    /**
     * The books of a lake, whose journal names the records: each must be there, on whatever day it
     * came again. A record that is there twice does not make up for another one.
     *
     * @param from the first day to report; null for all
     * @param to the last day to report; null for all
     */
    public static Books ofLake(Lake lake, LocalDate from, LocalDate to, LongConsumer progress)
            throws IOException {
        Scan scan = Scan.ofLake(lake.objects(), progress);
        Map<LocalDate, Long> offered = new HashMap<>();
        Map<LocalDate, Long> missing = new HashMap<>();
        Set<RecordId> counted = DayCount.idSet();
        Journal.read(
                lake,
                (day, id) -> {
                    offered.merge(day, 1L, Long::sum);
                    if (!scan.hasFound(id) && counted.add(id)) {
                        missing.merge(day, 1L, Long::sum);
                    }
                },
                scan::unreadable);
        NavigableMap<LocalDate, DayResult> results = new TreeMap<>();
        scan.days().forEach(day -> results.put(day, new DayResult(Kind.UNKNOWN, 0)));
        boolean isReadable = scan.unreadable().count() == 0;
        for (LocalDate day : offered.keySet()) {
            results.put(day, DayResult.lacking(missing.getOrDefault(day, 0L), isReadable));
        }
        if (from != null) {
            results.headMap(from).clear();
        }
        if (to != null) {
            results.tailMap(to, false).clear();
        }
        return of(results, offered, Map.of(), scan);
    }

    /**
     * Compares days with the numbers of records that CloudWatch counted: a day balances if as many
     * different records are stored as were offered. A record may be counted on one side of midnight
     * and stored on the other, so a day may lack as many records as arrived that near to midnight,
     * if the next day has them.
     */
    private static NavigableMap<LocalDate, DayResult> counted(
            Map<LocalDate, Long> offered,
            LocalDate from,
            LocalDate to,
            LocalDate lastClosed,
            Scan scan) {
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
                results.put(day.minusDays(1), hole(carry, day.minusDays(1), scan));
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
                results.put(day, hole(rest, day, scan));
            } else {
                Kind kind = difference == 0 ? Kind.BALANCED : Kind.ACROSS_MIDNIGHT;
                results.put(day, new DayResult(kind, Math.abs(difference)));
                carry = rest;
            }
        }
        return results;
    }

    private static DayResult hole(long difference, LocalDate day, Scan scan) {
        return difference < 0
                ? new DayResult(Kind.TOO_MANY, -difference)
                : DayResult.lacking(difference, scan.isReadable(day));
    }

    /** Whether all objects of a day's source backup were sent again. */
    private static boolean cameAgain(ObjectStore objects, LocalDate day) throws IOException {
        boolean isAnyThere = false;
        for (String prefix :
                List.of(Keys.backupBeforeMidnight(day.minusDays(1)), Keys.backup(day))) {
            try (Stream<String> keys = objects.list(prefix)) {
                List<String> all = keys.toList();
                if (!BackupReplay.replayed(objects, prefix).containsAll(all)) {
                    return false;
                }
                isAnyThere |= !all.isEmpty();
            }
        }
        return isAnyThere;
    }

    private static Books of(
            NavigableMap<LocalDate, DayResult> results,
            Map<LocalDate, Long> offered,
            Map<LocalDate, Long> sent,
            Scan scan) {
        List<Day> days = new ArrayList<>();
        results.forEach(
                (day, result) -> {
                    DayCount count = scan.day(day);
                    days.add(
                            new Day(
                                    day,
                                    offered.get(day),
                                    count.of(Found.EVENTS),
                                    count.of(Found.QUARANTINE),
                                    count.of(Found.REPLAYED),
                                    count.duplicates(),
                                    result,
                                    sent.get(day),
                                    scan.sends(day)));
                });
        return new Books(days, scan.unreadable(), scan.misplaced());
    }

    /** Whether no day lacks a record, and every object is readable and in its own folder. */
    public boolean balance() {
        return unreadable.count() == 0
                && misplaced.isEmpty()
                && days.stream().allMatch(day -> day.result().isGood());
    }
}
