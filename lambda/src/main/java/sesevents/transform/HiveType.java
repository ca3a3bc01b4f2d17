package sesevents.transform;

import java.util.Map;
import java.util.Set;

/** Reads the Hive type of one column, from left to right. */
final class HiveType {
    private final String text;
    private final String column;
    private final Map<String, Set<String>> values;
    private int position;

    /**
     * @param values what SES is known to write, by path
     */
    HiveType(String text, String column, Map<String, Set<String>> values) {
        this.text = text;
        this.column = column;
        this.values = values;
    }

    /**
     * @param place of the column in its table
     */
    Field field(int place) {
        Field field = type(column, place);
        if (position < text.length()) {
            throw unreadable();
        }
        return field;
    }

    private Field type(String path, int place) {
        return switch (word()) {
            case "string" -> field(Field.Kind.TEXT, path, place, null);
            case "bigint" -> field(Field.Kind.INTEGER, path, place, null);
            case "boolean" -> field(Field.Kind.TRUTH, path, place, null);
            case "array" -> field(Field.Kind.LIST, path, place, element("", path));
            case "map" -> field(Field.Kind.MAP, path, place, element("string,", path));
            case "struct" -> struct(path, place);
            default -> throw unreadable();
        };
    }

    private Field field(Field.Kind kind, String path, int place, Field element) {
        return new Field(kind, path, place, values.getOrDefault(path, Set.of()), element);
    }

    /** What angle brackets hold behind a prefix. */
    private Field element(String prefix, String path) {
        expect("<" + prefix);
        Field element = type(path, 0);
        expect(">");
        return element;
    }

    private Field struct(String path, int place) {
        Field struct = field(Field.Kind.STRUCT, path, place, null);
        String separator = "<";
        do {
            expect(separator);
            String name = word();
            expect(":");
            struct.fields().put(name, type(path + "." + name, struct.fields().size()));
            separator = ",";
        } while (text.startsWith(separator, position));
        expect(">");
        return struct;
    }

    private String word() {
        int start = position;
        while (position < text.length() && "<>,:".indexOf(text.charAt(position)) < 0) {
            position++;
        }
        return text.substring(start, position);
    }

    private void expect(String next) {
        if (!text.startsWith(next, position)) {
            throw unreadable();
        }
        position += next.length();
    }

    private IllegalStateException unreadable() {
        return new IllegalStateException(
                "column %s: cannot read Hive type at character %d of %s"
                        .formatted(column, position, text));
    }
}
