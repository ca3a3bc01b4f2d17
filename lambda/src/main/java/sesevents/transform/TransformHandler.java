package sesevents.transform;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;

/** What Lambda calls: takes a batch of Firehose, answers it, and logs its counts. */
public final class TransformHandler implements RequestStreamHandler {
    private final String stackName;
    private final boolean makesMetrics;
    private final InstantSource clock;

    public TransformHandler() {
        this(
                System.getenv().getOrDefault("STACK_NAME", "none"),
                System.getenv().getOrDefault("CUSTOM_METRICS", "Yes").equals("Yes"),
                InstantSource.system());
    }

    /**
     * @param stackName the dimension of the metrics
     * @param makesMetrics whether CloudWatch makes a metric of each count; each metric costs money
     * @param clock dates the metrics; nothing in the answer depends on it
     */
    TransformHandler(String stackName, boolean makesMetrics, InstantSource clock) {
        this.stackName = stackName;
        this.makesMetrics = makesMetrics;
        this.clock = clock;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        List<Entry> entries = Entry.readAll(input.readAllBytes());
        BatchReport report = new BatchReport();
        Response response = new Response(entries);
        for (Entry entry : entries) {
            answer(entry, response, report);
        }
        Slice answer = response.end();
        output.write(answer.bytes(), answer.from(), answer.length());
        LambdaLogger log = context.getLogger();
        // Bytes, because the runtime wraps a string, and a wrapped line makes no metrics.
        log.log(
                makesMetrics
                        ? report.metrics(stackName, clock.millis())
                        : report.counts(stackName));
        if (report.hasFailures()) {
            log.log(report.failures());
        }
    }

    static void answer(Entry entry, Response response, BatchReport report) {
        try {
            byte[] record = entry.record();
            Event event = EventReader.read(record);
            Line line = Line.of(event, entry.arrivalEpochMillis());
            if (!response.ok(entry, record, line)) {
                throw new RejectedRecord(Reason.RESPONSE_FULL);
            }
            report.stored(event, entry.arrivalEpochMillis());
        } catch (RejectedRecord e) {
            response.failed(entry);
            report.failed(entry, e.reason(), e.field());
        } catch (RuntimeException e) {
            // A fault of this function must not fail the batch. The exception's message may quote
            // the record, so only its class is logged.
            response.failed(entry);
            report.failed(entry, Reason.INTERNAL_ERROR, e.getClass().getName());
        }
    }
}
