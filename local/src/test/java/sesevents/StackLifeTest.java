package sesevents;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sesevents.StackTemplate.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What updates and the end of the stack do to what it holds. */
class StackLifeTest {
    private static final StackTemplate TEMPLATE = StackTemplate.ours();
    private static final Set<String> HOLDERS =
            Set.of(
                    "AWS::KinesisFirehose::DeliveryStream",
                    "AWS::S3::Bucket",
                    "AWS::KMS::Key",
                    "AWS::Glue::Database",
                    "AWS::Glue::Table");

    private static final Map<String, JsonNode> CREATE_ONLY = new HashMap<>();

    /** Another value of each parameter that is neither a number nor one of a few words. */
    private static final Map<String, String> OTHERS =
            Map.ofEntries(
                    Map.entry("ConfigurationSetName", "another-set"),
                    Map.entry("CreateBucketName", "another-bucket"),
                    Map.entry(
                            "KmsKeyArn", "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/1-2-3"),
                    Map.entry("EventAthenaDatabaseName", "another_db"),
                    Map.entry(
                            "CatalogKmsKeyArn",
                            "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/4-5-6"),
                    Map.entry("FirstDay", "2024-06-30"),
                    Map.entry("AlarmEmail", "ops@example.com"),
                    Map.entry("AccessLogBucket", "access-logs"),
                    Map.entry(
                            "AlarmTopicArn",
                            "arn:aws-us-gov:sns:us-gov-west-1:123456789012:operations"),
                    Map.entry(
                            "PermissionsBoundaryArn",
                            "arn:aws-us-gov:iam::123456789012:policy/boundary"),
                    Map.entry("RolePath", "/mail/"));

    /** All that a stack of defaults has not, and all other names. */
    private static final Map<String, String> EVERYTHING_ELSE = everythingElse();

    private static Map<String, String> everythingElse() {
        Map<String, String> parameters = new HashMap<>(OTHERS);
        parameters.put("SourceBackup", "Yes");
        parameters.put("LakeFormation", "Yes");
        parameters.put("ReservedConcurrency", "5");
        parameters.put("EventsRetentionDays", "400");
        parameters.put("QuarantineRetentionDays", "90");
        parameters.remove("AlarmTopicArn"); // or there would be no key
        return parameters;
    }

    @Test
    void leavesDataAndConfigurationSetBehindAndNothingElse() {
        Map<String, List<String>> left = new TreeMap<>();
        everything(new Deployment(TEMPLATE, EVERYTHING_ELSE))
                .forEach(
                        (id, resource) -> {
                            List<String> policies =
                                    List.of(
                                            resource.path("DeletionPolicy").asText("Delete"),
                                            resource.path("UpdateReplacePolicy").asText("Delete"));
                            if (!policies.equals(List.of("Delete", "Delete"))) {
                                left.put(id, policies);
                            }
                        });
        List<String> kept = List.of("RetainExceptOnCreate", "Retain");
        assertEquals(
                Map.of(
                        "Bucket",
                        kept,
                        "BucketPolicy",
                        kept,
                        "ConfigurationSet",
                        kept,
                        "History.EventHistoryTable",
                        kept),
                left);
    }

    @Test
    void ownsNoKeyWithoutWhichTheDataCouldNotBeRead() {
        assertEquals(
                Set.of("Alarms.Key"),
                ofType(new Deployment(TEMPLATE, EVERYTHING_ELSE), Set.of("AWS::KMS::Key"))
                        .keySet());
    }

    @Test
    void keepsTheHistoryWhenItsTemplateNoLongerNamesIt() {
        JsonNode history =
                StackTemplate.read(Checkout.root().resolve("stack/history.yaml"))
                        .resources()
                        .path("EventHistoryTable");
        assertEquals(
                List.of("RetainExceptOnCreate", "Retain"),
                List.of(
                        history.path("DeletionPolicy").asText(),
                        history.path("UpdateReplacePolicy").asText()));
        // A folder of its own in the bucket, which no rule of the bucket expires.
        assertEquals(
                "s3://${BucketName}/history/",
                history.at(
                                "/Properties/OpenTableFormatInput/IcebergInput/IcebergTableInput"
                                        + "/Location/Fn::Sub")
                        .asText());
        assertEquals(
                List.of("events/", "quarantine/", "replayed/", "backup/", "athena-results/"),
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
            assertEquals(
                    resource.getKey().equals("History"), // which stays, whatever its stack does
                    StackTemplate.references(resource.getValue()).contains("EventDestination"),
                    resource.getKey() + " would have to go before SES is detached");
        }
    }

