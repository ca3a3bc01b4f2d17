package sesevents.transform;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * The answer to Firehose: every record once, in order. It stays below Lambda's limit, because room
 * to fail all records still to come is kept.
 */
final class Response {
    /** An answer of this size or more is an error of the whole batch. */
    static final int RESPONSE_BYTES_LIMIT = 6_291_556;

    private static final byte[] HEAD = ascii("{\"records\":[");
    private static final byte[] TAIL = ascii("]}");
    private static final byte[] ID = ascii("{\"recordId\":");
    private static final byte[] OK = ascii(",\"result\":\"Ok\",\"data\":\"");
    private static final byte[] OK_END = ascii("\"}");
    private static final byte[] FAILED = ascii(",\"result\":\"ProcessingFailed\",\"data\":");
    private static final byte[] NO_DATA = ascii("\"\"");

    private final OutputStream out;
    private long written = HEAD.length + TAIL.length;
    private long kept;
    private boolean isFirst = true;

    Response(OutputStream out, List<Entry> entries) throws IOException {
        this.out = out;
        for (Entry entry : entries) {
            kept += failedLength(entry);
        }
        out.write(HEAD);
    }

    /** Writes the line, unless there is no room for it. */
    boolean ok(Entry entry, byte[] line) throws IOException {
        long length = okLength(entry, line.length);
        if (written + length + kept - failedLength(entry) >= RESPONSE_BYTES_LIMIT) {
            return false;
        }
        begin(entry, length);
        out.write(OK);
        out.write(Base64.getEncoder().encode(line));
        out.write(OK_END);
        return true;
    }

    /** Gives the record back as it came: Firehose keeps it in the quarantine. */
    void failed(Entry entry) throws IOException {
        begin(entry, failedLength(entry));
        out.write(FAILED);
        if (entry.data() == null) {
            out.write(NO_DATA);
        } else {
            entry.data().writeTo(out);
        }
        out.write('}');
    }

    void end() throws IOException {
        out.write(TAIL);
    }

    private void begin(Entry entry, long length) throws IOException {
        if (!isFirst) {
            out.write(',');
        }
        isFirst = false;
        written += length;
        kept -= failedLength(entry);
        out.write(ID);
        entry.id().writeTo(out);
    }

    private static long okLength(Entry entry, int lineLength) {
        long base64 = (lineLength + 2L) / 3 * 4;
        return 1 + ID.length + entry.id().length() + OK.length + base64 + OK_END.length;
    }

    private static long failedLength(Entry entry) {
        int data = entry.data() == null ? NO_DATA.length : entry.data().length();
        return 1 + ID.length + entry.id().length() + FAILED.length + data + 1;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
