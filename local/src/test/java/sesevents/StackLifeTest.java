package sesevents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sesevents.StackTemplate.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sesevents.cli.Checkout;

/** What updates and the end of the stack do to what it holds. */
class StackLifeTest {
    private static final StackTemplate TEMPLATE = StackTemplate.ours();
    private static final Pattern NAME = Pattern.compile("\\$\\{([A-Za-z]+)[^}]*}");

    @ParameterizedTest
    @CsvSource({"Bucket", "BucketPolicy", "ConfigurationSet"})
    void outlivesTheStack(String resource) {
        assertEquals(
                List.of("RetainExceptOnCreate", "Retain"),
                List.of(
                        TEMPLATE.resources().path(resource).path("DeletionPolicy").asText(),
                        TEMPLATE.resources().path(resource).path("UpdateReplacePolicy").asText()));
    }

    @Test
    void keepsTheLedgerWhenItsTemplateNoLongerNamesIt() {
        JsonNode ledger =
                StackTemplate.read(Checkout.root().resolve("catalog.yaml"))
                        .resources()
                        .path("RecipientLedgerTable");
        assertEquals(
                List.of("RetainExceptOnCreate", "Retain"),
                List.of(
                        ledger.path("DeletionPolicy").asText(),
                        ledger.path("UpdateReplacePolicy").asText()));
        // A folder of its own in the bucket, which no rule of the bucket expires.
        assertEquals(
                "s3://${BucketName}/ledger/",
                ledger.at(
                                "/Properties/OpenTableFormatInput/IcebergInput/IcebergTableInput"
                                        + "/Location/Fn::Sub")
                        .asText());
        assertEquals(
                List.of("events/", "quarantine/", "backup/", "athena-results/"),
                lifecycle(Map.of("EventsRetentionDays", "9", "QuarantineRetentionDays", "9"))
                        .findValuesAsText("Prefix"));
    }

    @Test
    void detachesSesBeforeTheStreamGoes() {
        // CloudFormation deletes what depends on others first.
        assertTrue(
                dependencies("EventDestination", new HashSet<>())
                        .containsAll(
                                Set.of(
                                        "SesRole",
                                        "Stream",
                                        "StreamRole",
                                        "TransformFunction",
                                        "TransformRole",
                                        "Bucket")));
        for (Entry<String, JsonNode> resource : TEMPLATE.resources().properties()) {
            assertTrue(
                    !references(resource.getValue()).contains("EventDestination"),
                    resource.getKey() + " would have to go before SES is detached");
        }
    }

    @Test
    void noParameterReplacesTheStreamOrTheBucket() throws IOException {
        assertEquals(
                Set.of(), parametersThatReplace("Stream", "AWS::KinesisFirehose::DeliveryStream"));
        // Its parameter's description says so.
        assertEquals(
                Set.of("CreateBucketName"), parametersThatReplace("Bucket", "AWS::S3::Bucket"));
    }

    @Test
    void namesNothingThatNobodyTypes() {
        Set<String> named = new TreeSet<>();
        for (Entry<String, JsonNode> resource : TEMPLATE.resources().properties()) {
            resource.getValue()
                    .path("Properties")
                    .propertyStream()
                    .map(Entry::getKey)
                    .filter(property -> property.matches("(.*[a-z])?Name"))
                    .forEach(property -> named.add(resource.getKey() + "." + property));
        }
        assertEquals(
                Set.of(
                        "Bucket.BucketName",
                        "ConfigurationSet.Name",
                        "EventDestination.ConfigurationSetName",
                        "DeliveryLogStream.LogGroupName",
                        "BackupLogStream.LogGroupName",
                        "WorkGroup.Name",
                        "Refresh.Name", // its role's trust names it
                        "RefreshLogGroup.LogGroupName"), // AWS asks for the prefix
                named);
    }

