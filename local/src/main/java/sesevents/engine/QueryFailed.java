package sesevents.engine;

/**
 * The engine refused a query or failed over it: Trino's own words, with line and column where
 * known.
 */
public final class QueryFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    QueryFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
