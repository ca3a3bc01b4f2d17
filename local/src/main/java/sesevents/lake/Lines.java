package sesevents.lake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The lines of an object, gzip or not, one at a time. Where the object breaks off it hands out all
 * lines before, but not the line that is cut.
 */
public final class Lines implements AutoCloseable {
    /**
     * The longest lines are the transform's, at most the 6 MiB of a Lambda response, and error
     * lines, which hold a record of 1,000 KiB in base64.
     */
    static final int LINE_BYTES_MAX = 8 * 1024 * 1024;

    private final InputStream in;
    private final byte[] window = new byte[64 * 1024];
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
     * @throws IOException if the line has more than {@value #LINE_BYTES_MAX} bytes
     */
    public byte[] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (position < end || fill()) {
            int newline = newline();
            line.write(window, position, newline - position);
            if (line.size() > LINE_BYTES_MAX) {
                throw new IOException(
                        "line %,d has more than %,d bytes".formatted(number + 1, LINE_BYTES_MAX));
            }
            position = newline + 1;
            if (newline < end) {
                number++;
                return line.toByteArray();
            }
        }
        if (line.size() == 0) {
            return null;
        }
        number++;
        return line.toByteArray();
    }

    /** The number of the line that came last, from 1. */
    public long number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** The position of the next newline, or the end of the window. */
    private int newline() {
        int newline = position;
        while (newline < end && window[newline] != '\n') {
            newline++;
        }
        return newline;
    }

    private boolean fill() throws IOException {
        position = 0;
        end = Math.max(in.read(window), 0);
        return end > 0;
    }
}
