package sesevents.transform;

import java.time.DateTimeException;

/**
 * A line for the table in two parts, so that an event's own bytes need not be copied.
 *
 * @param head an opening brace and the derived columns, each with a comma behind it
 * @param rest the event without its opening brace, and a newline
 */
record Line(Slice head, Slice rest) {
    /**
     * @param arrivalEpochMillis when Firehose took the record
     */
    static Line of(Event event, long arrivalEpochMillis) throws RejectedRecord {
        Bytes head = DerivedColumns.of(event, arrival(arrivalEpochMillis));
        Base64Text.align(head);
        return new Line(head.add(',').slice(), rest(event.body()));
    }

    private static String arrival(long epochMillis) throws RejectedRecord {
        try {
            return Timestamp.text(Timestamp.ofEpochMillis(epochMillis));
        } catch (DateTimeException e) {
            throw new RejectedRecord(Reason.NO_ARRIVAL_TIME);
        }
    }

    /** A part of the bytes that hold the body, if a newline follows it there. */
    private static Slice rest(Slice body) {
        byte[] bytes = body.bytes();
        if (body.to() < bytes.length && bytes[body.to()] == '\n') {
            return new Slice(bytes, body.from() + 1, body.to() + 1);
        }
        return new Bytes(body.length()).add(bytes, body.from() + 1, body.to()).add('\n').slice();
    }

    int length() {
        return head.length() + rest.length();
    }

    byte[] toByteArray() {
        return new Bytes(length()).add(head).add(rest).toByteArray();
    }
}
