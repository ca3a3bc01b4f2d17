package sesevents.standin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sesevents.engine.Engine;
import sesevents.engine.QueryFailed;
import sesevents.engine.Rows;
import sesevents.lake.ObjectStore;
import sesevents.sql.SqlText;
import sesevents.standin.StateMachine.Failure;

/** The AWS calls of the refresh, answered by Trino in the format of AWS's APIs. */
public final class AthenaTasks implements StateMachine.Services {
    private final Engine engine;
    private final Map<String, String> savedQueries;
    private final ObjectStore bucket;
    private final List<Map<String, String>> runs;
    private final List<Rows> executions = new ArrayList<>();

    /**
     * @param savedQueries text by name; the name is the id as well
     * @param runs of the state machine, as Step Functions lists them
     */
    public AthenaTasks(
            Engine engine,
            Map<String, String> savedQueries,
            ObjectStore bucket,
            List<Map<String, String>> runs) {
        this.engine = engine;
        this.savedQueries = savedQueries;
        this.bucket = bucket;
        this.runs = runs;
    }

    @Override
    public Object call(String resource, Map<String, Object> arguments) throws Failure {
        return switch (resource.substring(resource.indexOf(":::") + 3)) {
            case "aws-sdk:sfn:listExecutions" -> Map.of("Executions", runs);
            case "aws-sdk:s3:listObjectsV2" -> listed(arguments);
            case "aws-sdk:athena:batchGetNamedQuery" ->
                    Map.of("NamedQueries", saved((List<?>) arguments.get("NamedQueryIds")));
            case "athena:startQueryExecution.sync" -> execute(statement(arguments));
            case "athena:getQueryResults" ->
                    results(
                            executions.get(
                                    Integer.parseInt((String) arguments.get("QueryExecutionId"))),
                            (String) arguments.getOrDefault("NextToken", "0"),
                            (int) arguments.get("MaxResults"));
            default -> throw new IllegalArgumentException("no task " + resource);
        };
    }

    /** S3 leaves out Contents if there are no objects. */
    private Map<String, Object> listed(Map<String, Object> arguments) {
        try (Stream<String> keys = bucket.list((String) arguments.get("Prefix"))) {
            List<Map<String, String>> contents =
                    keys.sorted()
                            .limit((int) arguments.get("MaxKeys"))
                            .map(key -> Map.of("Key", key))
                            .toList();
            return contents.isEmpty() ? Map.of() : Map.of("Contents", contents);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Map<String, String>> saved(List<?> names) {
        return names.stream()
                .map(String.class::cast)
                .map(name -> Map.of("Name", name, "QueryString", savedQueries.get(name)))
                .toList();
    }

    private Map<String, Object> execute(String sql) throws Failure {
        Rows rows = null;
        try {
            for (String statement : inTrinosSyntax(sql)) {
                rows = engine.query(statement);
            }
        } catch (QueryFailed e) {
            throw failed(sql, e.getMessage());
        }
        executions.add(rows);
        return Map.of(
                "QueryExecution",
                Map.of("QueryExecutionId", String.valueOf(executions.size() - 1), "Query", sql));
    }

    private static String statement(Map<String, Object> arguments) {
        String sql = (String) arguments.get("QueryString");
        return arguments.get("ExecutionParameters") instanceof List<?> values
                ? "execute immediate %s using %s"
                        .formatted(
                                SqlText.quoted(sql),
                                values.stream()
                                        .map(Object::toString)
                                        .collect(Collectors.joining(", ")))
                : sql;
    }

    /** Athena spells maintenance of Iceberg tables differently, and accepts a semicolon. */
    private static List<String> inTrinosSyntax(String sql) {
        String table = "alter table " + sql.split("\\s+")[1];
        if (sql.matches("OPTIMIZE \\w+ REWRITE DATA USING BIN_PACK")) {
            return List.of(table + " execute optimize");
        }
        if (sql.matches("VACUUM \\w+")) {
            return List.of(
                    table + " execute expire_snapshots", table + " execute remove_orphan_files");
        }
        return List.of(sql.replaceFirst(";\\s*$", ""));
    }

    /** A failed query as Step Functions reports it. */
    public static Failure failed(String sql, String reason) {
        var cause = JsonNodeFactory.instance.objectNode();
        var execution = cause.putObject("QueryExecution").put("Query", sql);
        execution.put("QueryExecutionId", "3f0a-1");
        var status = execution.putObject("Status").put("State", "FAILED");
        status.put("StateChangeReason", reason);
        var error = status.putObject("AthenaError").put("ErrorCategory", 2);
        error.put("ErrorType", 1003).put("ErrorMessage", reason);
        return new Failure("States.TaskFailed", cause.toString());
    }

    private static Map<String, Object> results(Rows answer, String token, int most) {
        List<Map<String, Object>> rows = new ArrayList<>();
        rows.add(row(answer.columns()));
        answer.values().forEach(values -> rows.add(row(values)));
        int from = Integer.parseInt(token);
        int to = Math.min(rows.size(), from + most);
        Map<String, Object> results = new HashMap<>();
        results.put(
                "ResultSet",
                Map.of(
                        "Rows", rows.subList(from, to),
                        "ResultSetMetadata", Map.of("ColumnInfo", columns(answer))));
        if (to < rows.size()) {
            results.put("NextToken", String.valueOf(to));
        }
        return results;
    }

    /** Athena's type of {@code varchar(10)} is {@code varchar}. */
    private static List<Map<String, String>> columns(Rows answer) {
        List<Map<String, String>> columns = new ArrayList<>();
        for (int i = 0; i < answer.columns().size(); i++) {
            String type = answer.types().get(i).replaceFirst("\\(.*", "");
            columns.add(Map.of("Name", answer.columns().get(i), "Type", type));
        }
        return columns;
    }

    private static Map<String, Object> row(List<?> values) {
        List<Map<String, String>> data = new ArrayList<>();
        for (Object value : values) {
            data.add(value == null ? Map.of() : Map.of("VarCharValue", value.toString()));
        }
        return Map.of("Data", data);
    }
}
