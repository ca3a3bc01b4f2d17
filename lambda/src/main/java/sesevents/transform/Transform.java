package sesevents.transform;

import java.time.DateTimeException;

/** One SES event in, one line for the table out: a pure function of bytes and arrival time. */
public final class Transform {
    private Transform() {}

    /**
     * The whole event with the derived columns before its own, and one newline.
     *
     * @param record an event as SES publishes it, or a line of ours once more
     * @param arrivalEpochMillis when Firehose took it
     */
    public static byte[] line(byte[] record, long arrivalEpochMillis) throws RejectedRecord {
        return Line.of(EventReader.read(record), arrival(arrivalEpochMillis)).toByteArray();
    }

    static String arrival(long epochMillis) throws RejectedRecord {
        try {
            return Timestamp.ofEpochMillis(epochMillis);
        } catch (DateTimeException e) {
            throw new RejectedRecord(Reason.NO_ARRIVAL_TIME);
        }
    }
}
