package sesevents.text;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/** Escapes text as {@link Visible} does, also where a surrogate pair comes in two writes. */
final class VisibleWriter extends FilterWriter {
    private static final char NONE = 0;

    /** The first half of a surrogate pair; the next write may bring the other half. */
    private char waiting = NONE;

    VisibleWriter(Writer out) {
        super(out);
    }

    @Override
    public void write(int unit) throws IOException {
        write(String.valueOf((char) unit), 0, 1);
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        write(new String(text, offset, length), 0, length);
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        String all = take() + text.substring(offset, offset + length);
        if (!all.isEmpty() && Character.isHighSurrogate(all.charAt(all.length() - 1))) {
            waiting = all.charAt(all.length() - 1);
            all = all.substring(0, all.length() - 1);
        }
        out.write(Visible.text(all));
    }

    @Override
    public void flush() throws IOException {
        out.write(Visible.text(take()));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        flush();
        out.close();
    }

    private String take() {
        String taken = waiting == NONE ? "" : String.valueOf(waiting);
        waiting = NONE;
        return taken;
    }
}
