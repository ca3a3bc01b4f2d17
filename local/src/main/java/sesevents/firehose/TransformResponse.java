package sesevents.firehose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import sesevents.firehose.RecordResult.Dropped;
import sesevents.firehose.RecordResult.Failed;
import sesevents.firehose.RecordResult.Transformed;

/**
 * The function's answer, judged record by record as Firehose does it: an answer is final even if it
 * is malformed, and unknown ids are ignored. The messages are AWS's. Only those for an unknown
 * result and for broken base64 are ours, since AWS publishes none.
 */
final class TransformResponse {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Failed MISSING =
            new Failed(
                    "Lambda.MissingRecordId",
                    "One or more record Ids were not returned. Ensure that the Lambda function"
                            + " returns all received record Ids.");
    private static final Failed DUPLICATED =
            new Failed(
                    "Lambda.DuplicatedRecordId",
                    "Multiple records were returned with the same record Id. Ensure that the"
                            + " Lambda function returns a unique record Id for each record.");
    private static final Failed PROCESSING_FAILED =
            new Failed("Lambda.ProcessingFailedStatus", "ProcessingFailed status set for record");
    private static final Failed NO_DATA =
            invalid(
                    "The data field cannot be null when the SourceType is DirectPut or"
                            + " KinesisStreamAsSource and processing result is Ok. The value field"
                            + " cannot be null when the SourceType is MSKAsSource and processing"
                            + " result is Ok.");
    private static final Failed NO_SUCH_RESULT =
            invalid("The result field must be Ok, Dropped or ProcessingFailed.");
    private static final Failed NOT_BASE64 = invalid("The data field must be base64.");

    private final Map<String, RecordResult> results = new HashMap<>();

    TransformResponse(byte[] json) {
        for (JsonNode answer : records(json)) {
            String recordId = answer.path("recordId").asText();
            if (results.putIfAbsent(recordId, result(answer)) != null) {
                results.put(recordId, DUPLICATED);
            }
        }
    }

    RecordResult result(String recordId) {
        return results.getOrDefault(recordId, MISSING);
    }

    private static JsonNode records(byte[] json) {
        try {
            return JSON.readTree(json).path("records");
        } catch (IOException _) {
            // The answer is not JSON, so every record counts as missing.
            return JSON.createArrayNode();
        }
    }

    private static RecordResult result(JsonNode answer) {
        return switch (answer.path("result").asText()) {
            case "Ok" -> transformed(answer.path("data"));
            case "Dropped" -> new Dropped();
            case "ProcessingFailed" -> PROCESSING_FAILED;
            default -> NO_SUCH_RESULT;
        };
    }

    private static RecordResult transformed(JsonNode data) {
        if (!data.isTextual()) {
            return NO_DATA;
        }
        try {
            return new Transformed(Base64.getDecoder().decode(data.textValue()));
        } catch (IllegalArgumentException _) {
            return NOT_BASE64;
        }
    }

    private static Failed invalid(String message) {
        return new Failed("Lambda.InvalidReturnFormat", message);
    }
}
