package sesevents.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import sesevents.engine.Engine;

/**
 * Athena over Trino, and CloudFormation's description of one stack. Each call is first throttled,
 * each query runs for a while, and an answer has pages of two rows.
 */
public final class AthenaServer extends StandInServer {
    /** A query that runs until it is stopped. */
    public static final String ENDLESS = "select 'for ever'";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STACK =
            """
            <DescribeStacksResponse><DescribeStacksResult><Stacks><member>
            <StackName>log</StackName><StackStatus>CREATE_COMPLETE</StackStatus>
            <Outputs><member><OutputKey>WorkGroupName</OutputKey><OutputValue>log</OutputValue></member>
            <member><OutputKey>DatabaseName</OutputKey><OutputValue>ses_event_db</OutputValue></member>
            <member><OutputKey>BucketName</OutputKey><OutputValue>log</OutputValue></member></Outputs>
            </member></Stacks></DescribeStacksResult></DescribeStacksResponse>
            """;

    private final AthenaApi athena;
    private final CountDownLatch runs = new CountDownLatch(1);
    private final CountDownLatch stops = new CountDownLatch(1);
    private final Set<String> seen = new HashSet<>();
    private boolean isNextEndless;
    private String endless;

    public AthenaServer(Engine engine) throws IOException {
        super(null);
        athena = new AthenaApi(new AthenaTasks(engine, Map.of(), null, List.of()), 2);
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
    }

    /** Returns once the endless query runs. */
    public void awaitEndless() throws InterruptedException {
        runs.await();
    }

    /** Makes the next query endless, whatever it is. */
    public synchronized void holdNext() {
        isNextEndless = true;
    }

    /** Returns once the endless query is stopped. */
    public void awaitStop() throws InterruptedException {
        stops.await();
    }

    /** A command with the options for the stack {@code log} in this account. */
    public List<String> command(String... words) {
        return Stream.concat(
                        Stream.of(words),
                        Stream.of(
                                "--stack",
                                "log",
                                "--region",
                                "eu-west-1",
                                "--endpoint-url",
                                uri().toString()))
                .toList();
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
        answer(exchange, 200, response(target, request, id));
    }

    private JsonNode response(String target, JsonNode request, String id) {
        JsonNode response = athena.answer(target, request);
        if (target.endsWith("StartQueryExecution")
                && (isNextEndless || request.path("QueryString").asText().equals(ENDLESS))) {
            endless = response.path("QueryExecutionId").asText();
            isNextEndless = false;
        }
        if (target.endsWith("StopQueryExecution") && id.equals(endless)) {
            stops.countDown();
        }
        if (target.endsWith("GetQueryExecution") && isRunning(id)) {
            ((ObjectNode) response.at("/QueryExecution/Status")).put("State", "RUNNING");
        }
        return response;
    }

    private boolean isRunning(String id) {
        if (id.equals(endless)) {
            runs.countDown();
            return true;
        }
        return seen.add("ran " + id);
    }
}