    @Test
    void noParameterReplacesStreamBucketKeyOrTableButTheTwoThatSaySo() throws IOException {
        Map<String, Set<String>> replaced = new TreeMap<>();
        Map<String, String> named = Map.of("ConfigurationSetName", "event-db-config");
        for (Map<String, String> before : List.of(named, EVERYTHING_ELSE)) {
            for (Entry<String, JsonNode> parameter : TEMPLATE.parameters().properties()) {
                for (String value : valuesOf(parameter.getKey(), parameter.getValue())) {
                    Map<String, String> after = new HashMap<>(before);
                    after.put(parameter.getKey(), value);
                    replaced.computeIfAbsent(parameter.getKey(), _ -> new TreeSet<>())
                            .addAll(replaced(before, after));
                }
            }
        }
        replaced.values().removeIf(Set::isEmpty);
        // Athena's own; event_history's files stay, its rows are made again (docs/operations/upgrade.md).
        Set<String> tables =
                new TreeSet<>(
                        ofType(new Deployment(TEMPLATE, Map.of()), Set.of("AWS::Glue::Table"))
                                .keySet());
        assertEquals(
                Map.of(
                        "CreateBucketName",
                        Set.of("Bucket"),
                        "EventAthenaDatabaseName",
                        tables,
                        // The key of a topic on which nothing is kept.
                        "AlarmTopicArn",
                        Set.of("Alarms.Key"),
                        "MakeAlarms",
                        Set.of("Alarms.Key")),
                replaced);
    }

    @Test
    void canBeForbiddenToReplaceWhatTheGuideNames() throws IOException {
        String guide = Files.readString(Checkout.root().resolve("docs/operations/upgrade.md"));
        Matcher policy = Pattern.compile("(?s)--stack-policy-body '(.*?)'").matcher(guide);
        assertTrue(policy.find());
        JsonNode statements = json(policy.group(1)).path("Statement");
        assertEquals(json("[\"Update:Replace\", \"Update:Delete\"]"), statements.at("/1/Action"));
        assertEquals(
                json("[\"LogicalResourceId/Stream\", \"LogicalResourceId/Bucket\"]"),
                statements.at("/1/Resource"));
        assertTrue(TEMPLATE.resources().has("Stream") && TEMPLATE.resources().has("Bucket"));
    }

    @Test
    void saysOfTheTwoThatTheyAreChosenOnce() {
        for (String parameter : List.of("CreateBucketName", "EventAthenaDatabaseName")) {
            String description = TEMPLATE.parameters().path(parameter).path("Description").asText();
            assertTrue(description.contains("Changing it later"), description);
        }
    }

