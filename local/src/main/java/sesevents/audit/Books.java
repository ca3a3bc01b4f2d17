package sesevents.audit;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import sesevents.lake.FolderBucket;
import sesevents.lake.Lake;
import sesevents.lake.ObjectStore;
import sesevents.replay.BackupReplay;

/**
 * The books of some days: every record that was offered is stored, quarantined or replayed.
 *
 * @param unreadable the first of the lines and objects that cannot be read, and why
 * @param misplaced objects in the folder of another day than they arrived, and where they belong
 */
public record Books(
        List<Day> days, List<String> unreadable, long unreadableCount, List<String> misplaced) {
    /**
     * A day of arrival.
     *
     * @param offered null where it is not known
     * @param duplicates lines beyond the first of a record; in a lake also of an event that came
     *     again another time
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
            DayResult verdict,
            Long sent,
            long withEvents) {
        /** Null where no mail was sent, or nobody knows. */
        public Double coverage() {
            return sent == null || sent == 0 ? null : Math.floor(1000.0 * withEvents / sent) / 10;
        }
    }

    /**
     * The books of a stream, whose records CloudWatch has counted.
     *
     * @param lastClosed no more is delivered into that day and those before
     * @param offered records that the stream took, by day; a day that is not there is not known
     * @param skew by how much the clock that counted may differ from the time in the records
     * @param sent mails that SES accepted, by day; empty where nobody knows
     * @param progress is told the number of lines read, one by one
     */
    public static Books ofStream(
            ObjectStore objects,
            LocalDate from,
            LocalDate to,
            LocalDate lastClosed,
            Map<LocalDate, Long> offered,
            Duration skew,
            Map<LocalDate, Long> sent,
            LongConsumer progress)
            throws IOException {
        Scan scan = Scan.ofDays(objects, from, to, skew, progress);
        List<LocalDate> days = from.datesUntil(to.plusDays(1)).toList();
        OfferedRecords offers = new CountedRecords(offered, lastClosed, scan);
        List<DayResult> verdicts = new ArrayList<>();
        for (DayResult verdict : offers.verdicts(days)) {
            LocalDate day = days.get(verdicts.size());
            boolean cameAgain = verdict.kind() == DayResult.Kind.MISSING && cameAgain(objects, day);
            verdicts.add(cameAgain ? verdict.with(DayResult.Kind.CAME_AGAIN) : verdict);
        }
        return of(days, verdicts, offers, sent, scan);
    }

    /**
     * The books of a lake, whose journal names the records. All of it is read, since a record may
     * have come again on any day.
     *
     * @param from the first day to tell of; null for all
     * @param to the last day to tell of; null for all
     */
    public static Books ofLake(Lake lake, LocalDate from, LocalDate to, LongConsumer progress)
            throws IOException {
        Scan scan = Scan.ofLake(new FolderBucket(lake.folder()), progress);
        JournaledRecords offers = new JournaledRecords(lake, scan);
        NavigableSet<LocalDate> days = new TreeSet<>(scan.days());
        days.addAll(offers.days());
        List<LocalDate> asked =
                days.stream()
                        .filter(day -> from == null || !day.isBefore(from))
                        .filter(day -> to == null || !day.isAfter(to))
                        .toList();
        return of(asked, offers.verdicts(asked), offers, Map.of(), scan);
    }

    /** Whether the source backup of a day was put in again, object by object, to the last. */
    private static boolean cameAgain(ObjectStore objects, LocalDate day) throws IOException {
        Set<String> replayed = BackupReplay.replayed(objects, backup(day));
        try (Stream<String> ofDay = objects.list(backup(day));
                Stream<String> beforeMidnight = objects.list(backup(day.minusDays(1)) + "23/")) {
            replayed.addAll(BackupReplay.replayed(objects, backup(day.minusDays(1)) + "23/"));
            List<String> all = Stream.concat(beforeMidnight, ofDay).toList();
            return !all.isEmpty() && replayed.containsAll(all);
        }
    }

    private static String backup(LocalDate day) {
        return "backup/%s/".formatted(day.toString().replace('-', '/'));
    }

    private static Books of(
            List<LocalDate> days,
            List<DayResult> verdicts,
            OfferedRecords offers,
            Map<LocalDate, Long> sent,
            Scan scan) {
        List<Day> rows = new ArrayList<>();
        for (int i = 0; i < days.size(); i++) {
            LocalDate day = days.get(i);
            DayCount count = scan.day(day);
            rows.add(
                    new Day(
                            day,
                            offers.onDay(day),
                            count.stored(),
                            count.quarantined(),
                            count.replayed(),
                            count.duplicates(),
                            verdicts.get(i),
                            sent.get(day),
                            scan.sends(day)));
        }
        return new Books(
                rows, scan.unreadable(), scan.unreadableCount(), List.copyOf(scan.misplaced()));
    }

    /** No day lacks anything, and every line could be read and lies where it belongs. */
    public boolean balance() {
        return unreadableCount == 0
                && misplaced.isEmpty()
                && days.stream().allMatch(day -> day.verdict().isGood());
    }
}
