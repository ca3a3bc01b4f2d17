package sesevents.aws;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import sesevents.engine.Answer;
import sesevents.engine.Database;
import sesevents.engine.QueryFailed;
import sesevents.engine.Rows;
import sesevents.sql.SqlText;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.ColumnInfo;
import software.amazon.awssdk.services.athena.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.athena.model.InvalidRequestException;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.athena.model.QueryExecutionStatus;
import software.amazon.awssdk.services.athena.model.Row;
import software.amazon.awssdk.services.athena.model.StartQueryExecutionRequest;
import software.amazon.awssdk.services.athena.model.StatementType;

/**
 * Athena in a workgroup and a database. The progress is told what each query read, because that is
 * what Athena bills. Queries that still run when this process ends are stopped.
 */
public final class Athena implements Database {
    /** Athena's own limit for a query. */
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private static final int MILLISECONDS = "yyyy-mm-dd hh:mm:ss.SSS".length();

    private final AthenaClient client;
    private final String workGroup;
    private final String database;
    private final Pause pause;
    private final Consumer<String> progress;
    private final Thread stop = new Thread(this::stop);
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    public Athena(
            AthenaClient client,
            String workGroup,
            String database,
            Pause pause,
            Consumer<String> progress) {
        this.client = client;
        this.workGroup = workGroup;
        this.database = database;
        this.pause = pause;
        this.progress = progress;
        Runtime.getRuntime().addShutdownHook(stop);
    }

    @Override
    public Answer measure(String sql, String... values) {
        String id;
        try {
            id = client.startQueryExecution(request(sql, values)).queryExecutionId();
        } catch (InvalidRequestException e) {
            throw new QueryFailed(e.awsErrorDetails().errorMessage(), e);
        }
        running.add(id);
        QueryExecution end = end(id);
        if (isOver(end)) {
            running.remove(id);
        }
        QueryExecutionStatus status = end.status();
        if (status.state() != QueryExecutionState.SUCCEEDED) {
            throw new QueryFailed(
                    "%s: %s".formatted(status.state(), status.stateChangeReason()), null);
        }
        long bytes = end.statistics().dataScannedInBytes();
        progress.accept("Athena read %.1f MB".formatted(bytes / 1e6));
        return new Answer(
                rows(
                        client.getQueryResultsPaginator(request -> request.queryExecutionId(id)),
                        end.statementType() == StatementType.DML),
                Duration.ofMillis(end.statistics().totalExecutionTimeInMillis()),
                List.of(new Answer.Scan("", bytes, 0)));
    }

    /** Stops the queries that still run. */
    @Override
    public void close() {
        stop();
        Runtime.getRuntime().removeShutdownHook(stop);
        client.close();
    }

    private StartQueryExecutionRequest request(String sql, String... values) {
        var request =
                StartQueryExecutionRequest.builder()
                        .queryString(sql)
                        .workGroup(workGroup)
                        .queryExecutionContext(in -> in.database(database));
        if (values.length > 0) {
            // A parameter is an expression of SQL, so a text has its quotes.
            request.executionParameters(SqlText.literals(values));
        }
        return request.build();
    }

    private QueryExecution end(String id) {
        try {
            return new Poll(pause, progress)
                    .until("Athena", LONGEST, () -> execution(id), Athena::isOver);
        } catch (RuntimeException e) {
            // AWS's client does not send anything while the thread is interrupted.
            if (Thread.interrupted()) {
                try {
                    stop(id);
                } finally {
                    Thread.currentThread().interrupt();
                }
                running.remove(id);
            }
            throw e;
        }
    }

    private QueryExecution execution(String id) {
        return client.getQueryExecution(request -> request.queryExecutionId(id)).queryExecution();
    }

    private static boolean isOver(QueryExecution query) {
        QueryExecutionState state = query.status().state();
        return state != QueryExecutionState.QUEUED && state != QueryExecutionState.RUNNING;
    }

    private void stop() {
        running.forEach(this::stop);
    }

    private void stop(String id) {
        client.stopQueryExecution(request -> request.queryExecutionId(id));
    }

    /** The answer to a select begins with a header, that to a show or describe does not. */
    private static Rows rows(Iterable<GetQueryResultsResponse> pages, boolean hasHeader) {
        List<ColumnInfo> columns = List.of();
        List<Row> rows = new ArrayList<>();
        for (GetQueryResultsResponse page : pages) {
            columns = page.resultSet().resultSetMetadata().columnInfo();
            rows.addAll(page.resultSet().rows());
        }
        List<String> types = columns.stream().map(ColumnInfo::type).toList();
        return new Rows(
                columns.stream().map(ColumnInfo::name).toList(),
                types,
                rows.stream().skip(hasHeader ? 1 : 0).map(row -> values(types, row)).toList());
    }

    private static List<Object> values(List<String> types, Row row) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            values.add(value(types.get(i), row.data().get(i).varCharValue()));
        }
        return values;
    }

    /** A value as Rows has it; lists, rows and maps remain Athena's text. */
    private static Object value(String type, String text) {
        return switch (type) {
            case String _ when text == null -> null;
            case "boolean" -> Boolean.valueOf(text);
            case "tinyint", "smallint", "integer", "bigint" -> Long.valueOf(text);
            case "real", "float", "double" -> Double.valueOf(text);
            case "timestamp" -> text.substring(0, Math.min(text.length(), MILLISECONDS));
            default -> text;
        };
    }
}
