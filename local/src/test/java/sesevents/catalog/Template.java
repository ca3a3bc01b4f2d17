package sesevents.catalog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/**
 * The catalog's template with its functions worked out, as CloudFormation does before it creates
 * anything.
 */
final class Template {
    private final Map<String, String> parameters;
    private final Map<String, Object> resources;

    Template(String yaml, Map<String, String> parameters) {
        Map<String, Object> template = new Yaml().load(yaml);
        this.parameters = parameters;
        this.resources = map(template.get("Resources"));
    }

    Map<String, Map<String, Object>> ofType(String type) {
        Map<String, Map<String, Object>> found = new LinkedHashMap<>();
        resources.forEach(
                (id, resource) -> {
                    if (map(resource).get("Type").equals(type)) {
                        found.put(id, map(value(map(resource).get("Properties"))));
                    }
                });
        return found;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private Object value(Object raw) {
        return switch (raw) {
            case List<?> list -> list.stream().map(this::value).toList();
            case Map<?, ?> one when one.size() == 1 && one.containsKey("Ref") ->
                    ref(one.get("Ref"));
            case Map<?, ?> one when one.size() == 1 && one.containsKey("Fn::Sub") ->
                    sub((String) one.get("Fn::Sub"));
            case Map<?, ?> one when one.size() == 1 && one.containsKey("Fn::Join") ->
                    join((List<?>) value(one.get("Fn::Join")));
            case Map<?, ?> one when one.size() == 1 && one.containsKey("Fn::Base64") ->
                    Base64.getEncoder().encodeToString(utf8((String) value(one.get("Fn::Base64"))));
            case Map<?, ?> map -> {
                Map<Object, Object> values = new LinkedHashMap<>();
                map.forEach((key, item) -> values.put(key, value(item)));
                yield values;
            }
            default -> raw;
        };
    }

    private String ref(Object name) {
        return name.equals("Database") ? parameters.get("DatabaseName") : parameters.get(name);
    }

    private String sub(String text) {
        return Pattern.compile("\\$\\{(!?)(\\w+)}")
                .matcher(text)
                .replaceAll(
                        match ->
                                Matcher.quoteReplacement(
                                        match.group(1).isEmpty()
                                                ? parameters.get(match.group(2))
                                                : "${" + match.group(2) + "}"));
    }

    private static String join(List<?> delimiterAndParts) {
        List<String> parts = new ArrayList<>();
        ((List<?>) delimiterAndParts.get(1)).forEach(part -> parts.add((String) part));
        return String.join((String) delimiterAndParts.getFirst(), parts);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
