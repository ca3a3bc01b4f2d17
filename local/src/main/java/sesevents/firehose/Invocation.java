package sesevents.firehose;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import sesevents.firehose.RecordResult.Failed;

/**
 * The function, invoked for a batch until it answers or the retries are used up.
 *
 * @param response null if it never answered
 */
record Invocation(int attemptsMade, TransformResponse response) {
    private static final ObjectMapper JSON = new ObjectMapper();

    // Lambda's limit for a synchronous request is 6 MiB.
    private static final int REQUEST_BYTES_MAX = 6_291_456;
    private static final Failed FUNCTION_ERROR =
            new Failed(
                    "Lambda.FunctionError",
                    "The Lambda function was successfully invoked but it returned an error"
                            + " result.");

    /** The payload, with the fields that Firehose sends for Direct PUT. */
    private record Request(
            String invocationId,
            String deliveryStreamArn,
            String region,
            List<IncomingRecord> records) {}

    static Invocation of(
            Transformation transformation,
            StreamSettings settings,
            List<IncomingRecord> records,
            Supplier<UUID> ids) {
        int attempts = StreamSettings.RETRIES + 1;
        for (int attempt = 1; attempt <= attempts; attempt++) {
            // Every attempt has an invocation id of its own; the records keep theirs.
            Request request =
                    new Request(
                            ids.get().toString(),
                            settings.streamArn(),
                            StreamSettings.REGION,
                            records);
            TransformResponse response = response(transformation, request);
            if (response != null) {
                return new Invocation(attempt, response);
            }
        }
        return new Invocation(attempts, null);
    }

    RecordResult result(IncomingRecord record) {
        return response == null ? FUNCTION_ERROR : response.result(record.recordId());
    }

    private static TransformResponse response(Transformation transformation, Request request) {
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        try {
            byte[] json = JSON.writeValueAsBytes(request);
            if (json.length > REQUEST_BYTES_MAX) {
                return null;
            }
            transformation.invoke(new ByteArrayInputStream(json), response);
        } catch (IOException | RuntimeException _) {
            // Whatever the function throws, for Firehose the invocation has failed.
            return null;
        }
        return response.size() > Transformation.RESPONSE_BYTES_MAX
                ? null
                : new TransformResponse(response.toByteArray());
    }
}
