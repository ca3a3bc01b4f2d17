package sesevents.engine;

/** The database refused a query or failed over it: its own words, with line and column if known. */
public final class QueryFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public QueryFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
