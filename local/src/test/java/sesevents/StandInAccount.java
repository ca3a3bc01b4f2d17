package sesevents;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import sesevents.engine.Engine;
import sesevents.firehose.Firehose;
import sesevents.firehose.InProcessFunction;
import sesevents.firehose.Prefix;
import sesevents.firehose.SeededIds;
import sesevents.firehose.StreamSettings;
import sesevents.firehose.Transformation;
import sesevents.lake.ObjectStore;
import sesevents.verify.ProbeFunction;

/**
 * An AWS account on this machine: moto, and in front of it what moto cannot do, done by this
 * project's Firehose, its function and Trino.
 */
public final class StandInAccount implements AutoCloseable {
    /** The address that SES has verified. */
    public static final String SENDER = "sender@shop.example.com";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Transformation PROBE =
            (request, response) -> new ProbeFunction().handle(request, response);

    /** What CloudFormation says of a stack whose stream could not be made. */
    private static final Map<String, String> FAILED_STACK =
            Map.of(
                    "DescribeStacks",
                    """
                    <DescribeStacksResponse><DescribeStacksResult><Stacks><member>
                    <StackName>NAME</StackName><StackStatus>ROLLBACK_COMPLETE</StackStatus>
                    <CreationTime>2026-11-24T10:00:00Z</CreationTime>
                    <Tags><member><Key>verify-account</Key><Value>yes</Value></member></Tags>
                    </member></Stacks></DescribeStacksResult></DescribeStacksResponse>
                    """,
                    "DescribeStackEvents",
                    """
                    <DescribeStackEventsResponse><DescribeStackEventsResult><StackEvents>
                    <member><LogicalResourceId>Role</LogicalResourceId><ResourceStatus>CREATE_FAILED</ResourceStatus>
                    <ResourceStatusReason>Resource creation cancelled</ResourceStatusReason></member>
                    <member><LogicalResourceId>Stream</LogicalResourceId><ResourceStatus>CREATE_FAILED</ResourceStatus>
                    <ResourceStatusReason>Firehose is unable to assume role</ResourceStatusReason></member>
                    </StackEvents></DescribeStackEventsResult></DescribeStackEventsResponse>
                    """);

    private final MotoServer moto;
    private final Forward others;
    private final HttpServer server;
    private final Map<String, Firehose> streams = new HashMap<>();
    private final Set<String> configurationSets = new HashSet<>();
    private final Set<String> tenants = new HashSet<>();
    private final Map<String, String> failedQueries = new HashMap<>();
    private final Set<String> broken = new HashSet<>();
    private final Set<String> rolledBack = new HashSet<>();
    private final List<Tables> tables = new ArrayList<>();
    private AthenaTasks athenaTasks;
    private Engine engine;
    private String database;
    private int mails;

    /** Tables of a stack, which take their time and are not always asked. */
    private interface Tables {
        void create() throws IOException, InterruptedException;
    }

    public StandInAccount() throws IOException {
        moto = MotoServer.start();
        moto.aws();
        moto.stack(
                "aws-sam-cli-managed-default",
                """
                {"Resources": {"Bucket": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "sam"}}},
                 "Outputs": {"SourceBucket": {"Value": {"Ref": "Bucket"}}}}
                """);
        moto.existing("sam").put("other/template", new byte[1]);
        others = new Forward(moto.endpoint());
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI uri() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** What lies behind. */
    public MotoServer moto() {
        return moto;
    }

    public Set<String> configurationSets() {
        return configurationSets;
    }

    public Set<String> tenants() {
        return tenants;
    }

    /**
     * From now on it behaves otherwise than AWS is known to: a stream's whole batch fails, or this
     * service.
     */
    public void breaks(String... what) {
        broken.addAll(List.of(what));
    }

    /** All is well again. */
    public void mends() {
        broken.clear();
    }

    @Override
    public void close() {
        server.stop(0);
        others.close();
        if (engine != null) {
            engine.close();
        }
        moto.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            String path = exchange.getRequestURI().getPath();
            try {
                if (target != null && !target.startsWith("AWSGlue")) {
                    String action = target.replaceFirst("_\\d+", "");
                    answer(exchange, 200, called(action, JSON.readTree(body)));
                } else if (path.startsWith("/v2/email/")) {
                    ses(exchange, path.substring("/v2/email/".length()), body);
                } else if (path.startsWith("/2015-03-31/functions/")) {
                    answer(exchange, 200, lambda());
                } else if (isCloudFormation(body)) {
                    cloudFormation(exchange, body);
                } else {
                    others.pass(exchange, body);
                }
            } catch (InterruptedException | RuntimeException e) {
                e.printStackTrace();
                answer(exchange, 500, JSON.createObjectNode().put("message", e.toString()));
            }
        }
    }

