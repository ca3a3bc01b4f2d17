package sesevents.firehose;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import sesevents.firehose.RecordResult.Failed;

/** The function invoked for a batch until it answers or the retries are used up. */
final class Invocation {
    // Lambda's limit for a synchronous request is 6 MiB.
    private static final int REQUEST_BYTES_MAX = 6_291_456;
    private static final Failed FUNCTION_ERROR =
            new Failed(
                    "Lambda.FunctionError",
                    "The Lambda function was successfully invoked but it returned an error"
                            + " result.");

    private final int attemptsMade;
    private final TransformResponse response;

    private Invocation(int attemptsMade, TransformResponse response) {
        this.attemptsMade = attemptsMade;
        this.response = response;
    }

    static Invocation of(
            Transformation transformation,
            StreamSettings settings,
            List<IncomingRecord> records,
            Supplier<UUID> ids) {
        int attempts = settings.retries() + 1;
        for (int attempt = 1; attempt <= attempts; attempt++) {
            // Every attempt has an invocation id of its own; the records keep theirs.
            byte[] request =
                    new TransformRequest(
                                    ids.get(), settings.streamArn(), settings.region(), records)
                            .json();
            ByteArrayOutputStream response = new ByteArrayOutputStream();
            if (answers(transformation, request, response)) {
                return new Invocation(attempt, new TransformResponse(response.toByteArray()));
            }
        }
        return new Invocation(attempts, null);
    }

    int attemptsMade() {
        return attemptsMade;
    }

    RecordResult verdict(IncomingRecord record) {
        return response == null ? FUNCTION_ERROR : response.verdict(record.recordId());
    }

    private static boolean answers(
            Transformation transformation, byte[] request, ByteArrayOutputStream response) {
        if (request.length > REQUEST_BYTES_MAX) {
            return false;
        }
        try {
            transformation.invoke(new ByteArrayInputStream(request), response);
        } catch (IOException | RuntimeException _) {
            // To Firehose whatever the function throws is a failed invocation.
            return false;
        }
        return response.size() <= Transformation.RESPONSE_BYTES_MAX;
    }
}
