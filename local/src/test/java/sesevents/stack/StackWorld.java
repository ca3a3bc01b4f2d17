package sesevents.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import sesevents.Checkout;

/** All resources that a choice of parameters makes; those of nested stacks as Stack.Resource. */
record StackWorld(Map<String, JsonNode> resources) {
    static final String MAIN = "template.yaml";
    static final String ACCOUNT = "123456789012";
    static final String KEY = "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/1-2-3";
    static final String CATALOG_KEY = "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/4-5-6";
    static final String BOUNDARY = "arn:aws-us-gov:iam::123456789012:policy/boundary";
    static final Map<String, String> DEFAULTS = Map.of();

    /** Everything that the default stack lacks. */
    static final Map<String, String> EVERYTHING =
            Map.ofEntries(
                    Map.entry("KmsKeyArn", KEY),
                    Map.entry("PermissionsBoundaryArn", BOUNDARY),
                    Map.entry("RolePath", "/mail/"),
                    Map.entry("AccessLogBucket", "access-logs"),
                    Map.entry("Versioning", "Yes"),
                    Map.entry("SourceBackup", "Yes"),
                    Map.entry("ReservedConcurrency", "5"),
                    Map.entry("LogRetentionDays", "90"),
                    Map.entry("ColdAfterDays", "90"),
                    Map.entry("EventsRetentionDays", "400"),
                    Map.entry("QuarantineRetentionDays", "90"),
                    Map.entry("QueryBytesMax", "10485760"),
                    Map.entry("CatalogKmsKeyArn", CATALOG_KEY),
                    Map.entry("LakeFormation", "Yes"),
                    Map.entry("AlarmEmail", "ops@example.com"));

    /** The main template and all that it nests, by file. */
    static Map<String, StackTemplate> templates() {
        Map<String, StackTemplate> templates = new TreeMap<>(Map.of(MAIN, StackTemplate.ours()));
        for (String file : StackTemplate.ours().resources().findValuesAsText("TemplateURL")) {
            templates.put(file, StackTemplate.read(Checkout.root().resolve(file)));
        }
        return templates;
    }

    static StackWorld of(Map<String, StackTemplate> templates, Map<String, String> parameters) {
        Map<String, JsonNode> resources = new TreeMap<>();
        Deployment main = new Deployment(templates.get(MAIN), parameters);
        for (Entry<String, JsonNode> resource : main.resources().properties()) {
            String id = resource.getKey();
            resources.put(id, resource.getValue());
            String file = resource.getValue().at("/Properties/TemplateURL").asText();
            if (!file.isEmpty()) {
                main.nested(id, templates.get(file))
                        .resources()
                        .properties()
                        .forEach(one -> resources.put(id + "." + one.getKey(), one.getValue()));
            }
        }
        return new StackWorld(resources);
    }

    Map<String, JsonNode> ofType(String type) {
        Map<String, JsonNode> found = new TreeMap<>(resources);
        found.values().removeIf(resource -> !resource.path("Type").asText().equals(type));
        return found;
    }

    /** The properties of each resource of that type, by id. */
    Map<String, JsonNode> propertiesOf(String type) {
        Map<String, JsonNode> found = ofType(type);
        found.replaceAll((_, resource) -> resource.path("Properties"));
        return found;
    }

    /** The texts of a list, or the one text. */
    static List<String> list(JsonNode oneOrMore) {
        return oneOrMore.isArray()
                ? oneOrMore.valueStream().map(JsonNode::asText).toList()
                : List.of(oneOrMore.asText());
    }

    /** One statement of a policy, and the resource that has the policy. */
    record Statement(String resource, JsonNode text) {
        boolean allows() {
            return text.path("Effect").asText().equals("Allow");
        }

        boolean isTrust() {
            return actions().equals(List.of("sts:AssumeRole"));
        }

        List<String> actions() {
            return list(text.path("Action"));
        }

        List<String> on() {
            return list(text.path("Resource"));
        }

        /** Condition keys with their values, whatever the operator. */
        Map<String, String> conditions() {
            Map<String, String> conditions = new HashMap<>();
            for (JsonNode operator : text.path("Condition")) {
                operator.properties()
                        .forEach(one -> conditions.put(one.getKey(), one.getValue().asText()));
            }
            return conditions;
        }
    }

    List<Statement> statements() {
        List<Statement> statements = new ArrayList<>();
        resources.forEach(
                (id, resource) ->
                        resource.findValues("Statement").stream()
                                .flatMap(JsonNode::valueStream)
                                .forEach(text -> statements.add(new Statement(id, text))));
        return statements;
    }

    Stream<Statement> statementsOf(String type) {
        Set<String> ids = ofType(type).keySet();
        return statements().stream().filter(statement -> ids.contains(statement.resource()));
    }
}
