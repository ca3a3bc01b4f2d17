package sesevents.verify;

import java.time.Duration;
import java.util.List;
import sesevents.UserError;
import sesevents.sql.Query;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.Datum;
import software.amazon.awssdk.services.athena.model.InvalidRequestException;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.athena.model.QueryExecutionStatus;

/** Athena, in the workgroup and database of the stack. */
record Queries(Scratch scratch) {
    private static final Duration LONGEST = Duration.ofMinutes(10);

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
        try (AthenaClient athena = scratch.aws().athena()) {
            String id =
                    athena.startQueryExecution(
                                    request ->
                                            request.queryString(sql)
                                                    .workGroup(scratch.name())
                                                    .queryExecutionContext(
                                                            in -> in.database(scratch.database())))
                            .queryExecutionId();
            QueryExecutionStatus end =
                    scratch.until("Athena", LONGEST, () -> status(athena, id), Queries::isOver);
            if (end.state() != QueryExecutionState.SUCCEEDED) {
                return new Answer(
                        List.of(), "%s: %s".formatted(end.state(), end.stateChangeReason()));
            }
            return new Answer(rows(athena, id), null);
        } catch (InvalidRequestException e) {
            return new Answer(List.of(), e.awsErrorDetails().errorMessage());
        }
    }

    private static QueryExecutionStatus status(AthenaClient athena, String id) {
        return athena.getQueryExecution(request -> request.queryExecutionId(id))
                .queryExecution()
                .status();
    }

    private static boolean isOver(QueryExecutionStatus status) {
        return status.state() != QueryExecutionState.QUEUED
                && status.state() != QueryExecutionState.RUNNING;
    }

    /** The first row of a select is its header. */
    private static List<List<String>> rows(AthenaClient athena, String id) {
        return athena.getQueryResultsPaginator(request -> request.queryExecutionId(id)).stream()
                .flatMap(page -> page.resultSet().rows().stream())
                .skip(1)
                .map(row -> row.data().stream().map(Datum::varCharValue))
                .map(cells -> cells.map(String::valueOf).toList())
                .toList();
    }
}
