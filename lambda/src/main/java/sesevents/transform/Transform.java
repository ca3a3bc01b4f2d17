package sesevents.transform;

/** One SES event in, one line for the table out: a pure function of bytes and arrival time. */
public final class Transform {
    private Transform() {}

    /**
     * The derived columns, the whole event, and one newline.
     *
     * @param record an event as SES publishes it, or a line of the table that is put in again
     * @param arrivalEpochMillis when Firehose took it
     * @throws RejectedRecord if the table could not read such a line
     */
    public static byte[] line(byte[] record, long arrivalEpochMillis) throws RejectedRecord {
        return Line.of(EventReader.read(record), arrivalEpochMillis).toByteArray();
    }
}
