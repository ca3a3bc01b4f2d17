package sesevents.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import sesevents.firehose.Firehose;

/**
 * Splits a text into records: JSON values one after the other, on one line or on many. Text that is
 * not JSON becomes a record of its own, up to the next line that begins like an object or a list.
 * So a bad line harms only itself, and no byte but blanks is lost. It needs the memory of two of
 * the largest records, and time in proportion to the text.
 */
public final class RecordReader {
    /** One byte is left for the newline that SES puts behind an event. */
    private static final int RECORD_BYTES_MAX = Firehose.RECORD_BYTES_MAX - 1;

    /** Editors on Windows put it before UTF-8; it is not part of the first record. */
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    /**
     * How many bytes may be parsed for each byte of text, and before the first. A value that never
     * ends is parsed to the end of the window, and again from each line in it that opens another
     * value. Beyond this limit only single lines are parsed, so a value of many lines is split.
     */
    private static final int PARSED_PER_BYTE_MAX = 16;

    private static final int PARSED_AHEAD_MAX = 1024 * 1024;

    private static final JsonFactory JSON =
            JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build();

    private final InputStream in;
    private final int recordBytesMax;
    private final byte[] window;
    private int position;
    private int end;
    private boolean isAtEnd;
    private IOException failure;
    private int lineEnd;
    private long line = 1;
    private long consumedBytes;
    private long parsedBytes;

    /**
     * @param line the line on which the record begins, from 1
     */
    public record Found(byte[] bytes, long line) {}

    public RecordReader(InputStream in) {
        this(in, RECORD_BYTES_MAX);
    }

    RecordReader(InputStream in, int recordBytesMax) {
        this.in = in;
        this.recordBytesMax = recordBytesMax;
        this.window = new byte[2 * recordBytesMax];
    }

    /**
     * The next record with its newline, or null.
     *
     * @throws IOException if the text cannot be read on, after all records before were returned
     */
    public Found next() throws IOException {
        skipBlanks();
        if (position == end) {
            throwFailure();
            return null;
        }
        int length = valueLength();
        if (length < 0) {
            length = unreadableLength();
            if (length < recordBytesMax && position + length == end) {
                throwFailure();
            }
        }
        byte[] record = Arrays.copyOfRange(window, position, position + length + 1);
        record[length] = '\n';
        Found found = new Found(record, line);
        advance(length);
        return found;
    }

    /** The line up to which the text was read, from 1. */
    public long line() {
        return line;
    }

    /** How many bytes were parsed, some of them several times. */
    long parsedBytes() {
        return parsedBytes;
    }

    private void throwFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    private void skipBlanks() {
        fill();
        if (consumedBytes == 0
                && Arrays.mismatch(window, BYTE_ORDER_MARK) == BYTE_ORDER_MARK.length) {
            advance(BYTE_ORDER_MARK.length);
        }
        while (position < end && isBlank(window[position])) {
            advance(1);
            fill();
        }
    }

    /** Fills the window with at least the longest possible record, or all that can be read. */
    private void fill() {
        if (isAtEnd || end - position >= recordBytesMax) {
            return;
        }
        System.arraycopy(window, position, window, 0, end - position);
        end -= position;
        lineEnd = 0;
        position = 0;
        while (end < window.length && !isAtEnd) {
            try {
                int read = in.read(window, end, window.length - end);
                isAtEnd = read < 0;
                end += Math.max(read, 0);
            } catch (IOException e) {
                failure = e;
                isAtEnd = true;
            }
        }
    }

    /**
     * The length of the object or list that begins here, with the time of a log before it, or -1 if
     * there is none.
     */
    private int valueLength() throws IOException {
        if (!opens(position)) {
            return -1;
        }
        int available = Math.min(end - position, recordBytesMax);
        if (parsedBytes > PARSED_PER_BYTE_MAX * consumedBytes + PARSED_AHEAD_MAX) {
            available = Math.min(available, lineEnd() - position);
        }
        int prefix = opens(window[position]) ? 0 : Envelope.LOG_TIME_BYTES;
        if (available <= prefix) {
            return -1;
        }
        try (JsonParser json = JSON.createParser(window, position + prefix, available - prefix)) {
            int length = -1;
            try {
                json.nextToken();
                json.skipChildren();
                length = prefix + (int) json.currentLocation().getByteOffset();
            } catch (JsonProcessingException _) {
                // No value begins here.
            }
            parsedBytes += json.currentLocation().getByteOffset();
            return length;
        }
    }

    /** The end of this line, searched once although many values may be on the line. */
    private int lineEnd() {
        if (lineEnd > position) {
            return lineEnd;
        }
        lineEnd = position;
        while (lineEnd < end && window[lineEnd] != '\n') {
            lineEnd++;
        }
        return lineEnd;
    }

    /** The length up to a line that may begin a new record, at most that of the longest record. */
    private int unreadableLength() {
        int limit = Math.min(end, position + recordBytesMax);
        for (int i = position + 1; i < limit; i++) {
            if (window[i - 1] == '\n' && opens(i)) {
                return i - position;
            }
        }
        return limit - position;
    }

    private void advance(int bytes) {
        for (int i = position; i < position + bytes; i++) {
            if (window[i] == '\n') {
                line++;
            }
        }
        position += bytes;
        consumedBytes += bytes;
    }

    /** Whether a value begins here, or the timestamp of a log line before one. */
    private boolean opens(int at) {
        return opens(window[at]) || Envelope.isLogLine(window, at, end);
    }

    private static boolean opens(byte one) {
        return one == '{' || one == '[';
    }

    private static boolean isBlank(byte one) {
        return one == ' ' || one == '\n' || one == '\r' || one == '\t';
    }
}
