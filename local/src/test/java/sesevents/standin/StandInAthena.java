package sesevents.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sesevents.engine.Engine;
import sesevents.stack.Deployment;
import sesevents.stack.StackTemplate;
import sesevents.standin.StateMachine.Failure;

/** Athena's API over Trino and the tables of a stack, which are made before the first query. */
final class StandInAthena implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final MotoServer moto;
    private final Map<String, String> failureById = new HashMap<>();
    private Map<String, String> parameters;
    private Engine engine;
    private AthenaTasks tasks;

    StandInAthena(MotoServer moto) {
        this.moto = moto;
    }

    /** Takes the place of the previous stack. */
    void use(Map<String, String> parameters) {
        close();
        this.parameters = parameters;
    }

    JsonNode start(String sql) throws IOException {
        try {
            return call("startQueryExecution.sync", Map.of("QueryString", sql))
                    .path("QueryExecution");
        } catch (Failure e) {
            String id = "failed-" + failureById.size();
            failureById.put(id, e.getMessage());
            return JSON.createObjectNode().put("QueryExecutionId", id);
        }
    }

    JsonNode status(String id) {
        ObjectNode response = JSON.createObjectNode();
        response.putObject("QueryExecution")
                .putObject("Status")
                .put("State", failureById.containsKey(id) ? "FAILED" : "SUCCEEDED")
                .put("StateChangeReason", failureById.get(id));
        return response;
    }

    JsonNode results(String id) throws IOException {
        try {
            return call("getQueryResults", Map.of("QueryExecutionId", id, "MaxResults", 1000));
        } catch (Failure e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode call(String action, Map<String, Object> arguments)
            throws IOException, Failure {
        if (tasks == null) {
            String bucket = parameters.get("CreateBucketName");
            GlueResource.createAll(new Deployment(StackTemplate.ours(), parameters), moto, bucket);
            engine = Engine.openGlue(moto.endpoint(), parameters.get("EventAthenaDatabaseName"));
            tasks = new AthenaTasks(engine, Map.of(), moto.existing(bucket), List.of());
        }
        return JSON.valueToTree(tasks.call("arn:aws:states:::athena:" + action, arguments));
    }

    /** Deletes the database, so that the next stack can create its own. */
    @Override
    public void close() {
        if (engine == null) {
            return;
        }
        engine.close();
        engine = null;
        tasks = null;
        try {
            moto.glue(
                    "DeleteDatabase",
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("Name", parameters.get("EventAthenaDatabaseName")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
