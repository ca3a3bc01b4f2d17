package sesevents.transform;

/** A record that cannot become a line: says why and where, and holds nothing of the record. */
public final class RejectedRecord extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String field;

    RejectedRecord(Reason reason) {
        this(reason, null);
    }

    RejectedRecord(Reason reason, String field) {
        // No stack trace: a batch may hold hundreds of bad records, and the reason says all.
        super(field == null ? reason.code() : reason.code() + " " + field, null, false, false);
        this.reason = reason;
        this.field = field;
    }

    public Reason reason() {
        return reason;
    }

    /** The declared column, such as {@code mail.timestamp}, or null where the reason has none. */
    public String field() {
        return field;
    }
}
