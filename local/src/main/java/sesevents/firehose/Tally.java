package sesevents.firehose;

/** What became of the records so far: those put, and where they went. */
public record Tally(
        long offered,
        long stored,
        long quarantined,
        long dropped,
        long invocations,
        long eventObjects,
        long quarantineObjects) {}