    @Test
    void keepsEventsForEverByDefaultAndWhateverIsAskedFor() {
        assertEquals(
                json(
                        """
                        {"Rules": [
                          {"Id": "backup", "Prefix": "backup/", "ExpirationInDays": 30,
                           "Status": "Enabled"},
                          {"Id": "query-results", "Prefix": "athena-results/",
                           "ExpirationInDays": 7, "Status": "Enabled"},
                          {"Id": "unfinished-uploads", "Status": "Enabled",
                           "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 2}}
                        ]}
                        """),
                lifecycle(Map.of()));
        assertEquals(
                json(
                        """
                        {"Rules": [
                          {"Id": "events", "Prefix": "events/", "ExpirationInDays": 400,
                           "Status": "Enabled"},
                          {"Id": "quarantine", "Prefix": "quarantine/", "ExpirationInDays": 90,
                           "Status": "Enabled"},
                          {"Id": "query-results", "Prefix": "athena-results/",
                           "ExpirationInDays": 1, "Status": "Enabled"},
                          {"Id": "unfinished-uploads", "Status": "Enabled",
                           "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 2}}
                        ]}
                        """),
                lifecycle(
                        Map.of(
                                "EventsRetentionDays", "400",
                                "QuarantineRetentionDays", "90",
                                "BackupRetentionDays", "0",
                                "QueryResultRetentionDays", "1")));
    }

    @Test
    void keepsEveryLogForTheTimeAsked() {
        Deployment deployment = new Deployment(TEMPLATE, Map.of("LogRetentionDays", "90"));
        List<String> groups =
                deployment
                        .resources()
                        .propertyStream()
                        .filter(
                                one ->
                                        one.getValue()
                                                .path("Type")
                                                .asText()
                                                .equals("AWS::Logs::LogGroup"))
                        .map(
                                one ->
                                        one.getKey()
                                                + " "
                                                + one.getValue()
                                                        .at("/Properties/RetentionInDays")
                                                        .asText())
                        .toList();
        assertEquals(
                List.of("StreamLogGroup 90", "TransformLogGroup 90", "RefreshLogGroup 90"), groups);
    }

    private static JsonNode lifecycle(Map<String, String> parameters) {
        return new Deployment(TEMPLATE, parameters)
                .resource("Bucket")
                .at("/Properties/LifecycleConfiguration");
    }

    /** The parameters in those properties that AWS says it can change only by replacement. */
    private static Set<String> parametersThatReplace(String resource, String type)
            throws IOException {
        Set<String> parameters = new TreeSet<>();
        for (JsonNode property : schema(type).path("createOnlyProperties")) {
            JsonNode value =
                    TEMPLATE.resources()
                            .path(resource)
                            .at(property.asText().replace("/properties/", "/Properties/"));
            parameters.addAll(references(value));
        }
        parameters.retainAll(TEMPLATE.parameters().propertyStream().map(Entry::getKey).toList());
        return parameters;
    }

    /** CloudFormation's own description of a resource type, of which cfn-lint has a copy. */
    private static JsonNode schema(String type) throws IOException {
        ObjectMapper json = new ObjectMapper();
        try (Stream<Path> pythons = Files.list(Venv.file("lib"))) {
            Path schemas =
                    pythons.findFirst().orElseThrow().resolve("site-packages/cfnlint/data/schemas");
            String file =
                    json.readTree(schemas.resolve("providers/us-east-1.json").toFile())
                            .path(type)
                            .asText();
            return json.readTree(schemas.resolve("resources/" + file + ".json").toFile());
        }
    }

    private static Set<String> dependencies(String resource, Set<String> seen) {
        for (String name : references(TEMPLATE.resources().path(resource))) {
            if (seen.add(name)) {
                dependencies(name, seen);
            }
        }
        return seen;
    }

    /** Every parameter and resource that a value speaks of. */
    private static Set<String> references(JsonNode value) {
        Set<String> names = new HashSet<>();
        value.findValues("Ref").forEach(ref -> names.add(ref.asText().split("\\.")[0]));
        value.findValues("Fn::GetAtt").forEach(attribute -> names.add(attribute.path(0).asText()));
        value.findValues("DependsOn").forEach(one -> names.add(one.asText()));
        value.findValues("Fn::Sub")
                .forEach(
                        pattern ->
                                NAME.matcher(pattern.asText())
                                        .results()
                                        .forEach(found -> names.add(found.group(1))));
        return names;
    }
}
