package sesevents.stack;

import static sesevents.stack.Bounds.refuseUnless;

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
 * The resources and outputs that CloudFormation makes of a template and its parameters, with every
 * function resolved. A resource's Ref is its name where the template gives one, else its logical id
 * in angle brackets; an attribute is {@code <Id.Attribute>}. What CloudFormation would refuse is an
 * {@link IllegalArgumentException}.
 */
public final class Deployment {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^!}]+)}");
    // The partition is not "aws", so a template that writes "aws" itself is noticed.
    private static final Map<String, String> PSEUDO_PARAMETERS =
            Map.of(
                    "AWS::Partition", "aws-us-gov",
                    "AWS::Region", "us-gov-west-1",
                    "AWS::AccountId", "123456789012",
                    "AWS::URLSuffix", "amazonaws.com",
                    "AWS::StackName", "ses-events");

    /** When every stack was created, in seconds since 1970: 2026-03-01. */
    static final long CREATED_AT = 1_772_323_200L;

    private static final List<String> NAMES =
            List.of("/Name", "/BucketName", "/DatabaseInput/Name", "/DashboardName");

    private static final Set<String> NAME_OUTPUTS =
            Set.of("ConfigurationSetName", "DatabaseName", "InsertHours", "CheckHours");

    /** Templates that were read before: the catalog takes long. */
    private static final Map<Path, StackTemplate> NESTED = new ConcurrentHashMap<>();

    private final StackTemplate template;
    private final Map<String, String> values;

    public Deployment(StackTemplate template, Map<String, String> parameters) {
        this.template = template;
        this.values = new HashMap<>(PSEUDO_PARAMETERS);
        values.computeIfPresent("AWS::StackName", parameters::getOrDefault);
        for (Entry<String, JsonNode> declared : template.parameters().properties()) {
            String name = declared.getKey();
            String usual = declared.getValue().path("Default").asText();
            String value = parameters.getOrDefault(name, usual);
            Bounds.check(name, declared.getValue(), value);
            values.put(name, value);
        }
        for (String name : parameters.keySet()) {
            refuseUnless(values.containsKey(name), "no parameter %s", name);
        }
        for (JsonNode rule : template.tree().path("Rules")) {
            if (isTrue(rule.path("RuleCondition"))) {
                for (JsonNode one : rule.path("Assertions")) {
                    String message = one.path("AssertDescription").asText();
                    refuseUnless(isTrue(one.path("Assert")), "%s", message);
                }
            }
        }
    }

    /** Every resource whose condition holds, by logical id. */
    public ObjectNode resources() {
        return section(template.resources());
    }

    /** The nested stack of that logical id. */
    public Deployment nested(String id) {
        String file = template.resources().path(id).at("/Properties/TemplateURL").asText();
        Path path = template.folder().resolve(file);
        return nested(id, NESTED.computeIfAbsent(path, StackTemplate::read));
    }

    Deployment nested(String id, StackTemplate inner) {
        JsonNode properties = resolved(template.resources().path(id).path("Properties"));
        Map<String, String> parameters = new HashMap<>();
        for (Entry<String, JsonNode> given : properties.path("Parameters").properties()) {
            parameters.put(given.getKey(), physicalName(given.getValue().asText()));
        }
        return new Deployment(inner, parameters);
    }

    public JsonNode resource(String id) {
        return resources().path(id);
    }

    public ObjectNode outputs() {
        return section(template.outputs());
    }

    /** The value with its functions resolved. */
    public JsonNode resolved(JsonNode node) {
        if (node.isArray()) {
            ArrayNode array = NODES.arrayNode();
            for (JsonNode element : node) {
                JsonNode value = resolved(element);
                if (!value.isMissingNode()) {
                    array.add(value);
                }
            }
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        if (node.size() == 1) {
            Entry<String, JsonNode> only = node.properties().iterator().next();
            if (only.getKey().equals("Ref") || only.getKey().startsWith("Fn::")) {
                return call(only.getKey(), only.getValue());
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

    private ObjectNode section(JsonNode section) {
        ObjectNode made = NODES.objectNode();
        for (Entry<String, JsonNode> entry : section.properties()) {
            if (isMade(entry.getValue())) {
                made.set(entry.getKey(), resolved(entry.getValue()));
            }
        }
        return made;
    }

    private JsonNode call(String function, JsonNode argument) {
        String first = argument.path(0).asText();
        return switch (function) {
            case "Ref" -> ref(argument.asText());
            case "Fn::GetAtt" -> attribute(first + "." + argument.path(1).asText());
            case "Fn::Sub" -> text(substituted(argument.asText()));
            case "Fn::If" -> resolved(argument.path(holds(first) ? 1 : 2));
            case "Fn::Join" ->
                    text(String.join(first, StackWorld.list(resolved(argument.path(1)))));
            case "Fn::Split" -> {
                ArrayNode parts = NODES.arrayNode();
                String text = resolved(argument.path(1)).asText();
                Stream.of(text.split(Pattern.quote(first))).forEach(parts::add);
                yield parts;
            }
            case "Fn::Base64" -> {
                byte[] bytes = resolved(argument).asText().getBytes(StandardCharsets.UTF_8);
                yield text(Base64.getEncoder().encodeToString(bytes));
            }
            default -> throw new IllegalArgumentException("no function " + function);
        };
    }

    private JsonNode ref(String name) {
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

    /** {@code ${!Name}} stands for itself, without the exclamation mark. */
    private String substituted(String pattern) {
        return PLACEHOLDER
                .matcher(pattern)
                .replaceAll(found -> Matcher.quoteReplacement(ref(found.group(1)).asText()))
                .replace("${!", "${");
    }

    /** Only the creation time and the names that a nested stack outputs have values here. */
    private TextNode attribute(String name) {
        String[] parts = name.split("\\.");
        made(parts[0]);
        if (NAME_OUTPUTS.contains(parts[parts.length - 1])) {
            return text(nested(parts[0]).outputs().path(parts[2]).path("Value").asText());
        }
        return text(name.endsWith(".CreationTime") ? "" + CREATED_AT : "<%s>".formatted(name));
    }

    private JsonNode made(String id) {
        JsonNode resource = template.resources().path(id);
        refuseUnless(!resource.isMissingNode(), "no resource %s", id);
        refuseUnless(isMade(resource), "%s is not made: its condition does not hold", id);
        return resource;
    }

    private boolean isMade(JsonNode entry) {
        return !entry.has("Condition") || holds(entry.path("Condition").asText());
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

    /** A name that AWS could have chosen: without brackets, dots and capitals. */
    private static String physicalName(String name) {
        return name.matches("<.*>") ? name.replaceAll("[<>.]", "").toLowerCase(Locale.ROOT) : name;
    }

    private static TextNode text(String value) {
        return NODES.textNode(value);
    }
}
