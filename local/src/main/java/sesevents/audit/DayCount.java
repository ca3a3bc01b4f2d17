package sesevents.audit;

import sesevents.lake.RecordId;

/** What lies in the bucket of the records that arrived on one day. */
final class DayCount {
    private IdSet events;
    private IdSet failures;
    private long stored;
    private long quarantined;
    private long replayed;
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
    DayCount(IdSet events, IdSet failures) {
        this.events = events;
        this.failures = failures;
    }

    /** Whether it is the first line of this record. */
    boolean add(Found found, RecordId id) {
        if (!(found == Found.EVENTS ? events : failures).add(id)) {
            duplicates++;
            return false;
        }
        switch (found) {
            case EVENTS -> stored++;
            case QUARANTINE -> quarantined++;
            case REPLAYED -> replayed++;
        }
        return true;
    }

    /** Nothing comes any more: the ids can go. */
    void close() {
        events = null;
        failures = null;
    }

    boolean isClosed() {
        return events == null;
    }

    long stored() {
        return stored;
    }

    long quarantined() {
        return quarantined;
    }

    /** Not counting those that are in quarantine as well. */
    long replayed() {
        return replayed;
    }

    long duplicates() {
        return duplicates;
    }

    long distinct() {
        return stored + quarantined + replayed;
    }
}
