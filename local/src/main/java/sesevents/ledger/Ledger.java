package sesevents.ledger;

import java.time.LocalDate;
import java.util.List;
import sesevents.athena.Athena;
import sesevents.cli.UserError;
import sesevents.sql.SqlTree;

/** Brings days into recipient_ledger with the statements of sql/refresh, one day at a time. */
public final class Ledger {
    private final Athena athena;
    private final SqlTree sql;

    public Ledger(Athena athena) {
        this(athena, SqlTree.ofCheckout());
    }

    Ledger(Athena athena, SqlTree sql) {
        this.athena = athena;
        this.sql = sql;
    }

    /** The closed days from one to the other, both included, of which the ledger has nothing. */
    public List<LocalDate> missing(LocalDate from, LocalDate to) {
        String statement =
                statement("missing_days")
                        .replace("${from_day}", from.toString())
                        .replace("${to_day}", to.toString());
        return athena.query(statement).values().stream()
                .map(row -> LocalDate.parse(row.getFirst().toString()))
                .toList();
    }

    /** Inserts what the events of a day say, and makes sure that it is there; returns the rows. */
    public long insert(LocalDate day) {
        long rows = athena.update(statement("insert_day", day));
        List<List<Object>> faults = athena.query(statement("check_day", day)).values();
        if (!faults.isEmpty()) {
            throw new UserError(
                    "of %s the ledger says something else than the events, in %,d rows, such as %s;"
                            + " delete from recipient_ledger where ingest_date = date '%s', and"
                            + " refresh again",
                    day, faults.size(), faults.getFirst(), day);
        }
        return rows;
    }

    private String statement(String name, LocalDate day) {
        return statement(name).replace("${day}", day.toString());
    }

    private String statement(String name) {
        return sql.refresh(name).statement(athena.database());
    }
}
