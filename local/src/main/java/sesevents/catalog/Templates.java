package sesevents.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sesevents.sql.HiveTable;

/** The parts that CloudFormation templates are made of, as trees of maps. */
final class Templates {
    private Templates() {}

    static Map<String, Object> resource(String type, Map<String, Object> properties) {
        return map("Type", type, "Properties", properties);
    }

    static Map<String, Object> ref(String name) {
        return map("Ref", name);
    }

    /** A logical id, such as EventHistoryTable for event_history. */
    static String logicalId(String name, String suffix) {
        return Pattern.compile("(?:^|_)(\\w)")
                        .matcher(name)
                        .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT))
                + suffix;
    }

    static List<Map<String, Object>> columns(List<HiveTable.Column> columns) {
        return columns.stream()
                .map(
                        column ->
                                map(
                                        "Name", column.name(),
                                        "Type", column.type(),
                                        "Comment", column.comment()))
                .toList();
    }

    /** Replaces the placeholders of sql/ with parameters; other placeholders are Glue's own. */
    static Object filled(String text) {
        if (Stream.of("${bucket}", "${first_day}", "${database}").noneMatch(text::contains)) {
            return text;
        }
        return map(
                "Fn::Sub",
                text.replace("${", "${!")
                        .replace("${!bucket}", "${BucketName}")
                        .replace("${!first_day}", "${FirstDay}")
                        .replace("${!database}", "${DatabaseName}"));
    }

    static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
