package sesevents.firehose;

/** How many records were put so far, and where they went. */
public record Tally(
        long offered,
        long stored,
        long quarantined,
        long dropped,
        long invocations,
        long eventObjects,
        long quarantineObjects) {}
