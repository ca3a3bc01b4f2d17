package sesevents.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import sesevents.Checkout;
import sesevents.firehose.InProcessFunction;
import sesevents.transform.Reason;
import sesevents.transform.TransformHandler;

/** The metrics that exist: those of AWS from its guides, ours from what the function prints. */
final class KnownMetrics {
    private static final Map<Source, Set<String>> METRICS =
            Map.of(
                    // SES Developer Guide, "Creating reputation monitoring alarms using CloudWatch"
                    // and "Retrieving SES event data from CloudWatch": of the account and region
                    new Source("AWS/SES", Set.of()),
                    Set.of("Send", "Reputation.BounceRate", "Reputation.ComplaintRate"),
                    // Firehose Developer Guide, "Monitor Firehose with CloudWatch metrics"
                    new Source("AWS/Firehose", Set.of("DeliveryStreamName")),
                    Set.of(
                            "IncomingBytes",
                            "IncomingRecords",
                            "IncomingPutRequests",
                            "BytesPerSecondLimit",
                            "RecordsPerSecondLimit",
                            "PutRequestsPerSecondLimit",
                            "ThrottledRecords",
                            "KMSKeyAccessDenied",
                            "KMSKeyDisabled",
                            "KMSKeyInvalidState",
                            "KMSKeyNotFound",
                            "ExecuteProcessing.Success",
                            "DeliveryToS3.Success",
                            "DeliveryToS3.DataFreshness"),
                    // Lambda Developer Guide, "Types of metrics for Lambda functions"
                    new Source("AWS/Lambda", Set.of("FunctionName")),
                    Set.of("Errors", "Throttles", "Duration"),
                    // Step Functions Developer Guide, "Monitoring using CloudWatch"
                    new Source("AWS/States", Set.of("StateMachineArn")),
                    Set.of("ExecutionsFailed", "ExecutionsSucceeded"),
                    // Athena User Guide, "List of CloudWatch metrics and dimensions for Athena"
                    new Source("AWS/Athena", Set.of("QueryState", "QueryType", "WorkGroup")),
                    Set.of("ProcessedBytes"),
                    // S3 User Guide, "Metrics and dimensions": once a day
                    new Source("AWS/S3", Set.of("BucketName", "StorageType")),
                    Set.of("BucketSizeBytes"));

    private static final Map<String, String> DIMENSIONS =
            Map.of(
                    "DeliveryStreamName", "stream",
                    "FunctionName", "transformfunction",
                    "StackName", "ses-events",
                    "BucketName", "bucket",
                    "WorkGroup", "ses-events",
                    "QueryState", "SUCCEEDED",
                    "QueryType", "DML",
                    "StateMachineArn",
                            "arn:aws-us-gov:states:us-gov-west-1:123456789012:stateMachine:refreshname",
                    "StorageType", "StandardStorage");

    private static final Source OURS = new Source("SesEvents", Set.of("StackName"));
    private static final Set<String> OUR_NAMES = printed();

    private KnownMetrics() {}

    /** What identifies a metric beside its name. */
    record Source(String namespace, Set<String> dimensions) {}

    /** Whether the metric exists, and each dimension is the stack's. */
    static boolean has(String namespace, String name, Map<String, String> dimensions) {
        Source source = new Source(namespace, dimensions.keySet());
        Set<String> names =
                source.equals(OURS) ? OUR_NAMES : METRICS.getOrDefault(source, Set.of());
        return names.contains(name) && DIMENSIONS.entrySet().containsAll(dimensions.entrySet());
    }

    /** Event types as the function counts them. */
    static Set<String> eventTypes() {
        Set<String> types = new TreeSet<>(OUR_NAMES);
        types.removeAll(reasons());
        types.removeAll(
                Set.of("Records", "Stored", "Quarantined", "EventDelay", "ContractChanges"));
        return types;
    }

    static List<String> reasons() {
        return Arrays.stream(Reason.values()).map(Reason::code).toList();
    }

    /** Of the sample events, which are of all types; it names the reasons that it met only. */
    private static Set<String> printed() {
        Set<String> names = new HashSet<>(reasons());
        for (String envelope : List.of("all-types", "oddities", "malformed")) {
            JsonNode directive =
                    metricsLine(Checkout.root().resolve("events/firehose/" + envelope + ".json"))
                            .at("/_aws/CloudWatchMetrics/0");
            Set<String> dimensions = new HashSet<>();
            directive.at("/Dimensions/0").forEach(one -> dimensions.add(one.asText()));
            if (!OURS.equals(new Source(directive.path("Namespace").asText(), dimensions))) {
                throw new IllegalStateException("not " + OURS + ": " + directive);
            }
            names.addAll(directive.path("Metrics").findValuesAsText("Name"));
        }
        return names;
    }

    private static JsonNode metricsLine(Path envelope) {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        try {
            new InProcessFunction(new TransformHandler(), log)
                    .invoke(Files.newInputStream(envelope), new ByteArrayOutputStream());
            return new ObjectMapper().readTree(log.toByteArray()); // the first line
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