    private ObjectNode called(String action, JsonNode request)
            throws IOException, InterruptedException {
        return switch (action) {
            case "Firehose.PutRecordBatch" -> put(request);
            case "AmazonAthena.StartQueryExecution" -> startQuery(request);
            case "AmazonAthena.GetQueryExecution" -> query(request);
            case "AmazonAthena.GetQueryResults" -> results(request);
            case "AWSStepFunctions.StartExecution" ->
                    JSON.createObjectNode()
                            .put("executionArn", request.path("stateMachineArn").asText() + ":1")
                            .put("startDate", 1);
            case "AWSStepFunctions.DescribeExecution" ->
                    JSON.createObjectNode().put("status", "SUCCEEDED").put("startDate", 1);
            default -> throw new IllegalArgumentException("no " + action);
        };
    }

    // -- SES, Firehose, Lambda
    // ---------------------------------------------------------------------

    private void ses(HttpExchange exchange, String path, byte[] body) throws IOException {
        ObjectNode response = JSON.createObjectNode();
        if (path.equals("account")) {
            response.put("SendingEnabled", true).put("ProductionAccessEnabled", false);
        } else if (path.equals("identities/shop.example.com")) {
            response.put("VerifiedForSendingStatus", true);
        } else if (path.equals("outbound-emails")) {
            response.put("MessageId", send(JSON.readTree(body)));
        } else if (path.equals("tenants")
                && tenants.contains(JSON.readTree(body).path("TenantName").asText())) {
            exchange.getResponseHeaders().set("x-amzn-ErrorType", "AlreadyExistsException");
            answer(exchange, 400, response.put("message", "the tenant exists"));
            return;
        } else if (path.startsWith("tenants")) {
            tenant(path, JSON.readTree(body).path("TenantName").asText());
        } else if (!configurationSets.remove(path.replaceFirst("^configuration-sets/", ""))) {
            exchange.getResponseHeaders().set("x-amzn-ErrorType", "NotFoundException");
            answer(exchange, 404, response.put("message", "no " + path));
            return;
        }
        answer(exchange, 200, response);
    }

    private void tenant(String path, String name) {
        switch (path) {
            case "tenants" -> tenants.add(name);
            case "tenants/delete" -> tenants.remove(name);
            default -> {}
        }
    }

    private String send(JsonNode request) {
        String id = "0100019c-%06d".formatted(++mails);
        Firehose stream = streams.get(request.path("ConfigurationSetName").asText());
        Instant now = Instant.now();
        if (broken.contains("TenantTag")) {
            ((ObjectNode) request).remove("TenantName");
        }
        Simulator.events(request, id, now).forEach(event -> stream.put(event, now, ""));
        stream.flush();
        moto.metric(
                "AWS/SES",
                "Send",
                Map.of(),
                now,
                broken.contains("Send") ? Simulator.recipients(request).size() : 1);
        return id;
    }

    private ObjectNode put(JsonNode request) {
        ObjectNode response = JSON.createObjectNode().put("FailedPutCount", 0);
        String name = request.path("DeliveryStreamName").asText();
        Firehose stream = streams.get(name);
        for (JsonNode record : request.path("Records")) {
            try {
                stream.put(record.path("Data").binaryValue(), Instant.now(), "");
            } catch (IOException e) {
                throw new IllegalArgumentException(e);
            }
            response.withArray("RequestResponses").addObject().put("RecordId", "id");
        }
        stream.flush();
        return response;
    }

