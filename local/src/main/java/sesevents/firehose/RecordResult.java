package sesevents.firehose;

/** What Firehose makes of one record after the function has answered. */
sealed interface RecordResult {
    /** Goes to the destination as the function returned it. */
    record Transformed(byte[] data) implements RecordResult {}

    /** Vanishes: Firehose keeps no trace of it. */
    record Dropped() implements RecordResult {}

    /** Goes to the error output as it was put. */
    record Failed(String errorCode, String errorMessage) implements RecordResult {}
}
