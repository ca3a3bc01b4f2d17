package sesevents.transform;

import java.util.List;

/**
 * The answer to Firehose: every record once, in order. It stays below Lambda's limit, because it
 * keeps room to give back all the records that are still to come.
 */
final class Response {
    /** An answer of this size or more is an error of the whole batch. */
    static final int RESPONSE_BYTES_LIMIT = 6_291_556;

    private static final byte[] HEAD = Bytes.ascii("{\"records\":[");
    private static final byte[] TAIL = Bytes.ascii("]}");
    private static final byte[] ID = Bytes.ascii("{\"recordId\":");
    private static final byte[] OK = Bytes.ascii(",\"result\":\"Ok\",\"data\":\"");
    private static final byte[] OK_END = Bytes.ascii("\"}");
    private static final byte[] FAILED = Bytes.ascii(",\"result\":\"ProcessingFailed\",\"data\":");

    /** More than the derived columns of most events take. */
    private static final int HEAD_ROOM = 800;

    private final Bytes out;
    private long written = HEAD.length + TAIL.length;
    private long kept;
    private boolean isFirst = true;

    Response(List<Entry> entries) {
        for (Entry entry : entries) {
            kept += failedLength(entry);
        }
        out = new Bytes((int) kept + entries.size() * HEAD_ROOM).add(HEAD);
    }

    /** Writes the line made of the record, unless there is no room for it. */
    boolean ok(Entry entry, byte[] record, Line line) {
        long length = okLength(entry, line.length());
        if (written + length + kept - failedLength(entry) >= RESPONSE_BYTES_LIMIT) {
            return false;
        }
        begin(entry, length);
        out.add(OK);
        Base64Text.encode(line, record, entry.text(), out);
        out.add(OK_END);
        return true;
    }

    /** Gives the record back as it came: Firehose keeps it in the quarantine. */
    void failed(Entry entry) {
        begin(entry, failedLength(entry));
        out.add(FAILED).add(entry.data()).add('}');
    }

    Slice end() {
        return out.add(TAIL).slice();
    }

    private void begin(Entry entry, long length) {
        if (!isFirst) {
            out.add(',');
        }
        isFirst = false;
        written += length;
        kept -= failedLength(entry);
        out.add(ID).add(entry.id());
    }

    private static long okLength(Entry entry, int lineLength) {
        long data = Base64Text.length(lineLength);
        return 1 + ID.length + entry.id().length() + OK.length + data + OK_END.length;
    }

    private static long failedLength(Entry entry) {
        return 1 + ID.length + entry.id().length() + FAILED.length + entry.data().length() + 1;
    }
}
