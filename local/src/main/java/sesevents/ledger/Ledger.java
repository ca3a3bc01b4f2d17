package sesevents.ledger;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import sesevents.athena.Athena;
import sesevents.athena.QueryFailed;
import sesevents.cli.UserError;
import sesevents.sql.SqlTree;

/** Brings days into recipient_ledger with the statements of sql/refresh, one day at a time. */
public final class Ledger {
    // The engine makes no sequence of more than 10,000 days.
    private static final int WINDOW_DAYS_MAX = 9_000;

    private final Athena athena;
    private final SqlTree sql;

    public Ledger(Athena athena) {
        this(athena, SqlTree.ofCheckout());
    }

    Ledger(Athena athena, SqlTree sql) {
        this.athena = athena;
        this.sql = sql;
    }

    /** Nothing can be delivered any more into this day and those before it. */
    public static LocalDate lastClosedDay() {
        return LocalDate.now(ZoneOffset.UTC).minusDays(2);
    }

    /** The closed days of a window that the ledger lacks, also days without mail. */
    List<LocalDate> missing(LocalDate from, LocalDate to) {
        if (from.plusDays(WINDOW_DAYS_MAX).isBefore(to)) {
            LocalDate middle = from.plusDays(WINDOW_DAYS_MAX);
            return Stream.of(missing(from, middle), missing(middle.plusDays(1), to))
                    .flatMap(List::stream)
                    .toList();
        }
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
        try {
            long rows = athena.update(statement("insert_day", day));
            check(day);
            return rows;
        } catch (QueryFailed e) {
            throw new UserError("%s cannot be brought into the ledger: %s", day, e.getMessage());
        }
    }

    private void check(LocalDate day) {
        List<List<Object>> faults = athena.query(statement("check_day", day)).values();
        if (!faults.isEmpty()) {
            throw new UserError(
                    "of %s the ledger says something else than the events, in %,d rows, such as %s;"
                            + " delete from recipient_ledger where ingest_date = date '%s', and"
                            + " refresh again",
                    day, faults.size(), faults.getFirst(), day);
        }
    }

    private String statement(String name, LocalDate day) {
        return statement(name).replace("${day}", day.toString());
    }

    private String statement(String name) {
        return sql.refresh(name).statement(athena.database());
    }
}
