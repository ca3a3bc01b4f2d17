package sesevents.lake;

/** A line that is none of Firehose's; the message says why, and quotes nothing of it. */
public final class UnreadableLine extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableLine(String reason) {
        super(reason);
    }
}
