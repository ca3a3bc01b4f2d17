package sesevents.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;

/** The names of what differs between two states of a generated file, for a person to look at. */
final class Difference {
    private Difference() {}

    static String of(String old, String wanted) {
        Map<String, Object> oldParts;
        try {
            oldParts = parts(old);
        } catch (YAMLException | ClassCastException e) {
            return "not readable";
        }
        Map<String, Object> wantedParts = parts(wanted);
        TreeSet<String> names = new TreeSet<>(oldParts.keySet());
        names.addAll(wantedParts.keySet());
        List<String> different = new ArrayList<>();
        for (String name : names) {
            if (!Objects.equals(oldParts.get(name), wantedParts.get(name))) {
                different.add(name);
            }
        }
        return different.isEmpty() ? "layout" : String.join(", ", different);
    }

    /** Resources, parameters and outputs of a template, or the columns of a list of columns. */
    private static Map<String, Object> parts(String text) {
        return text.contains("\t") ? columns(text) : sections(new Yaml().load(text));
    }

    private static Map<String, Object> columns(String text) {
        Map<String, Object> columns = new LinkedHashMap<>();
        text.lines().map(line -> line.split("\t")).forEach(line -> columns.put(line[0], line[1]));
        return columns;
    }

    private static Map<String, Object> sections(Map<String, Object> template) {
        Map<String, Object> parts = new LinkedHashMap<>();
        template.forEach(
                (section, value) -> {
                    if (value instanceof Map<?, ?> entries) {
                        entries.forEach((name, entry) -> parts.put(section + "." + name, entry));
                    } else {
                        parts.put(section, value);
                    }
                });
        return parts;
    }
}
