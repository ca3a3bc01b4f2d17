package sesevents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What CloudFormation would make of a template and parameters: resources and outputs with every
 * function resolved. A resource's Ref is its name where the template gives one, else its logical id
 * in angle brackets; an attribute is {@code <Id.Attribute>}.
 */
public final class Deployment {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]+)}");
    // A partition that is not "aws", to prove that nothing says so by itself.
    private static final Map<String, String> PSEUDO_PARAMETERS =
            Map.of(
                    "AWS::Partition", "aws-us-gov",
                    "AWS::Region", "us-gov-west-1",
                    "AWS::AccountId", "123456789012",
                    "AWS::URLSuffix", "amazonaws.com",
                    "AWS::StackName", "ses-events");

    /** What the stack of every test was made at: 2026-03-01. */
    static final long CREATED_AT = 1_772_323_200L;

    private static final List<String> NAMES =
            List.of("/Name", "/BucketName", "/DatabaseInput/Name", "/DashboardName");

    private static final Set<String> HANDED_ON = Set.of("ConfigurationSetName", "DatabaseName");

    /** Large ones take their time to read. */
    private static final Map<Path, StackTemplate> NESTED = new ConcurrentHashMap<>();

    private final StackTemplate template;
    private final Map<String, String> values;

    public Deployment(StackTemplate template, Map<String, String> parameters) {
        this.template = template;
        this.values = new HashMap<>(PSEUDO_PARAMETERS);
        values.computeIfPresent("AWS::StackName", parameters::getOrDefault);
        for (Entry<String, JsonNode> declared : template.parameters().properties()) {
            String name = declared.getKey();
            JsonNode value = declared.getValue().path("Default");
            values.put(
                    name,
                    valid(
                            name,
                            declared.getValue(),
                            parameters.getOrDefault(name, value.asText())));
        }
        parameters.keySet().stream()
                .filter(name -> !values.containsKey(name))
                .forEach(name -> refuse("no parameter %s", name));
        for (JsonNode rule : template.tree().path("Rules")) {
            if (isTrue(rule.path("RuleCondition"))) {
                rule.path("Assertions").forEach(this::mustHold);
            }
        }
    }

    private void mustHold(JsonNode assertion) {
        if (!isTrue(assertion.path("Assert"))) {
            refuse("%s", assertion.path("AssertDescription").asText());
        }
    }

    /** Every resource whose condition holds, by logical id. */
    public ObjectNode resources() {
        return living(template.resources());
    }

    /** The nested stack of that name; what AWS would make up goes in as its own name. */
    public Deployment nested(String id) {
        String file = template.resources().path(id).at("/Properties/TemplateURL").asText();
        return nested(
                id, NESTED.computeIfAbsent(template.folder().resolve(file), StackTemplate::read));
    }

    Deployment nested(String id, StackTemplate inner) {
        JsonNode properties = resolved(template.resources().path(id).path("Properties"));
        Map<String, String> parameters = new HashMap<>();
        properties
                .path("Parameters")
                .properties()
                .forEach(
                        given -> parameters.put(given.getKey(), madeUp(given.getValue().asText())));
        return new Deployment(inner, parameters);
    }

    JsonNode resource(String id) {
        return resources().path(id);
    }

    public ObjectNode outputs() {
        return living(template.outputs());
    }

    /** The value with its functions resolved. */
    JsonNode resolved(JsonNode node) {
        if (node.isArray()) {
            ArrayNode array = NODES.arrayNode();
            node.forEach(element -> addPresent(array, resolved(element)));
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        if (node.size() == 1) {
            Entry<String, JsonNode> only = node.properties().iterator().next();
            if (only.getKey().equals("Ref") || only.getKey().startsWith("Fn::")) {
                return called(only.getKey(), only.getValue());
            }
        }
        ObjectNode object = NODES.objectNode();
        for (Entry<String, JsonNode> field : node.properties()) {
            JsonNode value = resolved(field.getValue());
            if (!value.isMissingNode()) {
                object.set(field.getKey(), value);
            }
        }
        return object;
    }

    private ObjectNode living(JsonNode section) {
        ObjectNode living = NODES.objectNode();
        for (Entry<String, JsonNode> entry : section.properties()) {
            JsonNode condition = entry.getValue().path("Condition");
            if (condition.isMissingNode() || holds(condition.asText())) {
                living.set(entry.getKey(), resolved(entry.getValue()));
            }
        }
        return living;
    }

    private JsonNode called(String function, JsonNode argument) {
        return switch (function) {
            case "Ref" -> referred(argument.asText());
            case "Fn::GetAtt" ->
                    attribute(argument.path(0).asText() + "." + argument.path(1).asText());
            case "Fn::Sub" -> text(substituted(argument.asText()));
            case "Fn::If" -> resolved(argument.path(holds(argument.path(0).asText()) ? 1 : 2));
            case "Fn::Join" -> text(joined(argument.path(0).asText(), resolved(argument.path(1))));
            case "Fn::Split" -> split(argument.path(0).asText(), resolved(argument.path(1)));
            case "Fn::Base64" ->
                    text(
                            Base64.getEncoder()
                                    .encodeToString(
                                            resolved(argument)
                                                    .asText()
                                                    .getBytes(StandardCharsets.UTF_8)));
            default -> throw new IllegalArgumentException("no function " + function);
        };
    }

    private JsonNode referred(String name) {
        if (name.equals("AWS::NoValue")) {
            return MissingNode.getInstance();
        }
        if (values.containsKey(name)) {
            return text(values.get(name));
        }
        if (name.contains(".")) {
            return attribute(name);
        }
        JsonNode properties = made(name).path("Properties");
        return NAMES.stream()
                .map(place -> resolved(properties.at(place)))
                .filter(JsonNode::isTextual)
                .findFirst()
                .orElse(text("<%s>".formatted(name)));
    }

    private String substituted(String pattern) {
        return PLACEHOLDER
                .matcher(pattern)
                .replaceAll(found -> Matcher.quoteReplacement(substitute(found.group(1))));
    }

    private String substitute(String name) {
        if (name.startsWith("!")) {
            return "${%s}".formatted(name.substring(1));
        }
        return referred(name).asText();
    }

    /** Names that a nested stack hands on are known; all else is AWS's to say. */
    private TextNode attribute(String name) {
        String[] parts = name.split("\\.");
        made(parts[0]);
        if (HANDED_ON.contains(parts[parts.length - 1])) {
            return text(nested(parts[0]).outputs().path(parts[2]).path("Value").asText());
        }
        if (name.endsWith(".CreationTime")) {
            return text(String.valueOf(CREATED_AT));
        }
        return text("<%s>".formatted(name));
    }

    private static ArrayNode split(String delimiter, JsonNode text) {
        ArrayNode parts = NODES.arrayNode();
        Stream.of(text.asText().split(Pattern.quote(delimiter))).forEach(parts::add);
        return parts;
    }

    private JsonNode made(String id) {
        JsonNode resource = template.resources().path(id);
        if (resource.isMissingNode()) {
            refuse("nothing is named %s", id);
        }
        JsonNode condition = resource.path("Condition");
        if (!condition.isMissingNode() && !holds(condition.asText())) {
            refuse("%s is not made: %s does not hold", id, condition.asText());
        }
        return resource;
    }

    private String joined(String delimiter, JsonNode parts) {
        StringBuilder text = new StringBuilder();
        for (JsonNode part : parts) {
            text.append(text.isEmpty() ? "" : delimiter).append(resolved(part).asText());
        }
        return text.toString();
    }

    private boolean holds(String condition) {
        return isTrue(template.conditions().path(condition));
    }

    private boolean isTrue(JsonNode expression) {
        Entry<String, JsonNode> call = expression.properties().iterator().next();
        JsonNode argument = call.getValue();
        return switch (call.getKey()) {
            case "Fn::Equals" -> resolved(argument.path(0)).equals(resolved(argument.path(1)));
            case "Fn::Not" -> !isTrue(argument.path(0));
            case "Fn::Or" -> argument.valueStream().anyMatch(this::isTrue);
            case "Fn::Contains" ->
                    argument.path(0).valueStream().anyMatch(resolved(argument.path(1))::equals);
            case "Fn::And" -> argument.valueStream().allMatch(this::isTrue);
            case "Condition" -> holds(argument.asText());
            default -> throw new IllegalArgumentException("no condition " + call.getKey());
        };
    }

    /** A bucket's name has neither brackets nor capitals, a state machine's no dot. */
    private static String madeUp(String value) {
        return value.matches("<.*>")
                ? value.replaceAll("[<>.]", "").toLowerCase(Locale.ROOT)
                : value;
    }

    private static String valid(String name, JsonNode declared, String value) {
        JsonNode allowed = declared.path("AllowedValues");
        if (!allowed.isMissingNode()
                && allowed.valueStream().noneMatch(one -> one.asText().equals(value))) {
            refuse("%s is %s, not one of %s", name, value, allowed);
        }
        JsonNode pattern = declared.path("AllowedPattern");
        if (!pattern.isMissingNode() && !value.matches(pattern.asText())) {
            refuse(
                    "%s is %s: it %s",
                    name,
                    value,
                    declared.path("ConstraintDescription")
                            .asText("must match " + pattern.asText()));
        }
        JsonNode least = declared.path("MinValue");
        JsonNode most = declared.path("MaxValue");
        if (!least.isMissingNode()
                && (Long.parseLong(value) < least.asLong()
                        || Long.parseLong(value) > most.asLong())) {
            refuse("%s is %s, not from %s to %s", name, value, least.asText(), most.asText());
        }
        return value;
    }

    private static void refuse(String message, Object... arguments) {
        throw new IllegalArgumentException(message.formatted(arguments));
    }

    private static void addPresent(ArrayNode array, JsonNode value) {
        if (!value.isMissingNode()) {
            array.add(value);
        }
    }

    private static TextNode text(String value) {
        return NODES.textNode(value);
    }
}
