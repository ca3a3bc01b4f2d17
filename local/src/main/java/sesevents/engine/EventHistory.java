package sesevents.engine;

import java.time.LocalDateTime;
import sesevents.UserError;
import sesevents.lake.Hours;
import sesevents.sql.SqlTree;

/** Brings hours into event_history with the statements of sql/refresh. */
public final class EventHistory {
    private final Engine engine;
    private final SqlTree sql;

    public EventHistory(Engine engine) {
        this(engine, SqlTree.ofCheckout());
    }

    EventHistory(Engine engine, SqlTree sql) {
        this.engine = engine;
        this.sql = sql;
    }

    /**
     * Inserts what event_history lacks of the hours from the first to before the second, and checks
     * that it is complete.
     *
     * @return the number of rows inserted
     * @throws UserError if a statement or the check fails
     */
    public long insert(LocalDateTime from, LocalDateTime to) {
        String database = engine.database();
        try {
            long rows = engine.update(statement(sql, "insert_hours", database, from, to));
            engine.query(statement(sql, "check_hours", database, from, to));
            return rows;
        } catch (QueryFailed e) {
            throw new UserError(
                    "the hours from %s to before %s cannot be brought into event_history: %s",
                    Hours.text(from), Hours.text(to), e.getMessage());
        }
    }

    /** Merges small files and drops old snapshots, as OPTIMIZE and VACUUM do on Athena. */
    public void merge() {
        engine.query("alter table event_history execute optimize");
        engine.query(
                "alter table event_history execute expire_snapshots(retention_threshold => '1d')");
    }

    /** A statement of sql/refresh for the hours from the first to before the second. */
    public static String statement(
            SqlTree sql, String name, String database, LocalDateTime from, LocalDateTime to) {
        return sql.refresh(name)
                .statement(database)
                .replace("${from_hour}", Hours.text(from))
                .replace("${to_hour}", Hours.text(to));
    }

    long fileCount() {
        return ((Number)
                        engine.query("select count(*) from \"event_history$files\"")
                                .values()
                                .getFirst()
                                .getFirst())
                .longValue();
    }
}
