package sesevents.verify;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import sesevents.UserError;
import sesevents.sql.Query;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.Datum;
import software.amazon.awssdk.services.athena.model.InvalidRequestException;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionContext;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.athena.model.Row;

/** SQL in the workgroup and database of the stack. */
record Queries(Scratch scratch, Poll waiting) {
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /**
     * What a query came to.
     *
     * @param failure Athena's reason, or null
     */
    record Answer(List<List<String>> rows, String failure) {
        /** What it says to somebody who only asks how it went. */
        String outcome(String otherwise) {
            return failure == null ? otherwise : failure;
        }

        /** As {@link #outcome}, for a number of rows. */
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
            String id = start(athena, sql);
            QueryExecution end =
                    waiting.until("Athena", EVERY, LONGEST, () -> ended(athena, id))
                            .orElseThrow(() -> new UserError("Athena does not end query %s", id));
            if (end.status().state() != QueryExecutionState.SUCCEEDED) {
                return new Answer(List.of(), String.valueOf(end.status().stateChangeReason()));
            }
            return new Answer(rows(athena, id), null);
        } catch (InvalidRequestException e) {
            return new Answer(List.of(), e.awsErrorDetails().errorMessage());
        }
    }

    private String start(AthenaClient athena, String sql) {
        QueryExecutionContext context =
                QueryExecutionContext.builder().database(scratch.database()).build();
        return athena.startQueryExecution(
                        request ->
                                request.queryString(sql)
                                        .workGroup(scratch.name())
                                        .queryExecutionContext(context))
                .queryExecutionId();
    }

    private static Optional<QueryExecution> ended(AthenaClient athena, String id) {
        QueryExecution execution =
                athena.getQueryExecution(request -> request.queryExecutionId(id)).queryExecution();
        return switch (execution.status().state()) {
            case QUEUED, RUNNING -> Optional.empty();
            default -> Optional.of(execution);
        };
    }

    /** The first one of a select is the header. */
    private static List<List<String>> rows(AthenaClient athena, String id) {
        return athena.getQueryResultsPaginator(request -> request.queryExecutionId(id)).stream()
                .flatMap(page -> page.resultSet().rows().stream())
                .skip(1)
                .map(Queries::cells)
                .toList();
    }

    private static List<String> cells(Row row) {
        return row.data().stream().map(Datum::varCharValue).map(String::valueOf).toList();
    }
}
