package sesevents;

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
import sesevents.aws.Aws;
import sesevents.aws.Metrics;
import sesevents.aws.S3Bucket;
import sesevents.lake.ObjectStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
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

/**
 * Glue, S3, CloudFormation and CloudWatch of AWS on this machine, in memory: moto, in a process of
 * its own.
 */
public final class MotoServer implements AutoCloseable {
    /** A stack with a bucket named {@code mail}, and the outputs of ours that tools ask for. */
    public static final String MAIL_STACK =
            """
            {"Resources": {"Bucket": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "mail"}}},
             "Outputs": {"BucketName": {"Value": {"Ref": "Bucket"}}, "StreamName": {"Value": "ses"}}}
            """;

    private static final Pattern RUNNING =
            Pattern.compile("Running on http://127\\.0\\.0\\.1:(\\d+)");

    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));

    private final Process process;
    private final URI endpoint;
    private final HttpClient http = HttpClient.newHttpClient();
    private final S3Client s3;

    private MotoServer(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
        this.s3 =
                S3Client.builder()
                        .endpointOverride(endpoint)
                        .region(Region.US_EAST_1)
                        .forcePathStyle(true)
                        .httpClientBuilder(ApacheHttpClient.builder())
                        .credentialsProvider(CREDENTIALS)
                        .build();
    }

    public static MotoServer start() throws IOException {
        String program = Venv.file("bin/moto_server").toString();
        Process process =
                new ProcessBuilder(program, "-H", "127.0.0.1", "-p", "0")
                        .redirectErrorStream(true)
                        .start();
        BufferedReader output = process.inputReader(UTF_8);
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            Matcher running = RUNNING.matcher(line);
            if (running.find()) {
                drain(output);
                // moto takes S3 requests only to a host named localhost.
                return new MotoServer(process, URI.create("http://localhost:" + running.group(1)));
            }
        }
        throw new IllegalStateException("moto_server does not start:\n" + said);
    }

    public URI endpoint() {
        return endpoint;
    }

    /** Calls Glue with a request body just as the API defines it. */
    void glue(String action, JsonNode input) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(endpoint)
                        .header("Content-Type", "application/x-amz-json-1.1")
                        .header("X-Amz-Target", "AWSGlue." + action)
                        // moto checks no signature, but tells services apart by its scope.
                        .header(
                                "Authorization",
                                "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/glue/aws4_request")
                        .POST(HttpRequest.BodyPublishers.ofString(input.toString()))
                        .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException("%s: %s".formatted(action, response.body()));
        }
    }

    /** AWS as a command line finds it, with credentials of this test alone. */
    public Aws aws() {
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        return new Aws(endpoint, Region.US_EAST_1);
    }

    /** Deploys what moto can of a template. */
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

    /** The names of those that stand. */
    public List<String> stacks() {
        try (CloudFormationClient cloudFormation = aws().cloudFormation()) {
            return cloudFormation.describeStacks().stacks().stream().map(Stack::stackName).toList();
        }
    }

    /** What CloudWatch counts by itself on AWS. */
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

    /** An alarm that has been judged to be OK. */
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
                                    .stateReason("as in the first day"));
        }
    }

    /** The names of all. */
    public List<String> buckets() {
        return s3.listBuckets().buckets().stream().map(Bucket::name).toList();
    }

    /** Makes a bucket. */
    public ObjectStore bucket(String name) {
        s3.createBucket(request -> request.bucket(name));
        return new S3Bucket(s3, name);
    }

    /** As CloudFormation hands a stack's tags on to its bucket. */
    void tag(String bucket, String key, String value) {
        Tag tag = Tag.builder().key(key).value(value).build();
        s3.putBucketTagging(request -> request.bucket(bucket).tagging(all -> all.tagSet(tag)));
    }

    /** A bucket that something else has made. */
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

    /** It logs every request, and would stop at a full pipe. */
    private static void drain(BufferedReader output) {
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                output.transferTo(Writer.nullWriter());
                            } catch (IOException _) {
                                // It has ended.
                            }
                        });
    }
}
