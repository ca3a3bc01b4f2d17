package sesevents.cli;

/** What a person can mend: the message names what is wrong, where, and what to do next. */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UserError(String message, Object... values) {
        super(message.formatted(values));
    }
}
