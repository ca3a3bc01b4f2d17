package sesevents.standin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import sesevents.standin.StateMachine.Failure;

/** Athena's API as a client calls it; a query is over before it is asked about. */
final class AthenaApi {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AthenaTasks tasks;
    private final int pageRows;
    private final Map<String, String> failureById = new HashMap<>();

    /**
     * @param pageRows how many rows a page of an answer has
     */
    AthenaApi(AthenaTasks tasks, int pageRows) {
        this.tasks = tasks;
        this.pageRows = pageRows;
    }

    /** The response to a call such as {@code AmazonAthena.GetQueryResults}. */
    JsonNode answer(String target, JsonNode request) {
        Map<String, Object> arguments = JSON.convertValue(request, new TypeReference<>() {});
        return switch (target) {
            case "AmazonAthena.StartQueryExecution" -> start(arguments);
            case "AmazonAthena.GetQueryExecution" ->
                    execution(request.path("QueryExecutionId").asText());
            case "AmazonAthena.GetQueryResults" -> {
                arguments.put("MaxResults", pageRows);
                yield results(arguments);
            }
            case "AmazonAthena.StopQueryExecution" -> JSON.createObjectNode();
            default -> throw new IllegalArgumentException("no " + target);
        };
    }

    private JsonNode start(Map<String, Object> arguments) {
        try {
            return call("startQueryExecution.sync", arguments).path("QueryExecution");
        } catch (Failure e) {
            String id = "failed-" + failureById.size();
            failureById.put(id, reason(e));
            return JSON.createObjectNode().put("QueryExecutionId", id);
        }
    }

    /** Athena's words, out of the description that Step Functions gives. */
    private static String reason(Failure failure) {
        try {
            return JSON.readTree(failure.getMessage())
                    .at("/QueryExecution/Status/StateChangeReason")
                    .asText();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode execution(String id) {
        ObjectNode response = JSON.createObjectNode();
        ObjectNode execution = response.putObject("QueryExecution").put("StatementType", "DML");
        execution
                .putObject("Statistics")
                .put("DataScannedInBytes", 12_300_000)
                .put("TotalExecutionTimeInMillis", 1_000);
        execution
                .putObject("Status")
                .put("State", failureById.containsKey(id) ? "FAILED" : "SUCCEEDED")
                .put("StateChangeReason", failureById.get(id));
        return response;
    }

    private JsonNode results(Map<String, Object> arguments) {
        try {
            return call("getQueryResults", arguments);
        } catch (Failure e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode call(String action, Map<String, Object> arguments) throws Failure {
        return JSON.valueToTree(tasks.call("arn:aws:states:::athena:" + action, arguments));
    }
}
