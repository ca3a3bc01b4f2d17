package sesevents;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All resources that one choice of parameters makes, those of nested stacks as Stack.Resource. The
 * catalog is left out: it is generated, and holds nothing but tables, views and saved queries.
 */
record StackWorld(Map<String, JsonNode> resources) {
    static final String KEY = "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/1-2-3";
    static final String BOUNDARY = "arn:aws-us-gov:iam::123456789012:policy/boundary";
    static final Map<String, String> NOTHING_ASKED = Map.of();
    static final Map<String, String> EVERYTHING_ASKED =
            Map.ofEntries(
                    Map.entry("KmsKeyArn", KEY),
                    Map.entry("PermissionsBoundaryArn", BOUNDARY),
                    Map.entry("RolePath", "/mail/"),
                    Map.entry("AccessLogBucket", "access-logs"),
                    Map.entry("Versioning", "Yes"),
                    Map.entry("SourceBackup", "Yes"),
                    Map.entry("ColdAfterDays", "90"),
                    Map.entry("EventsRetentionDays", "400"),
                    Map.entry("QuarantineRetentionDays", "90"),
                    Map.entry("CatalogKmsKeyArn", KEY),
                    Map.entry("LakeFormation", "Yes"),
                    Map.entry("AlarmEmail", "ops@example.com"));

    static Map<String, StackTemplate> templates() {
        Map<String, StackTemplate> templates = new TreeMap<>();
        templates.put("template.yaml", StackTemplate.ours());
        for (JsonNode resource : StackTemplate.ours().resources()) {
            String file = resource.at("/Properties/TemplateURL").asText();
            if (!file.isEmpty() && !file.equals("stack/catalog.yaml")) {
                templates.put(file, StackTemplate.read(Checkout.root().resolve(file)));
            }
        }
        return templates;
    }

    static StackWorld of(Map<String, StackTemplate> templates, Map<String, String> parameters) {
        Map<String, JsonNode> resources = new TreeMap<>();
        Deployment main = new Deployment(templates.get("template.yaml"), parameters);
        for (Entry<String, JsonNode> resource : main.resources().properties()) {
            resources.put(resource.getKey(), resource.getValue());
            String file = resource.getValue().at("/Properties/TemplateURL").asText();
            if (templates.containsKey(file)) {
                main.nested(resource.getKey(), templates.get(file))
                        .resources()
                        .properties()
                        .forEach(
                                inner ->
                                        resources.put(
                                                resource.getKey() + "." + inner.getKey(),
                                                inner.getValue()));
            }
        }
        return new StackWorld(resources);
    }

    Map<String, JsonNode> ofType(String type) {
        Map<String, JsonNode> found = new TreeMap<>(resources);
        found.values().removeIf(resource -> !resource.path("Type").asText().equals(type));
        return found;
    }

    /** One statement of a policy, in whose resource's policy document it stands. */
    record Statement(String resource, JsonNode text) {
        boolean allows() {
            return text.path("Effect").asText().equals("Allow");
        }

        boolean isTrust() {
            return list("Action").equals(List.of("sts:AssumeRole"));
        }

        /** The texts of a list, or the one text. */
        List<String> list(String field) {
            JsonNode oneOrMore = text.path(field);
            return oneOrMore.isArray()
                    ? oneOrMore.valueStream().map(JsonNode::asText).toList()
                    : List.of(oneOrMore.asText());
        }

        /** Condition keys with their values, whatever the operator. */
        Map<String, JsonNode> conditions() {
            Map<String, JsonNode> conditions = new HashMap<>();
            text.path("Condition")
                    .forEach(
                            operator ->
                                    operator.properties()
                                            .forEach(
                                                    one ->
                                                            conditions.put(
                                                                    one.getKey(), one.getValue())));
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
