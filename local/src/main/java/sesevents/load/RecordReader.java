package sesevents.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import sesevents.firehose.Firehose;

/**
 * Takes a text apart into records: JSON values one after the other, on one line or on many. What is
 * no JSON becomes a record of its own up to the next line that begins like an object or a list, so
 * that a bad line harms only itself and not a byte but blanks is lost. Needs no more memory than
 * two of the largest records.
 */
public final class RecordReader {
    /** One byte of a record is left to the newline that SES puts behind an event. */
    private static final int RECORD_BYTES_MAX = Firehose.RECORD_BYTES_MAX - 1;

    /** Editors on Windows put it before UTF-8; it is no part of the first record. */
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private static final JsonFactory JSON =
            JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build();

    private final InputStream in;
    private final byte[] window = new byte[2 * RECORD_BYTES_MAX];
    private int position;
    private int end;
    private boolean isAtStart = true;
    private boolean isAtEnd;
    private long line = 1;

    /**
     * @param line where the record begins, from 1
     */
    public record Found(byte[] bytes, long line) {}

    public RecordReader(InputStream in) {
        this.in = in;
    }

    /** The next record with its newline, or null. */
    public Found next() throws IOException {
        skipBlanks();
        if (position == end) {
            return null;
        }
        int length = valueLength();
        if (length < 0) {
            length = unreadableLength();
        }
        byte[] record = Arrays.copyOfRange(window, position, position + length + 1);
        record[length] = '\n';
        Found found = new Found(record, line);
        advance(length);
        return found;
    }

    private void skipBlanks() throws IOException {
        fill();
        if (isAtStart && startsWithByteOrderMark()) {
            position = BYTE_ORDER_MARK.length;
        }
        isAtStart = false;
        while (position < end && isBlank(window[position])) {
            advance(1);
            if (position == end) {
                fill();
            }
        }
        fill();
    }

    /** Has the longest possible record in the window, or all that is left. */
    private void fill() throws IOException {
        if (isAtEnd || end - position >= RECORD_BYTES_MAX) {
            return;
        }
        System.arraycopy(window, position, window, 0, end - position);
        end -= position;
        position = 0;
        int read = in.readNBytes(window, end, window.length - end);
        isAtEnd = read < window.length - end;
        end += read;
    }

    /** The length of the object or list that begins here, or -1 where none does. */
    private int valueLength() throws IOException {
        if (!opens(window[position])) {
            return -1;
        }
        int available = Math.min(end - position, RECORD_BYTES_MAX);
        try (JsonParser json = JSON.createParser(window, position, available)) {
            json.nextToken();
            json.skipChildren();
            return (int) json.currentLocation().getByteOffset();
        } catch (JsonProcessingException _) {
            return -1;
        }
    }

    /**
     * Up to a line that may begin a new record; too long a piece is cut where a record must end.
     */
    private int unreadableLength() {
        int limit = Math.min(end, position + RECORD_BYTES_MAX);
        for (int i = position + 1; i < limit; i++) {
            if (window[i - 1] == '\n' && opens(window[i])) {
                return i - position;
            }
        }
        return limit - position;
    }

    private boolean startsWithByteOrderMark() {
        return Arrays.equals(
                window,
                0,
                Math.min(end, BYTE_ORDER_MARK.length),
                BYTE_ORDER_MARK,
                0,
                BYTE_ORDER_MARK.length);
    }

    private void advance(int bytes) {
        for (int i = position; i < position + bytes; i++) {
            if (window[i] == '\n') {
                line++;
            }
        }
        position += bytes;
    }

    private static boolean opens(byte one) {
        return one == '{' || one == '[';
    }

    private static boolean isBlank(byte one) {
        return one == ' ' || one == '\n' || one == '\r' || one == '\t';
    }
}
