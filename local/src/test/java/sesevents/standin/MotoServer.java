package sesevents.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sesevents.Venv;
import sesevents.aws.Aws;
import sesevents.aws.Metrics;
import sesevents.aws.S3Bucket;
import sesevents.lake.ObjectStore;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.Tag;

/** AWS's Glue, S3, CloudFormation and CloudWatch in memory: moto, in a process of its own. */
public final class MotoServer implements AutoCloseable {
    /** A template with a bucket named {@code mail} and the outputs of ours that tools read. */
    public static final String MAIL_STACK =
            """
            {"Resources": {"Bucket": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "mail"}}},
             "Outputs": {"BucketName": {"Value": {"Ref": "Bucket"}}, "StreamName": {"Value": "ses"}}}
            """;

    /** The keys in one page of a bucket's list; S3 itself has 1,000. */
    public static final int PAGE_KEYS = 100;

    private static final Pattern RUNNING =
            Pattern.compile("Running on http://127\\.0\\.0\\.1:(\\d+)");

    private final Process process;
    private final URI endpoint;
    private final HttpClient http = HttpClient.newHttpClient();
    private final S3Client s3;

    private MotoServer(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
        this.s3 = aws().s3();
    }

    public static MotoServer start() throws IOException {
        String program = Venv.file("bin/moto_server").toString();
        ProcessBuilder builder =
                new ProcessBuilder(program, "-H", "127.0.0.1", "-p", "0").redirectErrorStream(true);
        builder.environment().put("MOTO_S3_DEFAULT_MAX_KEYS", String.valueOf(PAGE_KEYS));
        Process process = builder.start();
        BufferedReader output = process.inputReader(UTF_8);
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            Matcher running = RUNNING.matcher(line);
            if (running.find()) {
                drain(output);
                // moto accepts S3 requests for a host named localhost only.
                return new MotoServer(process, URI.create("http://localhost:" + running.group(1)));
            }
        }
        throw new IllegalStateException("moto_server does not start:\n" + said);
    }

    public URI endpoint() {
        return endpoint;
    }

    /** Calls Glue with a request body of its API. */
    void glue(String action, JsonNode input) throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(endpoint)
                        .header("Content-Type", "application/x-amz-json-1.1")
                        .header("X-Amz-Target", "AWSGlue." + action)
                        // moto ignores the signature, but reads the service from its scope.
                        .header(
                                "Authorization",
                                "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/glue/aws4_request")
                        .POST(HttpRequest.BodyPublishers.ofString(input.toString()))
                        .build();
        HttpResponse<String> response;
        try {
            response = http.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        if (response.statusCode() != 200) {
            throw new IllegalStateException("%s: %s".formatted(action, response.body()));
        }
    }

    /** Sets the credentials for this process, and returns the clients. */
    public Aws aws() {
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        return new Aws(endpoint, Region.US_EAST_1);
    }

    /** Deploys a template. */
    public void stack(String name, String template) {
        try (CloudFormationClient cloudFormation = aws().cloudFormation()) {
            cloudFormation.createStack(request -> request.stackName(name).templateBody(template));
        }
    }

    public void deleteStack(String name) {
        try (CloudFormationClient cloudFormation = aws().cloudFormation()) {
            cloudFormation.deleteStack(request -> request.stackName(name));
        }
    }

    /** The names of the existing stacks. */
    public List<String> stacks() {
        try (CloudFormationClient cloudFormation = aws().cloudFormation()) {
            return cloudFormation.describeStacks().stacks().stream().map(Stack::stackName).toList();
        }
    }

    /** Adds a point to a metric of AWS's own. */
    public void metric(
            String namespace,
            String metric,
            Map<String, String> dimensions,
            Instant when,
            double value) {
        try (CloudWatchClient cloudWatch = aws().cloudWatch()) {
            MetricDatum datum =
                    MetricDatum.builder()
                            .metricName(metric)
                            .dimensions(Metrics.dimensions(dimensions))
                            .timestamp(when)
                            .value(value)
                            .build();
            cloudWatch.putMetricData(request -> request.namespace(namespace).metricData(datum));
        }
    }

    /** Makes an alarm in state OK. */
    public void alarm(String name) {
        try (CloudWatchClient cloudWatch = aws().cloudWatch()) {
            cloudWatch.putMetricAlarm(
                    request ->
                            request.alarmName(name)
                                    .namespace("AWS/States")
                                    .metricName("ExecutionsSucceeded")
                                    .statistic(Statistic.SUM)
                                    .period(3600)
                                    .evaluationPeriods(4)
                                    .threshold(1.0)
                                    .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD));
            cloudWatch.setAlarmState(
                    request ->
                            request.alarmName(name)
                                    .stateValue(StateValue.OK)
                                    .stateReason("as on the first day"));
        }
    }

    /** The names of the existing buckets. */
    public List<String> buckets() {
        return s3.listBuckets().buckets().stream().map(Bucket::name).toList();
    }

    /** Makes a bucket. */
    public ObjectStore bucket(String name) {
        s3.createBucket(request -> request.bucket(name));
        return new S3Bucket(s3, name);
    }

    /** CloudFormation does this with a stack's tags. */
    void tag(String bucket, String key, String value) {
        Tag tag = Tag.builder().key(key).value(value).build();
        s3.putBucketTagging(request -> request.bucket(bucket).tagging(all -> all.tagSet(tag)));
    }

    /** A bucket that exists already. */
    public ObjectStore existing(String name) {
        return new S3Bucket(s3, name);
    }

    @Override
    public void close() {
        s3.close();
        http.close();
        process.destroy();
        process.onExit().join();
    }

    /** moto logs every request, and would block once the pipe is full. */
    private static void drain(BufferedReader output) {
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                output.transferTo(Writer.nullWriter());
                            } catch (IOException _) {
                                // The process has ended.
                            }
                        });
    }
}
