package sesevents.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import sesevents.audit.DayCount.Found;
import sesevents.firehose.ErrorLine;
import sesevents.firehose.FailedRecord;
import sesevents.firehose.ObjectStore;
import sesevents.firehose.UnreadableLine;
import sesevents.load.Lines;

/**
 * Reads what arrived from one day to another, line by line. An object lies in the folder of its
 * oldest record's day, so the records of a day are in its folder and in that of the day before.
 */
final class Scan {
    /** S3 answers one request in the time of many. */
    private static final int READERS = 8;

    private static final int UNREADABLE_NAMED_MAX = 20;
    private static final List<String> ERROR_TYPES =
            List.of("processing-failed", "format-conversion-failed");

    private final ObjectStore objects;
    private final LocalDate from;
    private final LocalDate to;
    private final Duration skew;
    private final LongConsumer progress;
    private final Map<LocalDate, DayCount> days = new HashMap<>();
    private final Map<LocalDate, Long> nearMidnight = new HashMap<>();
    private final Map<LocalDate, IdSet> sends = new HashMap<>();
    private final List<String> unreadable = new ArrayList<>();
    private long unreadableCount;
    private long lines;

    /**
     * @param skew by how much the time of a metric may differ from the time in the record
     * @param progress is told the number of lines read, one by one
     */
    Scan(ObjectStore objects, LocalDate from, LocalDate to, Duration skew, LongConsumer progress) {
        this.objects = objects;
        this.from = from;
        this.to = to;
        this.skew = skew;
        this.progress = progress;
        from.minusDays(1).datesUntil(to.plusDays(2)).forEach(day -> days.put(day, new DayCount()));
        from.datesUntil(to.plusDays(1)).forEach(day -> sends.put(day, new IdSet()));
    }

    /** One day more than asked for at each end: what happened before midnight may arrive after. */
    void run() throws IOException {
        try (ExecutorService readers = Executors.newFixedThreadPool(READERS)) {
            for (LocalDate day : from.minusDays(1).datesUntil(to.plusDays(2)).toList()) {
                read("events/ingest_date=%s/".formatted(day), Found.EVENTS, readers);
                for (String type : ERROR_TYPES) {
                    read("quarantine/%s/%s/".formatted(type, day), Found.QUARANTINE, readers);
                    read("replayed/%s/%s/".formatted(type, day), Found.REPLAYED, readers);
                }
                days.get(day).close();
            }
        }
    }

    DayCount day(LocalDate day) {
        return days.get(day);
    }

    /** How many records arrived so near to the midnight that ends the day that it is not sure. */
    long nearMidnightAfter(LocalDate day) {
        return nearMidnight.getOrDefault(day, 0L);
    }

    /** How many mails of that day have a Send event. */
    long sends(LocalDate day) {
        return sends.get(day).size();
    }

    /** The first of the lines and objects that cannot be read. */
    List<String> unreadable() {
        return unreadable;
    }

    long unreadableCount() {
        return unreadableCount;
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
        try (Lines text = Lines.of(objects, key)) {
            for (byte[] line = text.next(); line != null; line = text.next()) {
                if (line.length == 0) {
                    continue;
                }
                String where = key + ":" + text.number();
                if (found == Found.EVENTS) {
                    event(line, where);
                } else {
                    failure(line, where, found);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            unreadable(key, "cannot be read to its end: " + e);
        }
    }

    private void event(byte[] line, String where) {
        StoredEvent event = StoredEvent.of(line);
        if (event == null) {
            unreadable(where, "no line of the transform");
            return;
        }
        synchronized (this) {
            add(Found.EVENTS, event.eventId(), event.arrived(), where);
            IdSet ofDay = sends.get(event.happened().toLocalDate());
            if (ofDay != null && event.type().equals("Send")) {
                ofDay.add(event.eventId());
            }
        }
    }

    private void failure(byte[] line, String where, Found found) {
        try {
            FailedRecord failed = ErrorLine.read(line, where);
            add(
                    found,
                    Id.of(failed.data()),
                    LocalDateTime.ofInstant(failed.arrival(), ZoneOffset.UTC),
                    where);
        } catch (UnreadableLine e) {
            unreadable(where, e.getMessage());
        }
    }

    private synchronized void add(Found found, Id id, LocalDateTime arrived, String where) {
        progress.accept(++lines);
        LocalDate day = arrived.toLocalDate();
        DayCount count = days.get(day);
        if (count == null) {
            return;
        }
        if (count.isClosed()) {
            unreadable(where, "it arrived before the day of its folder");
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

    private synchronized void unreadable(String where, String why) {
        unreadableCount++;
        if (unreadable.size() < UNREADABLE_NAMED_MAX) {
            unreadable.add(where + "  " + why);
        }
    }
}