    @Test
    void keepsEventsForEverByDefaultAndWhateverIsAskedFor() {
        assertEquals(
                json(
                        """
                        {"TransitionDefaultMinimumObjectSize": "all_storage_classes_128K",
                         "Rules": [
                          {"Id": "backup", "Prefix": "backup/", "ExpirationInDays": 30,
                           "Status": "Enabled"},
                          {"Id": "query-results", "Prefix": "athena-results/",
                           "ExpirationInDays": 7, "Status": "Enabled"},
                          {"Id": "old-versions", "Status": "Enabled",
                           "NoncurrentVersionExpiration": {"NoncurrentDays": 30},
                           "ExpiredObjectDeleteMarker": true},
                          {"Id": "unfinished-uploads", "Status": "Enabled",
                           "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 2}}
                        ]}
                        """),
                lifecycle(Map.of()));
        assertEquals(
                json(
                        """
                        {"TransitionDefaultMinimumObjectSize": "all_storage_classes_128K",
                         "Rules": [
                          {"Id": "events", "Prefix": "events/", "ExpirationInDays": 400,
                           "Status": "Enabled"},
                          {"Id": "quarantine", "Prefix": "quarantine/", "ExpirationInDays": 90,
                           "Status": "Enabled"},
                          {"Id": "replayed", "Prefix": "replayed/", "ExpirationInDays": 90,
                           "Status": "Enabled"},
                          {"Id": "query-results", "Prefix": "athena-results/",
                           "ExpirationInDays": 1, "Status": "Enabled"},
                          {"Id": "old-versions", "Status": "Enabled",
                           "NoncurrentVersionExpiration": {"NoncurrentDays": 30},
                           "ExpiredObjectDeleteMarker": true},
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
    void coolsOldEventsAloneAndOnlyWhenAsked() {
        assertEquals(
                json(
                        """
                        {"Id": "cold-events", "Prefix": "events/", "Status": "Enabled",
                         "Transitions": [{"StorageClass": "GLACIER_IR", "TransitionInDays": 90}]}
                        """),
                lifecycle(Map.of("ColdAfterDays", "90")).at("/Rules/0"));
    }

    /** With versions a deletion only hides, so what expires must have an end of its own. */
    @Test
    void everythingThatExpiresIsGoneSomeDayAlsoWithVersions() {
        JsonNode rules =
                lifecycle(Map.of("Versioning", "Yes", "NoncurrentRetentionDays", "9"))
                        .path("Rules");
        assertEquals(
                json("{\"NoncurrentDays\": 9}"),
                rules.valueStream()
                        .filter(rule -> !rule.has("Prefix"))
                        .filter(rule -> rule.path("ExpiredObjectDeleteMarker").asBoolean())
                        .findFirst()
                        .orElseThrow()
                        .path("NoncurrentVersionExpiration"));
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

    /** What holds mail, or mail on its way, and would be begun anew by such a change. */
    private static Set<String> replaced(Map<String, String> before, Map<String, String> after)
            throws IOException {
        Map<String, JsonNode> old = ofType(new Deployment(TEMPLATE, before), HOLDERS);
        Map<String, JsonNode> changed = ofType(new Deployment(TEMPLATE, after), HOLDERS);
        Set<String> replaced = new TreeSet<>();
        for (Entry<String, JsonNode> resource : old.entrySet()) {
            JsonNode now = changed.get(resource.getKey());
            if (now == null || !fixed(now).equals(fixed(resource.getValue()))) {
                replaced.add(resource.getKey());
            }
        }
        return replaced;
    }

    /** Those properties that AWS says it can change only by replacement. */
    private static List<JsonNode> fixed(JsonNode resource) throws IOException {
        String type = resource.path("Type").asText();
        if (!CREATE_ONLY.containsKey(type)) {
            CREATE_ONLY.put(type, schema(type).path("createOnlyProperties"));
        }
        List<JsonNode> fixed = new ArrayList<>();
        for (JsonNode property : CREATE_ONLY.get(type)) {
            fixed.add(resource.at(property.asText().replace("/properties/", "/Properties/")));
        }
        return fixed;
    }

    /** Every value that it can have, or those at its bounds, or another one. */
    private static List<String> valuesOf(String name, JsonNode declared) {
        if (declared.has("AllowedValues")) {
            return declared.path("AllowedValues").valueStream().map(JsonNode::asText).toList();
        }
        if (declared.has("MinValue")) {
            return List.of(
                    declared.path("MinValue").asText(),
                    declared.path("MaxValue").asText(),
                    declared.path("Default").asText());
        }
        return List.of(declared.path("Default").asText(), requireNonNull(OTHERS.get(name), name));
    }

    /** The resources of the stack and of those nested in it, these as Stack.Resource. */
    private static Map<String, JsonNode> everything(Deployment deployment) {
        Map<String, JsonNode> resources = new TreeMap<>();
        for (Entry<String, JsonNode> resource : deployment.resources().properties()) {
            resources.put(resource.getKey(), resource.getValue());
            if (resource.getValue().path("Type").asText().equals("AWS::CloudFormation::Stack")) {
                everything(deployment.nested(resource.getKey()))
                        .forEach((id, inner) -> resources.put(resource.getKey() + "." + id, inner));
            }
        }
        return resources;
    }

    private static Map<String, JsonNode> ofType(Deployment deployment, Set<String> types) {
        Map<String, JsonNode> resources = everything(deployment);
        resources.values().removeIf(one -> !types.contains(one.path("Type").asText()));
        return resources;
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
        for (String name : StackTemplate.references(TEMPLATE.resources().path(resource))) {
            if (seen.add(name)) {
                dependencies(name, seen);
            }
        }
        return seen;
    }
}