    private ObjectNode lambda() {
        ObjectNode function = JSON.createObjectNode().put("State", "Active");
        function.put("LastUpdateStatus", "Successful").put("Version", "1");
        function.putObject("SnapStart")
                .put("ApplyOn", "PublishedVersions")
                .put("OptimizationStatus", broken.contains("SnapStart") ? "Off" : "On");
        return function;
    }

    // -- Athena
    // ------------------------------------------------------------------------------------

    private ObjectNode startQuery(JsonNode request) throws IOException, InterruptedException {
        ObjectNode response = JSON.createObjectNode();
        try {
            Object started =
                    engine().call(
                                    "arn:aws:states:::athena:startQueryExecution.sync",
                                    Map.of("QueryString", request.path("QueryString").asText()));
            return response.setAll((ObjectNode) JSON.valueToTree(started).path("QueryExecution"));
        } catch (StateMachine.Failure e) {
            String id = "failed-" + failedQueries.size();
            failedQueries.put(id, e.getMessage());
            return response.put("QueryExecutionId", id);
        }
    }

    private ObjectNode query(JsonNode request) {
        String id = request.path("QueryExecutionId").asText();
        String failure = failedQueries.get(id);
        ObjectNode response = JSON.createObjectNode();
        ObjectNode status = response.putObject("QueryExecution").putObject("Status");
        status.put("State", failure == null ? "SUCCEEDED" : "FAILED");
        status.put("StateChangeReason", failure);
        return response;
    }

    private ObjectNode results(JsonNode request) throws IOException, InterruptedException {
        try {
            return JSON.valueToTree(
                    engine().call(
                                    "arn:aws:states:::athena:getQueryResults",
                                    Map.of(
                                            "QueryExecutionId",
                                            request.path("QueryExecutionId").asText(),
                                            "MaxResults",
                                            1000)));
        } catch (StateMachine.Failure e) {
            throw new IllegalStateException(e);
        }
    }

    private AthenaTasks engine() throws IOException, InterruptedException {
        for (Tables made : tables) {
            made.create();
        }
        tables.clear();
        if (athenaTasks == null) {
            engine = Engine.openGlue(moto.endpoint(), database);
            athenaTasks = new AthenaTasks(engine, Map.of(), moto.existing("sam"));
        }
        return athenaTasks;
    }

    // -- CloudFormation
    // ----------------------------------------------------------------------------

    private static boolean isCloudFormation(byte[] body) {
        return new String(body, UTF_8).matches("Action=\\w+Stack.*");
    }

    private void cloudFormation(HttpExchange exchange, byte[] body)
            throws IOException, InterruptedException {
        Map<String, String> request = form(new String(body, UTF_8));
        String name = request.getOrDefault("StackName", "");
        String action = request.get("Action");
        if (action.equals("CreateStack")) {
            others.pass(exchange, created(request));
        } else if (rolledBack.contains(name) && FAILED_STACK.containsKey(action)) {
            exchange.getResponseHeaders().set("Content-Type", "text/xml");
            answer(exchange, 200, FAILED_STACK.get(action).replace("NAME", name));
        } else {
            if (action.equals("DeleteStack")) {
                rolledBack.remove(name);
                deleteDatabase(name);
            }
            others.pass(exchange, body);
        }
    }

    /** Goes with the main stack, if anybody has asked it anything. */
    private void deleteDatabase(String stack) throws IOException, InterruptedException {
        if (engine != null && database.equals(stack.replace('-', '_'))) {
            moto.glue("DeleteDatabase", JSON.createObjectNode().put("Name", database));
            engine.close();
            engine = null;
            athenaTasks = null;
        }
    }

