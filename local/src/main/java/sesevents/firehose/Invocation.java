package sesevents.firehose;

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
    // Lambda's limit for a synchronous request is 6 MiB.
    private static final int REQUEST_BYTES_MAX = 6_291_456;
    private static final Failed FUNCTION_ERROR =
            new Failed(
                    "Lambda.FunctionError",
                    "The Lambda function was successfully invoked but it returned an error"
                            + " result.");

    static Invocation of(
            Transformation transformation,
            StreamSettings settings,
            List<IncomingRecord> records,
            Supplier<UUID> ids) {
        List<TransformRequest.Entry> entries =
                records.stream().map(TransformRequest.Entry::of).toList();
        int attempts = StreamSettings.RETRIES + 1;
        for (int attempt = 1; attempt <= attempts; attempt++) {
            // Every attempt has an invocation id of its own; the records keep theirs.
            TransformRequest request =
                    new TransformRequest(
                            ids.get().toString(),
                            settings.streamArn(),
                            StreamSettings.REGION,
                            entries);
            TransformResponse response = response(transformation, request.json());
            if (response != null) {
                return new Invocation(attempt, response);
            }
        }
        return new Invocation(attempts, null);
    }

    RecordResult result(IncomingRecord record) {
        return response == null ? FUNCTION_ERROR : response.result(record.recordId());
    }

    private static TransformResponse response(Transformation transformation, byte[] request) {
        if (request.length > REQUEST_BYTES_MAX) {
            return null;
        }
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        try {
            transformation.invoke(new ByteArrayInputStream(request), response);
        } catch (IOException | RuntimeException _) {
            // Whatever the function throws, for Firehose the invocation has failed.
            return null;
        }
        return response.size() > Transformation.RESPONSE_BYTES_MAX
                ? null
                : new TransformResponse(response.toByteArray());
    }
}
