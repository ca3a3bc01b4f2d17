package sesevents.transform;

import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;

/** Reads the Hive type of one column, from left to right. */
final class HiveType {
    private final String text;
    private final Map<String, Set<String>> values;
    private final StringTokenizer tokens;

    /**
     * @param values what SES is known to write, by path
     */
    HiveType(String text, Map<String, Set<String>> values) {
        this.text = text;
        this.values = values;
        this.tokens = new StringTokenizer(text, "<>,:", true);
    }

    /**
     * @param place of the column in its table
     */
    Field column(String name, int place) {
        Field column = field(name, place);
        expect("");
        return column;
    }

    private Field field(String path, int place) {
        return switch (token()) {
            case "string" -> field(Field.Kind.TEXT, path, place, null);
            case "bigint" -> field(Field.Kind.INTEGER, path, place, null);
            case "boolean" -> field(Field.Kind.TRUTH, path, place, null);
            case "array" -> field(Field.Kind.LIST, path, place, element(path, "<"));
            case "map" -> field(Field.Kind.MAP, path, place, element(path, "<", "string", ","));
            case "struct" -> struct(path, place);
            default -> throw unreadable();
        };
    }

    private Field field(Field.Kind kind, String path, int place, Field element) {
        return new Field(kind, path, place, values.getOrDefault(path, Set.of()), element);
    }

    private Field element(String path, String... opening) {
        for (String token : opening) {
            expect(token);
        }
        Field element = field(path, 0);
        expect(">");
        return element;
    }

    private Field struct(String path, int place) {
        Field struct = field(Field.Kind.STRUCT, path, place, null);
        String separator = token();
        while (separator.equals(struct.fields().isEmpty() ? "<" : ",")) {
            String name = token();
            expect(":");
            struct.fields().put(name, field(path + "." + name, struct.fields().size()));
            separator = token();
        }
        if (!separator.equals(">")) {
            throw unreadable();
        }
        return struct;
    }

    /** The next token, or an empty one at the end. */
    private String token() {
        return tokens.hasMoreTokens() ? tokens.nextToken() : "";
    }

    private void expect(String token) {
        if (!token().equals(token)) {
            throw unreadable();
        }
    }

    private IllegalStateException unreadable() {
        return new IllegalStateException("cannot read the Hive type " + text);
    }
}
