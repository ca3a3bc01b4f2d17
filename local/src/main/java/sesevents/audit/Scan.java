package sesevents.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sesevents.UserError;
import sesevents.audit.DayCount.Found;
import sesevents.lake.ErrorLine;
import sesevents.lake.EventLine;
import sesevents.lake.Examples;
import sesevents.lake.FailedRecord;
import sesevents.lake.Hours;
import sesevents.lake.Keys;
import sesevents.lake.Lines;
import sesevents.lake.ObjectStore;
import sesevents.lake.RecordId;
import sesevents.lake.UnreadableLine;

/**
 * Reads all stored lines. An object lies in the folder of its oldest record's hour or day, so the
 * records of a day are in its folders and in those of the day before.
 */
final class Scan {
    /** Eight objects are read at once, since S3 takes its time to answer. */
    private static final int READERS = 8;

    /** CloudWatch counts by the minute, and by another clock than the one that stamps records. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private static final List<String> ERROR_TYPES =
            List.of("processing-failed/", "format-conversion-failed/");
    private static final Pattern FOLDER =
            Pattern.compile("[/=](?<day>\\d{4}-\\d\\d-\\d\\d)(-\\d\\d)?/");

    private final ObjectStore objects;
    private final LongConsumer progress;
    private final NavigableMap<LocalDate, DayCount> days = new TreeMap<>();
    private final Map<LocalDate, Long> nearMidnight = new HashMap<>();
    private final Map<LocalDate, Set<RecordId>> sends = new HashMap<>();

    /** The ids of a whole lake; null where days are read one by one. */
    private final Set<RecordId> events;

    private final Set<RecordId> failures;
    private final Examples unreadable = new Examples();
    private final Set<LocalDate> unreadableFolders = new HashSet<>();
    private final Set<String> misplaced = new TreeSet<>();
    private long lines;

    private Scan(ObjectStore objects, boolean isWhole, LongConsumer progress) {
        this.objects = objects;
        this.progress = progress;
        this.events = isWhole ? DayCount.idSet() : null;
        this.failures = isWhole ? DayCount.idSet() : null;
    }

    /**
     * Reads a whole lake.
     *
     * @param progress is told the number of lines read, one by one
     */
    static Scan ofLake(ObjectStore objects, LongConsumer progress) throws IOException {
        Scan scan = new Scan(objects, true, progress);
        try (ExecutorService readers = Executors.newFixedThreadPool(READERS)) {
            scan.read(Keys.HOURS, Found.EVENTS, readers);
            scan.read(Keys.QUARANTINE, Found.QUARANTINE, readers);
            for (String type : ERROR_TYPES) {
                scan.read(Keys.REPLAYED + type, Found.REPLAYED, readers);
            }
        }
        return scan;
    }

    /**
     * Reads some days and one more at each end: an event before midnight may arrive after it.
     *
     * @param progress is told the number of lines read, one by one
     */
    static Scan ofDays(ObjectStore objects, LocalDate from, LocalDate to, LongConsumer progress)
            throws IOException {
        Scan scan = new Scan(objects, false, progress);
        List<LocalDate> all = from.minusDays(1).datesUntil(to.plusDays(2)).toList();
        all.forEach(day -> scan.days.put(day, new DayCount(DayCount.idSet(), DayCount.idSet())));
        from.datesUntil(to.plusDays(1)).forEach(day -> scan.sends.put(day, DayCount.idSet()));
        try (ExecutorService readers = Executors.newFixedThreadPool(READERS)) {
            for (LocalDate day : all) {
                scan.read(Keys.HOURS + day, Found.EVENTS, readers);
                for (String type : ERROR_TYPES) {
                    String folder = type + day + "/";
                    scan.read(Keys.QUARANTINE + folder, Found.QUARANTINE, readers);
                    scan.read(Keys.REPLAYED + folder, Found.REPLAYED, readers);
                }
                scan.day(day).close();
            }
        }
        return scan;
    }

    DayCount day(LocalDate day) {
        return days.computeIfAbsent(day, _ -> new DayCount(events, failures));
    }

    /** The days that were read, or on which a record arrived. */
    NavigableSet<LocalDate> days() {
        return days.navigableKeySet();
    }

    /** Whether a whole lake has the record. */
    boolean hasFound(RecordId id) {
        return events.contains(id) || failures.contains(id);
    }

