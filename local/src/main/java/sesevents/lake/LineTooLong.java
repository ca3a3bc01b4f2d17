package sesevents.lake;

import java.io.IOException;

/** A text has a line that no line of ours can be. */
public final class LineTooLong extends IOException {
    private static final long serialVersionUID = 1L;

    LineTooLong(long line, int bytesMax) {
        super("line %,d has more than %,d bytes".formatted(line, bytesMax));
    }
}
