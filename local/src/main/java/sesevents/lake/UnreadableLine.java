package sesevents.lake;

/** A stored line cannot be read; the message says why, without the line's text. */
public final class UnreadableLine extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableLine(String reason) {
        // No stack trace: a damaged object may hold millions of such lines.
        super(reason, null, false, false);
    }
}
