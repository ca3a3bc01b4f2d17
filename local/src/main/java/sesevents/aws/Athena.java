package sesevents.aws;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import sesevents.UserError;
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
import software.amazon.awssdk.services.athena.model.Row;
import software.amazon.awssdk.services.athena.model.StartQueryExecutionRequest;
import software.amazon.awssdk.services.athena.model.StatementType;

/**
 * Athena in the workgroup and the database of a deployed stack. It is told what each query read,
 * because a query costs by that. When this process ends, a query that still runs is stopped.
 */
public final class Athena implements Database {
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
    private static final int MILLISECONDS = "yyyy-mm-dd hh:mm:ss.SSS".length();

    private final AthenaClient client;
    private final Stack stack;
    private final Consumer<String> progress;
    private final Thread stop = new Thread(this::stop);
    private volatile String running;

    public Athena(AthenaClient client, Stack stack, Consumer<String> progress) {
        this.client = client;
        this.stack = stack;
        this.progress = progress;
        Runtime.getRuntime().addShutdownHook(stop);
    }

    @Override
    public Rows query(String sql, String... values) {
        try {
            running = client.startQueryExecution(request(sql, values)).queryExecutionId();
        } catch (InvalidRequestException e) {
            throw new QueryFailed(e.awsErrorDetails().errorMessage(), e);
        }
        QueryExecution end = end(running);
        String id = running;
        running = null;
        if (end.status().state() != QueryExecutionState.SUCCEEDED) {
            throw new QueryFailed(
                    "%s: %s".formatted(end.status().state(), end.status().stateChangeReason()),
                    null);
        }
        progress.accept(
                "Athena read %.1f MB".formatted(end.statistics().dataScannedInBytes() / 1e6));
        return rows(
                client.getQueryResultsPaginator(request -> request.queryExecutionId(id)),
                end.statementType() == StatementType.DML);
    }

    /** Stops a query that still runs. */
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
                        .workGroup(stack.workGroup())
                        .queryExecutionContext(in -> in.database(stack.database()));
        if (values.length > 0) {
            // A parameter is an expression of SQL, so a text has its quotes.
            request.executionParameters(Arrays.stream(values).map(SqlText::quoted).toList());
        }
        return request.build();
    }

    private QueryExecution end(String id) {
        for (Duration wait = FIRST_WAIT; true; wait = longer(wait)) {
            QueryExecution query =
                    client.getQueryExecution(request -> request.queryExecutionId(id))
                            .queryExecution();
            switch (query.status().state()) {
                case QUEUED, RUNNING -> pause(wait);
                default -> {
                    return query;
                }
            }
        }
    }

    private static Duration longer(Duration wait) {
        Duration twice = wait.multipliedBy(2);
        return twice.compareTo(LONGEST_WAIT) < 0 ? twice : LONGEST_WAIT;
    }

    private static void pause(Duration wait) {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted while Athena worked");
        }
    }

    private void stop() {
        String id = running;
        if (id != null) {
            client.stopQueryExecution(request -> request.queryExecutionId(id));
        }
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