    /** Makes what the stack would, and returns a request for one that moto can make. */
    private byte[] created(Map<String, String> request) throws IOException, InterruptedException {
        String name = request.get("StackName");
        Map<String, String> parameters = parameters(request);
        if (name.endsWith("-probe")) {
            createProbes(name, parameters);
        } else if (name.endsWith("-trust")) {
            if (broken.contains("SourceAccount")) {
                rolledBack.add(name);
            } else {
                streams.put(
                        name,
                        stream(
                                name,
                                "probe/trust/",
                                "probe/trust-errors/",
                                PROBE,
                                moto.existing(parameters.get("BucketName"))));
            }
        } else {
            createMain(name, parameters);
        }
        request.put("TemplateBody", "{\"Resources\":{\"Topic\":{\"Type\":\"AWS::SNS::Topic\"}}}");
        return request.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), UTF_8))
                .collect(Collectors.joining("&"))
                .getBytes(UTF_8);
    }

    private void createMain(String name, Map<String, String> parameters)
            throws IOException, InterruptedException {
        String bucketName = parameters.get("CreateBucketName");
        ObjectStore bucket = moto.bucket(bucketName);
        moto.tag(bucketName, "verify-account", "yes");
        moto.existing("sam").put(name + "/template", new byte[1]);
        moto.alarm(name + "-critical-refresh-late");
        configurationSets.add(parameters.get("ConfigurationSetName"));
        streams.put(
                parameters.get("ConfigurationSetName"),
                new Firehose(
                        StreamSettings.DEPLOYED,
                        InProcessFunction.ofTransform(),
                        bucket,
                        new SeededIds(1),
                        _ -> {}));
        database = parameters.get("EventAthenaDatabaseName");
        tables.clear();
        tables.add(
                () -> {
                    Deployment stack = new Deployment(StackTemplate.ours(), parameters);
                    for (String nested : List.of("Catalog", "History")) {
                        for (JsonNode resource : stack.nested(nested).resources()) {
                            new GlueResource(moto, bucketName, bucket).create(resource);
                        }
                    }
                });
    }

    private void createProbes(String name, Map<String, String> parameters)
            throws IOException, InterruptedException {
        String bucketName = parameters.get("BucketName");
        ObjectStore bucket = moto.existing(bucketName);
        StackTemplate template =
                StackTemplate.read(
                        Checkout.root()
                                .resolve("local/src/main/resources/sesevents/verify/probe.yaml"));
        for (JsonNode probe : template.resources().at("/Fn::ForEach::Streams/1")) {
            String id = probe.asText();
            Transformation function =
                    broken.contains(id)
                            ? (_, _) -> {
                                throw new IOException("whole");
                            }
                            : PROBE;
            streams.put(
                    name + "-" + id,
                    stream(
                            name + "-" + id,
                            "probe/data/" + id + "/",
                            "probe/errors/" + id + "/!{firehose:error-output-type}/",
                            function,
                            bucket));
        }
        tables.add(
                () ->
                        new GlueResource(moto, bucketName, bucket)
                                .create(
                                        new Deployment(template, parameters)
                                                .resolved(template.resources().path("MapKeys"))));
    }

    private static Firehose stream(
            String name,
            String prefix,
            String errorPrefix,
            Transformation function,
            ObjectStore bucket) {
        StreamSettings deployed = StreamSettings.DEPLOYED;
        StreamSettings settings =
                new StreamSettings(
                        name,
                        new Prefix(prefix),
                        new Prefix(errorPrefix),
                        deployed.transformBuffer(),
                        deployed.deliveryBuffer());
        return new Firehose(settings, function, bucket, new SeededIds(1), _ -> {});
    }

    private static Map<String, String> parameters(Map<String, String> request) {
        Map<String, String> parameters = new HashMap<>();
        for (int i = 1;
                request.containsKey("Parameters.member.%d.ParameterKey".formatted(i));
                i++) {
            String member = "Parameters.member.%d.Parameter".formatted(i);
            parameters.put(request.get(member + "Key"), request.get(member + "Value"));
        }
        return parameters;
    }

    private static Map<String, String> form(String body) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : body.split("&")) {
            int equals = field.indexOf('=');
            fields.put(
                    field.substring(0, equals),
                    URLDecoder.decode(field.substring(equals + 1), UTF_8));
        }
        return fields;
    }

    private static void answer(HttpExchange exchange, int status, JsonNode body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        answer(exchange, status, body.toString());
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
