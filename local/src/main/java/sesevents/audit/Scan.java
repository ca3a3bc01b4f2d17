package sesevents.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sesevents.UserError;
import sesevents.audit.DayCount.Found;
import sesevents.lake.ErrorLine;
import sesevents.lake.FailedRecord;
import sesevents.lake.Hours;
import sesevents.lake.Lake;
import sesevents.lake.Lines;
import sesevents.lake.ObjectStore;
import sesevents.lake.RecordId;
import sesevents.lake.UnreadableLine;

/**
 * Reads what is stored, line by line. An object lies in the folder of its oldest record's hour or
 * day, so the records of a day are in its folders and in those of the day before.
 */
final class Scan {
    /** S3 answers one request in the time of many. */
    private static final int READERS = 8;

    private static final int NAMED_MAX = 20;
    private static final List<String> ERROR_TYPES =
            List.of("processing-failed", "format-conversion-failed");
    private static final Pattern FOLDER =
            Pattern.compile("[/=](?<day>\\d{4}-\\d\\d-\\d\\d)(?<hour>-\\d\\d)?/");
    private static final String EVENTS = "events/ingest_hour=";

    private final ObjectStore objects;
    private final Duration skew;
    private final LongConsumer progress;
    private final NavigableMap<LocalDate, DayCount> days = new TreeMap<>();
    private final NavigableMap<LocalDate, Long> nearMidnight = new TreeMap<>();
    private final NavigableMap<LocalDate, IdSet> sends = new TreeMap<>();

    /** What a whole lake holds; null where days are read one by one. */
    private final IdSet events;

    private final IdSet failures;
    private final List<String> unreadable = new ArrayList<>();
    private final Set<LocalDate> unreadableFolders = new HashSet<>();
    private final NavigableSet<String> misplaced = new TreeSet<>();
    private long unreadableCount;
    private long lines;

    private Scan(ObjectStore objects, Duration skew, boolean isWhole, LongConsumer progress) {
        this.objects = objects;
        this.skew = skew;
        this.progress = progress;
        this.events = isWhole ? new IdSet() : null;
        this.failures = isWhole ? new IdSet() : null;
    }

    /**
     * Reads a whole lake.
     *
     * @param progress is told the number of lines read, one by one
     */
    static Scan ofLake(ObjectStore objects, LongConsumer progress) throws IOException {
        Scan scan = new Scan(objects, Duration.ZERO, true, progress);
        try (ExecutorService readers = Executors.newFixedThreadPool(READERS)) {
            scan.read(EVENTS, Found.EVENTS, readers);
            scan.read("quarantine/", Found.QUARANTINE, readers);
            for (String type : ERROR_TYPES) {
                scan.read("replayed/%s/".formatted(type), Found.REPLAYED, readers);
            }
        }
        return scan;
    }

    /**
     * Reads some days, and one more at each end: what happened before midnight may arrive after.
     *
     * @param skew by how much the time of a metric may differ from the time in the record
     * @param progress is told the number of lines read, one by one
     */
    static Scan ofDays(
            ObjectStore objects, LocalDate from, LocalDate to, Duration skew, LongConsumer progress)
            throws IOException {
        Scan scan = new Scan(objects, skew, false, progress);
        List<LocalDate> all = from.minusDays(1).datesUntil(to.plusDays(2)).toList();
        all.forEach(day -> scan.days.put(day, new DayCount(new IdSet(), new IdSet())));
        from.datesUntil(to.plusDays(1)).forEach(day -> scan.sends.put(day, new IdSet()));
        try (ExecutorService readers = Executors.newFixedThreadPool(READERS)) {
            for (LocalDate day : all) {
                scan.read(EVENTS + day, Found.EVENTS, readers);
                for (String type : ERROR_TYPES) {
                    scan.read("quarantine/%s/%s/".formatted(type, day), Found.QUARANTINE, readers);
                    scan.read("replayed/%s/%s/".formatted(type, day), Found.REPLAYED, readers);
                }
                scan.day(day).close();
            }
        }
        return scan;
    }

    DayCount day(LocalDate day) {
        return days.computeIfAbsent(day, _ -> new DayCount(events, failures));
    }

    /** The days that were read, or on which something arrived. */
    NavigableSet<LocalDate> days() {
        return days.navigableKeySet();
    }

