package sesevents.madeup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import sesevents.engine.Engine;
import sesevents.firehose.Tally;
import sesevents.sql.Query;

/** Checks that the lake holds exactly the demo's mail; each fault is one sentence. */
public final class DemoCheck {
    private final Engine engine;
    private final Consumer<String> step;
    private final List<String> faults = new ArrayList<>();

    /**
     * @param step gets a sentence for each check that is done
     */
    public DemoCheck(Engine engine, Consumer<String> step) {
        this.engine = engine;
        this.step = step;
    }

    public List<String> faults() {
        return faults;
    }

    /** Checks that every record is in one of the two tables. */
    public void everyRecordIsThere(Demo.Run run) {
        Tally tally = run.pipeline().tally();
        expect("records offered", tally.offered(), tally.stored() + tally.quarantined());
        expect("rows of ses_events", tally.stored(), count("ses_events"));
        expect("rows of failed_records", tally.quarantined(), count("failed_records"));
        expect("reasons", run.damaged(), run.pipeline().reasons());
        step.accept(
                "%,d records offered = %,d rows of ses_events + %,d of failed_records"
                        .formatted(tally.offered(), tally.stored(), tally.quarantined()));
    }

    /** Checks email_status against what was made to happen to every mail. */
    public void everyMailHasItsStatus(Mailing mailing) {
        Map<String, StatusRow> actual =
                engine.query("select " + StatusRow.COLUMNS + " from email_status").values().stream()
                        .map(StatusRow::of)
                        .collect(Collectors.toMap(StatusRow::messageId, row -> row));
        List<StatusRow> rows = mailing.expectedRows().toList();
        rows.forEach(
                row -> expect("the row of " + row.messageId(), row, actual.get(row.messageId())));
        step.accept(
                "email_status says of %,d mails what was made to happen to them"
                        .formatted(rows.size()));
    }

    /** Runs the queries of sql/checks, which must return no rows. */
    public void checksFindNothing(List<Query> checks) {
        for (Query check : checks) {
            long rows = engine.query(check.statement(Query.DATABASE)).values().size();
            expect("rows of sql/checks/" + check.name() + ".sql", 0L, rows);
        }
        step.accept("%d checks of sql/checks find nothing".formatted(checks.size()));
    }

    private long count(String table) {
        return (Long) engine.query("select count(*) from " + table).values().getFirst().getFirst();
    }

    private void expect(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            faults.add("%s: %s expected, but it is %s".formatted(what, expected, actual));
        }
    }
}
