package sesevents.lake;

import java.time.Instant;

/**
 * A record that goes to the quarantine instead of the table.
 *
 * @param data the record as it was put
 * @param origin where the one who put it had it from; Firehose itself never looks at it
 */
public record FailedRecord(
        byte[] data,
        Instant arrival,
        String origin,
        String errorCode,
        String errorMessage,
        int attemptsMade,
        Instant attemptEnding) {}
