package sesevents.transform;

import java.util.Base64;
import java.util.Set;

/**
 * A line for the table in two parts, so that an event's own bytes need not be copied.
 *
 * @param head an opening brace and the derived columns, with a comma behind each
 * @param rest the event from behind its opening brace on, and a newline
 */
record Line(Slice head, Slice rest) {
    private static final byte[] EVENT_ID = Bytes.ascii("{\"event_id\":\"");
    private static final byte[] EVENT_TIMESTAMP = Bytes.ascii("\",\"event_timestamp\":\"");
    private static final byte[] MESSAGE_ID = Bytes.ascii("\",\"message_id\":");
    private static final byte[] SENT_TIMESTAMP = Bytes.ascii(",\"sent_timestamp\":\"");
    private static final byte[] RECIPIENTS = Bytes.ascii("\",\"recipients\":[");
    private static final byte[] TAGS = Bytes.ascii("],\"tags\":[");
    private static final byte[] INGEST_TIMESTAMP = Bytes.ascii("],\"ingest_timestamp\":\"");
    private static final byte[] UNLISTED_FIELDS = Bytes.ascii(",\"unlisted_fields\":[");
    private static final byte[] EVENT_TYPE = Bytes.ascii(",\"eventType\":");
    private static final int HEAD_BYTES = 512;

    static Line of(Event event, String arrival) {
        Bytes head = new Bytes(HEAD_BYTES + event.tags().length());
        head.add(EVENT_ID).add(EventId.of(event.body()));
        head.add(EVENT_TIMESTAMP).add(event.happened());
        head.add(MESSAGE_ID).add(event.messageId());
        head.add(SENT_TIMESTAMP).add(event.sent());
        head.add(RECIPIENTS);
        addAll(event.recipients(), head);
        head.add(TAGS).add(event.tags());
        head.add(INGEST_TIMESTAMP).add(arrival).add('"');
        if (!event.unlisted().fields().isEmpty()) {
            head.add(UNLISTED_FIELDS);
            addAll(event.unlisted().fields(), head);
            head.add(']');
        }
        if (event.typeToAdd() != null) {
            head.add(EVENT_TYPE).add(event.typeToAdd());
        }
        // A blank or two, so that the event keeps its place in blocks of three: see base64OfHead().
        while (head.length() % Base64Blocks.BYTES != 0) {
            head.add(' ');
        }
        return new Line(head.add(',').slice(), rest(event.body()));
    }

    private static void addAll(Set<String> texts, Bytes list) {
        boolean isFirst = true;
        for (String text : texts) {
            if (!isFirst) {
                list.add(',');
            }
            list.quoted(text);
            isFirst = false;
        }
    }

    /** The body without its brace, and a newline: where it lies, if one follows it there. */
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

    /**
     * Whether the rest is all of the record but its brace, so that its base64 text can be reused.
     */
    boolean carries(byte[] record) {
        return rest.bytes() == record && rest.from() == 1 && rest.to() == record.length;
    }

    /** Base64 of the head and of as much of the rest as shares a block with the record's brace. */
    byte[] base64OfHead() {
        Bytes start = new Bytes(head.length() + Base64Blocks.BYTES - 1);
        start.add(head).add(rest.bytes(), rest.from(), rest.from() + Base64Blocks.BYTES - 1);
        return Base64.getEncoder().encode(start.toByteArray());
    }
}
