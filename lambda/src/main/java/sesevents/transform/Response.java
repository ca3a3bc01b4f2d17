package sesevents.transform;

import java.util.Base64;
import java.util.List;

/**
 * The answer to Firehose: every record once, in order. It stays below Lambda's limit, because room
 * to fail all records still to come is kept.
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
    private static final byte[] NO_DATA = Bytes.ascii("\"\"");

    /** What the derived columns of most events take, to begin with. */
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
        Slice text = entry.textOf(record);
        if (line.carries(record) && text != null) {
            out.add(line.base64OfHead());
            out.add(text.bytes(), text.from() + Base64Blocks.CHARS, text.to());
        } else {
            out.add(Base64.getEncoder().encode(line.toByteArray()));
        }
        out.add(OK_END);
        return true;
    }

    /** Gives the record back as it came: Firehose keeps it in the quarantine. */
    void failed(Entry entry) {
        begin(entry, failedLength(entry));
        out.add(FAILED);
        if (entry.data() == null) {
            out.add(NO_DATA);
        } else {
            out.add(entry.data());
        }
        out.add('}');
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
        out.add(ID);
        out.add(entry.id());
    }

    private static long okLength(Entry entry, int lineLength) {
        long base64 = (lineLength + 2L) / 3 * 4;
        return 1 + ID.length + entry.id().length() + OK.length + base64 + OK_END.length;
    }

    private static long failedLength(Entry entry) {
        int data = entry.data() == null ? NO_DATA.length : entry.data().length();
        return 1 + ID.length + entry.id().length() + FAILED.length + data + 1;
    }
}
