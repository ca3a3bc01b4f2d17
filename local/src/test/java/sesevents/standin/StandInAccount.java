package sesevents.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import sesevents.firehose.Firehose;
import sesevents.firehose.InProcessFunction;
import sesevents.firehose.Prefix;
import sesevents.firehose.SeededIds;
import sesevents.firehose.StreamSettings;
import sesevents.firehose.Transformation;
import sesevents.lake.ObjectStore;
import sesevents.verify.ProbeFunction;

/**
 * An AWS account on this machine. It answers for SES, Firehose, Athena and Step Functions with this
 * project's own emulation and Trino, and passes every other request on to moto.
 */
public final class StandInAccount extends StandInServer {
    /** The address that SES has verified. */
    public static final String SENDER = "sender@shop.example.com";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SAM_STACK =
            """
            {"Resources": {"Bucket": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "sam"}}},
             "Outputs": {"SourceBucket": {"Value": {"Ref": "Bucket"}}}}
            """;

    /** CloudFormation's description of a stack that could not be created. */
    private static final String FAILED_STACK =
            """
            <DescribeStacksResponse><DescribeStacksResult><Stacks><member>
            <StackName>failed</StackName><StackStatus>ROLLBACK_COMPLETE</StackStatus>
            <CreationTime>2026-11-24T10:00:00Z</CreationTime>
            <Tags><member><Key>verify-account</Key><Value>yes</Value></member></Tags>
            </member></Stacks></DescribeStacksResult></DescribeStacksResponse>
            """;

    private final MotoServer moto;
    private final Set<String> broken = new HashSet<>();
    private final StandInSes ses;
    private final StandInAthena athena;
    private ObjectStore bucket;

    public StandInAccount() throws IOException {
        this(MotoServer.start());
    }

    private StandInAccount(MotoServer moto) throws IOException {
        super(moto.endpoint());
        this.moto = moto;
        moto.stack("aws-sam-cli-managed-default", SAM_STACK);
        moto.existing("sam").put("other/template", new byte[1]);
        ses = new StandInSes(moto, broken);
        athena = new StandInAthena(moto);
    }

    public MotoServer moto() {
        return moto;
    }

    public Set<String> configurationSets() {
        return ses.streams().keySet();
    }

    public Set<String> tenants() {
        return ses.tenants();
    }

    /**
     * Makes the account differ from what AWS is known to do.
     *
     * @param what none to repair everything, or of these: a probe's id (its whole batch fails),
     *     {@code Send} (counts addresses), {@code TenantTag} (no event has it), {@code Stack} (that
     *     of the probe cannot be created)
     */
    public void breaks(String... what) {
        broken.clear();
        broken.addAll(List.of(what));
    }

    @Override
    public void close() {
        super.close();
        athena.close();
        moto.close();
    }

    @Override
    void handle(HttpExchange exchange, byte[] body) throws IOException {
        String text = new String(body, UTF_8);
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String path = exchange.getRequestURI().getPath();
        try {
            if (target != null && !target.startsWith("AWSGlue")) {
                answer(exchange, 200, called(target, JSON.readTree(body)));
            } else if (path.startsWith("/v2/email/")) {
                ObjectNode response = ses.answer(path.substring("/v2/email/".length()), body);
                answer(exchange, response.has("__type") ? 400 : 200, response);
            } else if (text.startsWith("Action=CreateStack&")) {
                passOn(exchange, created(form(text)));
            } else if (broken.contains("Stack")
                    && text.matches("Action=DescribeStacks&.*-probe.*")) {
                answer(exchange, 200, "text/xml", FAILED_STACK);
            } else {
                passOn(exchange, body);
            }
        } catch (RuntimeException e) {
            e.printStackTrace();
            answer(exchange, 500, JSON.createObjectNode().put("message", e.toString()));
        }
    }

    private JsonNode called(String target, JsonNode request) throws IOException {
        if (target.startsWith("AmazonAthena.")) {
            return athena.answer(target, request);
        }
        ObjectNode response = JSON.createObjectNode();
        return switch (target.replaceFirst("_\\d+", "")) {
            case "Firehose.PutRecordBatch" -> put(request, response);
            case "AWSStepFunctions.StartExecution" ->
                    response.put("executionArn", request.path("stateMachineArn").asText() + ":1")
                            .put("startDate", 1);
            case "AWSStepFunctions.DescribeExecution" ->
                    response.put("status", "SUCCEEDED").put("startDate", 1);
            default -> throw new IllegalArgumentException("no " + target);
        };
    }

    private ObjectNode put(JsonNode request, ObjectNode response) throws IOException {
        Firehose stream = probeStream(request.path("DeliveryStreamName").asText());
        for (JsonNode record : request.path("Records")) {
            stream.put(record.path("Data").binaryValue(), Instant.now(), "");
            response.withArray("RequestResponses").addObject().put("RecordId", "id");
        }
        stream.flush();
        return response.put("FailedPutCount", 0);
    }

    private Firehose probeStream(String name) {
        String id = name.substring(name.lastIndexOf('-') + 1);
        Transformation function =
                (request, response) -> {
                    if (broken.contains(id)) {
                        throw new IOException("the whole batch fails");
                    }
                    new ProbeFunction().handle(request, response);
                };
        StreamSettings deployed = StreamSettings.DEPLOYED;
        StreamSettings settings =
                new StreamSettings(
                        name,
                        new Prefix("probe/data/" + id + "/"),
                        new Prefix("probe/errors/" + id + "/!{firehose:error-output-type}/"),
                        deployed.transformBuffer(),
                        deployed.deliveryBuffer());
        return stream(settings, function);
    }

    private Firehose stream(StreamSettings settings, Transformation function) {
        return new Firehose(settings, function, bucket, new SeededIds(1), _ -> {});
    }

    /** Makes what the main stack would make, and returns a request that moto can answer. */
    private byte[] created(Map<String, String> request) throws IOException {
        if (!request.get("StackName").endsWith("-probe")) {
            createMain(request.get("StackName"), parameters(request));
        }
        request.put("TemplateBody", "{\"Resources\":{\"Topic\":{\"Type\":\"AWS::SNS::Topic\"}}}");
        return request.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), UTF_8))
                .collect(Collectors.joining("&"))
                .getBytes(UTF_8);
    }

    private void createMain(String name, Map<String, String> parameters) throws IOException {
        String bucketName = parameters.get("CreateBucketName");
        bucket = moto.bucket(bucketName);
        moto.tag(bucketName, "verify-account", "yes");
        moto.existing("sam").put(name + "/template", new byte[1]);
        moto.alarm(name + "-critical-refresh-late");
        ses.streams()
                .put(
                        parameters.get("ConfigurationSetName"),
                        stream(StreamSettings.DEPLOYED, InProcessFunction.ofTransform()));
        athena.use(parameters);
    }

    private static Map<String, String> parameters(Map<String, String> request) {
        Map<String, String> parameters = new HashMap<>();
        request.forEach(
                (field, name) -> {
                    if (field.endsWith(".ParameterKey")) {
                        parameters.put(name, request.get(field.replace("Key", "Value")));
                    }
                });
        return parameters;
    }

    private static Map<String, String> form(String body) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : body.split("&")) {
            String[] parts = field.split("=", 2);
            fields.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
        }
        return fields;
    }
}
