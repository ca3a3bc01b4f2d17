package sesevents.firehose;

/** What happens to one record after the function has answered. */
sealed interface RecordResult {
    /** The record goes to the destination as the function returned it. */
    record Transformed(byte[] data) implements RecordResult {}

    /** Firehose keeps no trace of the record. */
    record Dropped() implements RecordResult {}

    /** The record goes to the error output as it was put. */
    record Failed(String errorCode, String errorMessage) implements RecordResult {}
}
