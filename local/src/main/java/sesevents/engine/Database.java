package sesevents.engine;

/** What answers SQL over the tables and views of sql/: Trino in this process, or Athena. */
public interface Database extends AutoCloseable {
    /**
     * Runs a query.
     *
     * @param values texts for the question marks of its where clauses, in order
     * @throws QueryFailed with the database's reason
     */
    Rows query(String sql, String... values);

    @Override
    void close();
}
