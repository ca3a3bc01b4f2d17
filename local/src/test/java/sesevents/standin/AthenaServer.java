package sesevents.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import sesevents.engine.Engine;
import sesevents.engine.QueryFailed;
import sesevents.engine.Rows;
import sesevents.sql.SqlText;

/**
 * Athena's API over Trino, and CloudFormation's description of one stack. Each query is first
 * throttled, then runs for a while, and its answer has pages of two rows.
 */
public final class AthenaServer extends StandInServer {
    /** A query that runs until it is stopped. */
    public static final String ENDLESS = "select 'for ever'";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE_ROWS = 2;
    private static final String STACK =
            """
            <DescribeStacksResponse><DescribeStacksResult><Stacks><member>
            <StackName>log</StackName><StackStatus>CREATE_COMPLETE</StackStatus>
            <Outputs><member><OutputKey>WorkGroupName</OutputKey><OutputValue>log</OutputValue></member>
            <member><OutputKey>DatabaseName</OutputKey><OutputValue>ses_event_db</OutputValue></member></Outputs>
            </member></Stacks></DescribeStacksResult></DescribeStacksResponse>
            """;

    private final Engine engine;
    private final List<Query> queries = new ArrayList<>();
    private final CountDownLatch runs = new CountDownLatch(1);
    private final Set<String> seen = new HashSet<>();

    private record Query(String sql, Rows rows, String failure) {}

    public AthenaServer(Engine engine) throws IOException {
        super(null);
        this.engine = engine;
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
    }

    /** Returns once the endless query runs. */
    public void awaitEndless() throws InterruptedException {
        runs.await();
    }

    /** Whether the endless query was stopped. */
    public synchronized boolean isStopped() {
        return seen.contains("stopped");
    }

    @Override
    synchronized void handle(HttpExchange exchange, byte[] body) throws IOException {
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        if (target == null) {
            answer(exchange, 200, "text/xml", STACK);
            return;
        }
        JsonNode request = JSON.readTree(new String(body, UTF_8));
        String id = request.path("QueryExecutionId").asText();
        if (seen.add("throttled " + target + id)) {
            answer(exchange, 400, JSON.createObjectNode().put("__type", "ThrottlingException"));
            return;
        }
        JsonNode response =
                switch (target) {
                    case "AmazonAthena.StartQueryExecution" -> start(request);
                    case "AmazonAthena.GetQueryExecution" -> execution(id);
                    case "AmazonAthena.GetQueryResults" -> results(id, request.path("NextToken"));
                    case "AmazonAthena.StopQueryExecution" -> {
                        seen.add("stopped");
                        yield JSON.createObjectNode();
                    }
                    default -> throw new IllegalArgumentException("no " + target);
                };
        answer(exchange, 200, response);
    }

    private JsonNode start(JsonNode request) {
        String sql = request.path("QueryString").asText();
        if (request.has("ExecutionParameters")) {
            sql =
                    "execute immediate %s using %s"
                            .formatted(
                                    SqlText.quoted(sql),
                                    texts(request.path("ExecutionParameters")));
        }
        try {
            queries.add(new Query(sql, engine.query(sql), null));
        } catch (QueryFailed e) {
            queries.add(new Query(sql, null, e.getMessage()));
        }
        return JSON.createObjectNode().put("QueryExecutionId", String.valueOf(queries.size() - 1));
    }

    private static String texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "));
    }

    private JsonNode execution(String id) {
        Query query = queries.get(Integer.parseInt(id));
        boolean isEndless = query.sql().equals(ENDLESS);
        if (isEndless) {
            runs.countDown();
        }
        boolean isRunning = isEndless || seen.add("ran " + id);
        ObjectNode response = JSON.createObjectNode();
        ObjectNode execution = response.putObject("QueryExecution").put("StatementType", "DML");
        execution.putObject("Statistics").put("DataScannedInBytes", 12_300_000);
        execution
                .putObject("Status")
                .put(
                        "State",
                        isRunning ? "RUNNING" : query.failure() == null ? "SUCCEEDED" : "FAILED")
                .put("StateChangeReason", query.failure());
        return response;
    }

    private JsonNode results(String id, JsonNode token) {
        Rows rows = queries.get(Integer.parseInt(id)).rows();
        List<List<?>> lines = new ArrayList<>();
        lines.add(rows.columns());
        lines.addAll(rows.values());
        int from = token.asInt();
        ObjectNode response = JSON.createObjectNode();
        ObjectNode set = response.putObject("ResultSet");
        ArrayNode columns = set.putObject("ResultSetMetadata").putArray("ColumnInfo");
        for (int i = 0; i < rows.columns().size(); i++) {
            columns.addObject()
                    .put("Name", rows.columns().get(i))
                    .put("Type", rows.types().get(i).replaceFirst("\\(.*", ""));
        }
        ArrayNode page = set.putArray("Rows");
        for (List<?> line : lines.subList(from, Math.min(from + PAGE_ROWS, lines.size()))) {
            ArrayNode data = page.addObject().putArray("Data");
            for (Object value : line) {
                data.addObject().put("VarCharValue", value == null ? null : value.toString());
            }
        }
        if (from + PAGE_ROWS < lines.size()) {
            response.put("NextToken", String.valueOf(from + PAGE_ROWS));
        }
        return response;
    }
}
