package sesevents.lake;

import java.time.Instant;

/**
 * A record that goes to the quarantine instead of the table.
 *
 * @param data the record as it was put
 * @param origin where the record is from, such as a file and a line; Firehose ignores it
 */
public record FailedRecord(
        byte[] data,
        Instant arrival,
        String origin,
        String errorCode,
        String errorMessage,
        int attemptsMade,
        Instant attemptEnding) {}