    /** How many records arrived so near to the end of the day that it may be the next one. */
    long nearMidnightAfter(LocalDate day) {
        return nearMidnight.getOrDefault(day, 0L);
    }

    /** How many mails of the day have a Send event. */
    long sends(LocalDate day) {
        return sends.getOrDefault(day, Set.of()).size();
    }

    /** Whether every object was read that may hold records of the day. */
    boolean isReadable(LocalDate day) {
        return !unreadableFolders.contains(day) && !unreadableFolders.contains(day.minusDays(1));
    }

    /** The lines and objects that cannot be read, and why. */
    Examples unreadable() {
        return unreadable;
    }

    /** Objects of events that are not in the folder of the hour of their oldest record. */
    List<String> misplaced() {
        return List.copyOf(misplaced);
    }

    private void read(String prefix, Found found, ExecutorService readers) throws IOException {
        try (Stream<String> keys = objects.list(prefix)) {
            keys.map(key -> CompletableFuture.runAsync(() -> read(key, found), readers))
                    .toList()
                    .forEach(CompletableFuture::join);
        }
    }

    private void read(String key, Found found) {
        LocalDateTime oldest = LocalDateTime.MAX;
        try (Lines text = Lines.of(objects, key)) {
            for (byte[] line = text.next(); line != null; line = text.next()) {
                if (line.length > 0) {
                    LocalDateTime arrived = count(line, key + ":" + text.number(), found);
                    oldest = arrived.isBefore(oldest) ? arrived : oldest;
                }
            }
        } catch (IOException e) {
            unreadable(key, "cannot be read to its end: " + UserError.reason(e));
        } catch (UncheckedIOException e) {
            unreadable(key, "cannot be read to its end: " + UserError.reason(e.getCause()));
        }
        if (found == Found.EVENTS && oldest != LocalDateTime.MAX) {
            checkFolder(key, oldest);
        }
    }

    /** Returns when the record arrived, or the latest of all times if the line is unreadable. */
    private LocalDateTime count(byte[] line, String where, Found found) {
        try {
            if (found == Found.EVENTS) {
                EventLine event = EventLine.read(line);
                add(found, event.eventId(), event.arrived());
                addSend(event);
                return event.arrived();
            }
            FailedRecord failed = ErrorLine.read(line, where);
            LocalDateTime arrived = LocalDateTime.ofInstant(failed.arrival(), ZoneOffset.UTC);
            add(found, RecordId.of(failed.data()), arrived);
            return arrived;
        } catch (UnreadableLine e) {
            unreadable(where, e.getMessage());
            return LocalDateTime.MAX;
        }
    }

    private synchronized void addSend(EventLine event) {
        Set<RecordId> ofDay = sends.get(event.happened().toLocalDate());
        if (ofDay != null && event.type().equals("Send")) {
            ofDay.add(event.eventId());
        }
    }

    private synchronized void add(Found found, RecordId id, LocalDateTime arrived) {
        progress.accept(++lines);
        LocalDate day = arrived.toLocalDate();
        if (events != null) {
            day(day).add(found, id);
            return;
        }
        DayCount count = days.get(day);
        if (count == null
                || count.isClosed()
                || !count.add(found, id.at(arrived.toInstant(ZoneOffset.UTC).toEpochMilli()))) {
            return;
        }
        if (arrived.plus(SKEW).toLocalDate().isAfter(day)) {
            nearMidnight.merge(day, 1L, Long::sum);
        }
        if (arrived.minus(SKEW).toLocalDate().isBefore(day)) {
            nearMidnight.merge(day.minusDays(1), 1L, Long::sum);
        }
    }

    private synchronized void checkFolder(String key, LocalDateTime oldest) {
        Duration skew = events == null ? SKEW : Duration.ZERO;
        if (!key.startsWith(Keys.hour(oldest.minus(skew)))
                && !key.startsWith(Keys.hour(oldest.plus(skew)))) {
            misplaced.add(key + "  belongs in " + Keys.hour(oldest));
        }
    }

    /** Notes a line or object. It may hold records of its folder's day or the next one. */
    synchronized void unreadable(String where, String why) {
        unreadable.add(where, why);
        Matcher folder = FOLDER.matcher(where);
        if (folder.find()) {
            Hours.day(folder.group("day")).ifPresent(unreadableFolders::add);
        }
    }
}
