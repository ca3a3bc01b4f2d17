package sesevents.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import sesevents.Checkout;

/**
 * A CloudFormation template as a tree: functions in their long form ({@code !Ref x} is {@code
 * {"Ref": "x"}}), and every scalar as text, since CloudFormation passes it on as text.
 *
 * @param folder where the file is; nested templates are relative to it
 */
public record StackTemplate(Path folder, JsonNode tree) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z]+)[^}]*}");

    /** template.yaml, which people deploy. */
    public static StackTemplate ours() {
        return read(Checkout.root().resolve("template.yaml"));
    }

    public static StackTemplate read(Path file) {
        Yaml yaml = new Yaml(new ShortForms());
        try {
            return new StackTemplate(
                    file.getParent(), texts(JSON.valueToTree(yaml.load(Files.readString(file)))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Parses JSON, with every scalar as text. */
    static JsonNode json(String text) {
        try {
            return texts(JSON.readTree(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode parameters() {
        return tree.path("Parameters");
    }

    JsonNode conditions() {
        return tree.path("Conditions");
    }

    public JsonNode resources() {
        return tree.path("Resources");
    }

    JsonNode outputs() {
        return tree.path("Outputs");
    }

    /** Every parameter and resource that a value refers to, or depends on. */
    static Set<String> references(JsonNode value) {
        Set<String> names = new HashSet<>();
        value.findValues("Ref").forEach(ref -> names.add(ref.asText().split("\\.")[0]));
        value.findValues("Fn::GetAtt").forEach(attribute -> names.add(attribute.path(0).asText()));
        for (JsonNode on : value.findValues("DependsOn")) {
            names.add(on.asText());
            on.forEach(one -> names.add(one.asText()));
        }
        value.findValues("Fn::Sub")
                .forEach(
                        pattern ->
                                PLACEHOLDER
                                        .matcher(pattern.asText())
                                        .results()
                                        .forEach(found -> names.add(found.group(1))));
        return names;
    }

    private static JsonNode texts(JsonNode node) {
        if (node.isObject()) {
            ObjectNode object = JSON.createObjectNode();
            node.properties().forEach(field -> object.set(field.getKey(), texts(field.getValue())));
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = JSON.createArrayNode();
            node.forEach(element -> array.add(texts(element)));
            return array;
        }
        return TextNode.valueOf(node.asText());
    }

    /** Reads YAML 1.1, as SAM does, and CloudFormation's tags. */
    private static final class ShortForms extends SafeConstructor {
        ShortForms() {
            super(new LoaderOptions());
            yamlMultiConstructors.put("!", new LongForm());
        }

        private final class LongForm extends AbstractConstruct {
            @Override
            public Object construct(Node node) {
                String function = node.getTag().getValue().substring(1);
                return switch (function) {
                    case "Ref", "Condition" -> Map.of(function, argument(node));
                    case "GetAtt" ->
                            Map.of(
                                    "Fn::GetAtt",
                                    List.of(((String) argument(node)).split("\\.", 2)));
                    default -> Map.of("Fn::" + function, argument(node));
                };
            }

            private Object argument(Node node) {
                return switch (node) {
                    case ScalarNode scalar -> constructScalar(scalar);
                    case SequenceNode sequence -> constructSequence(sequence);
                    case MappingNode mapping -> constructMapping(mapping);
                    default -> throw new IllegalArgumentException("unexpected " + node);
                };
            }
        }
    }
}
