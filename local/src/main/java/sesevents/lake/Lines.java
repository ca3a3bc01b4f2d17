package sesevents.lake;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The lines of an object, gzip or not, one at a time, in time and memory in proportion to them.
 * What can be read before the object breaks off is handed out; the line that is cut is none.
 */
public final class Lines implements AutoCloseable {
    /**
     * A line of the transform is at most the 6 MiB that Lambda answers with, an error line one
     * record of 1,000 KiB in base64 and some fields. What is longer is no text of lines.
     */
    static final int LINE_BYTES_MAX = 8 * 1024 * 1024;

    private final InputStream in;
    private byte[] window = new byte[64 * 1024];
    private int position;
    private int end;
    private long number;

    public Lines(InputStream in) {
        this.in = in;
    }

    public static Lines of(ObjectStore objects, String key) throws IOException {
        return new Lines(new Source(key, () -> objects.read(key)).text());
    }

    /**
     * The next line without its newline, or null.
     *
     * @throws LineTooLong if it holds more than {@value #LINE_BYTES_MAX} bytes
     */
    public byte[] next() throws IOException {
        int length = 0;
        while (true) {
            if (position + length == end && !fill()) {
                return length == 0 ? null : take(length, 0);
            }
            if (window[position + length] == '\n') {
                return take(length, 1);
            }
            length++;
            if (length > LINE_BYTES_MAX) {
                throw new LineTooLong(number + 1, LINE_BYTES_MAX);
            }
        }
    }

    /** Of the line that came last, from 1. */
    public long number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private byte[] take(int length, int newline) {
        byte[] line = Arrays.copyOfRange(window, position, position + length);
        position += length + newline;
        number++;
        return line;
    }

    /** Reads on behind what is there; false at the end. */
    private boolean fill() throws IOException {
        if (end == window.length) {
            makeRoom();
        }
        int read = in.read(window, end, window.length - end);
        end += Math.max(read, 0);
        return read > 0;
    }

    /** Moves what is there only if as much was taken since, or doubles: each byte moves seldom. */
    private void makeRoom() {
        int length = end - position;
        byte[] target = length > window.length / 2 ? new byte[2 * window.length] : window;
        System.arraycopy(window, position, target, 0, length);
        window = target;
        position = 0;
        end = length;
    }
}
