package sesevents.load;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import sesevents.firehose.ObjectStore;

/** The lines of an object, gzip or not, one at a time: no more than the longest is in memory. */
public final class Lines implements AutoCloseable {
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

    /** The next line without its newline, or null. */
    public byte[] next() throws IOException {
        int newline = position;
        while (true) {
            if (newline == end) {
                int length = newline - position;
                if (!fill()) {
                    return length == 0 ? null : take(length, 0);
                }
                newline = position + length;
            }
            if (window[newline] == '\n') {
                return take(newline - position, 1);
            }
            newline++;
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
        System.arraycopy(window, position, window, 0, end - position);
        end -= position;
        position = 0;
        if (end == window.length) {
            window = Arrays.copyOf(window, 2 * window.length);
        }
        int read = in.read(window, end, window.length - end);
        end += Math.max(read, 0);
        return read > 0;
    }
}
