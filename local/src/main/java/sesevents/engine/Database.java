package sesevents.engine;

/** What answers SQL over the tables and views of sql/: Trino in this process, or Athena. */
public interface Database extends AutoCloseable {
    /**
     * Runs a query, and says what it read. Several threads may ask at once; interrupting one of
     * them cancels its query.
     *
     * @param values texts for the question marks of its where clauses, in order
     * @throws QueryFailed with the database's reason
     */
    Answer measure(String sql, String... values);

    /** As {@link #measure}, the rows alone. */
    default Rows query(String sql, String... values) {
        return measure(sql, values).rows();
    }

    @Override
    void close();
}
