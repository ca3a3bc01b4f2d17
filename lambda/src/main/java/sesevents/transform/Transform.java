package sesevents.transform;

import java.time.DateTimeException;

/** One SES event in, one line for the table out: a pure function of bytes and arrival time. */
public final class Transform {
    private static final int DERIVED_BYTES = 512;

    private Transform() {}

    /**
     * The whole event with the derived columns before its own, and one newline.
     *
     * @param record an event as SES publishes it, or a line of ours once more
     * @param arrivalEpochMillis when Firehose took it
     */
    public static byte[] line(byte[] record, long arrivalEpochMillis) throws RejectedRecord {
        return line(EventReader.read(record), arrival(arrivalEpochMillis));
    }

    static byte[] line(Event event, String arrival) {
        byte[] body = event.body();
        Bytes line = new Bytes(body.length + event.tags().length() + DERIVED_BYTES);
        line.ascii("{\"event_id\":\"").ascii(EventId.of(body));
        line.ascii("\",\"event_timestamp\":\"").ascii(event.happened());
        line.ascii("\",\"message_id\":").add(event.messageId());
        line.ascii(",\"sent_timestamp\":\"").ascii(event.sent());
        line.ascii("\",\"recipients\":[");
        char separator = 0;
        for (String recipient : event.recipients()) {
            if (separator != 0) {
                line.add(separator);
            }
            line.quoted(recipient);
            separator = ',';
        }
        line.ascii("],\"tags\":[").add(event.tags());
        line.ascii("],\"ingest_timestamp\":\"").ascii(arrival).ascii("\",");
        if (event.typeToAdd() != null) {
            line.ascii("\"eventType\":").add(event.typeToAdd()).add(',');
        }
        return line.add(body, 1, body.length).add('\n').toByteArray();
    }

    static String arrival(long epochMillis) throws RejectedRecord {
        try {
            return Timestamp.ofEpochMillis(epochMillis);
        } catch (DateTimeException e) {
            throw new RejectedRecord(Reason.NO_ARRIVAL_TIME);
        }
    }
}
