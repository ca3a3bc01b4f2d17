package sesevents.stack;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sesevents.stack.StackTemplate.json;
import static sesevents.stack.StackWorld.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
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
import sesevents.Checkout;
import sesevents.Venv;

/** What an update of the stack changes, and what it would begin anew. */
class StackLifeTest {
    private static final Map<String, StackTemplate> TEMPLATES = StackWorld.templates();
    private static final StackTemplate TEMPLATE = TEMPLATES.get(StackWorld.MAIN);

    /** Types that hold mail, or mail on its way. */
    private static final Set<String> HOLDERS =
            Set.of(
                    "AWS::KinesisFirehose::DeliveryStream",
                    "AWS::S3::Bucket",
                    "AWS::KMS::Key",
                    "AWS::Glue::Database",
                    "AWS::Glue::Table");

    /** Parameters whose description says that a change begins anew. */
    private static final Set<String> CHOSEN_ONCE =
            Set.of("CreateBucketName", "EventAthenaDatabaseName");

    /** The properties of each type that AWS can change only by replacing the resource. */
    private static final Map<String, JsonNode> CREATE_ONLY = new HashMap<>();

    /** Another value of each parameter that has no list of values and no number. */
    private static final Map<String, String> OTHERS =
            Map.ofEntries(
                    Map.entry("ConfigurationSetName", "another-set"),
                    Map.entry("CreateBucketName", "another-bucket"),
                    Map.entry("EventAthenaDatabaseName", "another_db"),
                    Map.entry("FirstDay", "2024-06-30"),
                    Map.entry(
                            "AlarmTopicArn",
                            "arn:aws-us-gov:sns:us-gov-west-1:123456789012:operations"));

    private static final Map<String, String> DEFAULTS =
            Map.of("ConfigurationSetName", "event-db-config");

    private static final Map<String, String> EVERYTHING_ELSE = everythingElse();

    private static Map<String, String> everythingElse() {
        Map<String, String> parameters = new HashMap<>(StackWorld.EVERYTHING);
        parameters.putAll(OTHERS);
        parameters.remove("AlarmTopicArn"); // with it the stack has no key
        return parameters;
    }

    @Test
    void everyParameterChangesTheStack() {
        for (Entry<String, JsonNode> parameter : TEMPLATE.parameters().properties()) {
            assertTrue(
                    Stream.of(DEFAULTS, EVERYTHING_ELSE)
                            .flatMap(before -> changes(before, parameter))
                            .anyMatch(change -> !change.before().equals(change.after())),
                    parameter.getKey());
        }
    }

    @Test
    void noParameterReplacesStreamBucketKeyOrTableButTheTwoThatSaySo() throws IOException {
        Map<String, Set<String>> replaced = new TreeMap<>();
        for (Map<String, String> before : List.of(DEFAULTS, EVERYTHING_ELSE)) {
            for (Entry<String, JsonNode> parameter : TEMPLATE.parameters().properties()) {
                for (Change change : changes(before, parameter).toList()) {
                    replaced.computeIfAbsent(parameter.getKey(), _ -> new TreeSet<>())
                            .addAll(replaced(change));
                }
            }
        }
        replaced.values().removeIf(Set::isEmpty);
        // Tables are replaced, their files stay; docs/operations/upgrade.md says how to fill
        // event_history.
        Set<String> tables = world(DEFAULTS).ofType("AWS::Glue::Table").keySet();
        assertEquals(
                Map.of(
                        "CreateBucketName", Set.of("Bucket"),
                        "EventAthenaDatabaseName", tables,
                        // The key of a topic, which stores nothing.
                        "AlarmTopicArn", Set.of("Alarms.Key"),
                        "MakeAlarms", Set.of("Alarms.Key")),
                replaced);
        for (String parameter : CHOSEN_ONCE) {
            String description = TEMPLATE.parameters().path(parameter).path("Description").asText();
            assertTrue(description.contains("Changing it later"), description);
        }
    }

    @Test
    void theGuidesStackPolicyForbidsToReplaceStreamAndBucket() throws IOException {
        String guide = Files.readString(Checkout.root().resolve("docs/operations/upgrade.md"));
        Matcher policy = Pattern.compile("(?s)--stack-policy-body '(.*?)'").matcher(guide);
        assertTrue(policy.find());
        JsonNode denial = json(policy.group(1)).at("/Statement/1");
        assertEquals(List.of("Update:Replace", "Update:Delete"), list(denial.path("Action")));
        List<String> resources = list(denial.path("Resource"));
        assertEquals(List.of("LogicalResourceId/Stream", "LogicalResourceId/Bucket"), resources);
        for (String resource : resources) {
            assertTrue(TEMPLATE.resources().has(resource.replaceFirst(".*/", "")), resource);
        }
    }

    private record Change(StackWorld before, StackWorld after) {}

    private static Stream<Change> changes(
            Map<String, String> before, Entry<String, JsonNode> parameter) {
        StackWorld old = world(before);
        return values(parameter.getKey(), parameter.getValue())
                .map(
                        value -> {
                            Map<String, String> after = new HashMap<>(before);
                            after.put(parameter.getKey(), value);
                            return new Change(old, world(after));
                        });
    }

    private static StackWorld world(Map<String, String> parameters) {
        return StackWorld.of(TEMPLATES, parameters);
    }

    /** All values that are listed, or the bounds, or another value; and the default. */
    private static Stream<String> values(String name, JsonNode declared) {
        if (declared.has("AllowedValues")) {
            return list(declared.path("AllowedValues")).stream();
        }
        String usual = declared.path("Default").asText();
        if (declared.has("MinValue")) {
            return Stream.of(
                    declared.path("MinValue").asText(), declared.path("MaxValue").asText(), usual);
        }
        String other = OTHERS.getOrDefault(name, StackWorld.EVERYTHING.get(name));
        return Stream.of(usual, requireNonNull(other, name));
    }

    /** What holds mail, and would be replaced by the change. */
    private static Set<String> replaced(Change change) throws IOException {
        Set<String> replaced = new TreeSet<>();
        for (Entry<String, JsonNode> resource : change.before().resources().entrySet()) {
            JsonNode after = change.after().resources().get(resource.getKey());
            if (HOLDERS.contains(resource.getValue().path("Type").asText())
                    && (after == null || !fixed(after).equals(fixed(resource.getValue())))) {
                replaced.add(resource.getKey());
            }
        }
        return replaced;
    }

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

    /** CloudFormation's own description of a resource type, from the copy that cfn-lint has. */
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
}
