package sesevents.catalog;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import sesevents.sql.HiveTable;

/** The parts that CloudFormation templates are made of, as trees of maps. */
final class Templates {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Templates() {}

    /** The tree that YAML stands for; each %s in it is a value, written as JSON. */
    static Map<String, Object> tree(String yaml, Object... values) {
        Object[] json =
                Stream.of(values).map(value -> JSON.valueToTree(value).toString()).toArray();
        return new Yaml().load(yaml.formatted(json));
    }

    /** Readable YAML: block style, no anchors, and texts of several lines as literals. */
    static String yaml(Map<String, Object> tree) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        options.setDereferenceAliases(true);
        Representer literals =
                new Representer(options) {
                    @Override
                    protected Node representScalar(Tag tag, String text, ScalarStyle style) {
                        boolean isLong = text.contains("\n");
                        return super.representScalar(
                                tag, text, isLong ? ScalarStyle.LITERAL : style);
                    }
                };
        return new Yaml(literals, options).dump(tree);
    }

    /** A logical id, such as EventHistory for event_history. */
    static String logicalId(String name) {
        return Pattern.compile("(?:^|_)(\\w)")
                .matcher(name)
                .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }

    static List<Map<String, Object>> columns(List<HiveTable.Column> columns) {
        String column = "{Name: %s, Type: %s, Comment: %s}";
        return columns.stream()
                .map(one -> tree(column, one.name(), one.type(), one.comment()))
                .toList();
    }

    /** Replaces the placeholders of sql/ with parameters; other placeholders are Glue's own. */
    static Object filled(String text) {
        if (Stream.of("${bucket}", "${first_day}", "${database}").noneMatch(text::contains)) {
            return text;
        }
        return Map.of(
                "Fn::Sub",
                text.replace("${", "${!")
                        .replace("${!bucket}", "${BucketName}")
                        .replace("${!first_day}", "${FirstDay}")
                        .replace("${!database}", "${DatabaseName}"));
    }
}
