package sesevents.audit;

import it.unimi.dsi.fastutil.objects.ObjectOpenHashSet;
import java.util.Set;
import java.util.stream.LongStream;
import sesevents.lake.RecordId;

/** Counts the records that are stored and arrived on one day. */
final class DayCount {
    private final long[] counts = new long[Found.values().length];
    private Set<RecordId> events;
    private Set<RecordId> failures;
    private long duplicates;

    /** Where a line was found. */
    enum Found {
        EVENTS,
        QUARANTINE,
        REPLAYED
    }

    /**
     * @param events the events found so far, of this day or of all
     * @param failures the failed records found so far
     */
    DayCount(Set<RecordId> events, Set<RecordId> failures) {
        this.events = events;
        this.failures = failures;
    }

    /** A set that needs about 40 bytes for an id: a day of millions fits into memory. */
    static Set<RecordId> idSet() {
        return new ObjectOpenHashSet<>();
    }

    /** Returns whether this is the first line of the record. */
    boolean add(Found found, RecordId id) {
        if (!(found == Found.EVENTS ? events : failures).add(id)) {
            duplicates++;
            return false;
        }
        counts[found.ordinal()]++;
        return true;
    }

    /** Frees the memory of the ids, once all lines of the day are counted. */
    void close() {
        events = null;
        failures = null;
    }

    boolean isClosed() {
        return events == null;
    }

    /** The number of records that were first found there. */
    long of(Found found) {
        return counts[found.ordinal()];
    }

    long duplicates() {
        return duplicates;
    }

    /** The number of different records. */
    long distinct() {
        return LongStream.of(counts).sum();
    }
}
