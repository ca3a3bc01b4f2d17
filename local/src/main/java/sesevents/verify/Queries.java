package sesevents.verify;

import java.util.List;
import sesevents.UserError;
import sesevents.aws.Athena;
import sesevents.engine.QueryFailed;
import sesevents.sql.Query;

/** Athena, in the workgroup and database of the stack. */
record Queries(Scratch scratch) {
    /**
     * @param rows text of each cell; a null is {@code null} as text
     * @param failure Athena's reason; null if the query succeeded
     */
    record Answer(List<List<String>> rows, String failure) {
        /** The failure, or the given word for success. */
        String outcome(String success) {
            return failure == null ? success : failure;
        }

        String rowCount() {
            return outcome(rows.size() + (rows.size() == 1 ? " row" : " rows"));
        }

        /** For a query that must not fail. */
        List<List<String>> orThrow() {
            if (failure != null) {
                throw new UserError("Athena: %s", failure);
            }
            return rows;
        }
    }

    Answer ask(Query query) {
        return ask(query.statement(scratch.database()));
    }

    Answer ask(String sql) {
        try (Athena athena =
                new Athena(
                        scratch.aws().athena(),
                        scratch.name(),
                        scratch.database(),
                        scratch.pause(),
                        _ -> {})) {
            return new Answer(
                    athena.query(sql).values().stream()
                            .map(row -> row.stream().map(String::valueOf).toList())
                            .toList(),
                    null);
        } catch (QueryFailed e) {
            return new Answer(List.of(), e.getMessage());
        }
    }
}