    /** Whether a whole lake has the record somewhere. */
    boolean hasFound(RecordId id) {
        return events.contains(id) || failures.contains(id);
    }

    /** How many records arrived so near to the midnight that ends the day that it is not sure. */
    long nearMidnightAfter(LocalDate day) {
        return nearMidnight.getOrDefault(day, 0L);
    }

    /** How many mails of that day have a Send event. */
    long sends(LocalDate day) {
        return sends.containsKey(day) ? sends.get(day).size() : 0;
    }

    /** Whether every object was read that may hold records of the day. */
    boolean isReadable(LocalDate day) {
        return !unreadableFolders.contains(day) && !unreadableFolders.contains(day.minusDays(1));
    }

    /** The first of the lines and objects that cannot be read, and why. */
    List<String> unreadable() {
        return unreadable;
    }

    long unreadableCount() {
        return unreadableCount;
    }

    /** Objects of events that do not lie in the folder of the hour of their oldest record. */
    NavigableSet<String> misplaced() {
        return misplaced;
    }

    private void read(String prefix, Found found, ExecutorService readers) throws IOException {
        List<Future<?>> reading = new ArrayList<>();
        try (Stream<String> keys = objects.list(prefix)) {
            keys.forEach(key -> reading.add(readers.submit(() -> read(key, found))));
        }
        for (Future<?> one : reading) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException cause
                        ? cause
                        : new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while reading " + prefix, e);
            }
        }
    }

    private void read(String key, Found found) {
        LocalDateTime oldest = LocalDateTime.MAX;
        try (Lines text = Lines.of(objects, key)) {
            for (byte[] line = text.next(); line != null; line = text.next()) {
                if (line.length == 0) {
                    continue;
                }
                String where = key + ":" + text.number();
                LocalDateTime arrived =
                        found == Found.EVENTS ? event(line, where) : failure(line, where, found);
                oldest = arrived != null && arrived.isBefore(oldest) ? arrived : oldest;
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

    /** Returns when it arrived; null where that cannot be read. */
    private LocalDateTime event(byte[] line, String where) {
        StoredEvent event = StoredEvent.of(line);
        if (event == null) {
            unreadable(where, "no line of the transform");
            return null;
        }
        synchronized (this) {
            add(Found.EVENTS, event.eventId(), event.arrived());
            IdSet ofDay = sends.get(event.happened().toLocalDate());
            if (ofDay != null && event.type().equals("Send")) {
                ofDay.add(event.eventId());
            }
        }
        return event.arrived();
    }

    private LocalDateTime failure(byte[] line, String where, Found found) {
        try {
            FailedRecord failed = ErrorLine.read(line, where);
            LocalDateTime arrived = LocalDateTime.ofInstant(failed.arrival(), ZoneOffset.UTC);
            add(found, RecordId.of(failed.data()), arrived);
            return arrived;
        } catch (UnreadableLine e) {
            unreadable(where, e.getMessage());
            return null;
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
        if (count == null || count.isClosed()) {
            return;
        }
        boolean isNew = count.add(found, id.at(arrived.toInstant(ZoneOffset.UTC).toEpochMilli()));
        if (isNew && arrived.plus(skew).toLocalDate().isAfter(day)) {
            nearMidnight.merge(day, 1L, Long::sum);
        }
        if (isNew && arrived.minus(skew).toLocalDate().isBefore(day)) {
            nearMidnight.merge(day.minusDays(1), 1L, Long::sum);
        }
    }

    private void checkFolder(String key, LocalDateTime oldest) {
        if (key.startsWith(EVENTS + Hours.text(oldest.minus(skew)) + "/")
                || key.startsWith(EVENTS + Hours.text(oldest.plus(skew)) + "/")) {
            return;
        }
        synchronized (this) {
            misplaced.add(key + "  belongs in " + EVENTS + Hours.text(oldest) + "/");
        }
    }

    /** The line or object is told of; it may hold records of its folder's day or the next. */
    synchronized void unreadable(String where, String why) {
        unreadableCount++;
        LocalDate folder = folder(where);
        if (folder != null) {
            unreadableFolders.add(folder);
        }
        if (unreadable.size() < NAMED_MAX) {
            unreadable.add(where + "  " + why);
        }
    }

    private static LocalDate folder(String key) {
        Matcher folder = FOLDER.matcher(key);
        return folder.find() ? Lake.day(folder.group("day")).orElse(null) : null;
    }
}
