package sesevents.transform;

import java.util.Map;
import java.util.Set;

/** The text of one column's Hive type, read from left to right. */
final class HiveType {
    private final String text;
    private final String column;
    private final Map<String, Set<String>> values;
    private final EventType detail;
    private int position;

    /**
     * @param values by path, what SES is known to write there
     */
    HiveType(String text, String column, Map<String, Set<String>> values) {
        this.text = text;
        this.column = column;
        this.values = values;
        this.detail = EventType.ofColumn(column);
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
        String name = word();
        return switch (name) {
            case "string" -> new Field(Field.Kind.TEXT, path, detail, place, known(path), null);
            case "bigint" -> new Field(Field.Kind.INTEGER, path, detail, place, known(path), null);
            case "boolean" -> new Field(Field.Kind.TRUTH, path, detail, place, known(path), null);
            case "array" -> {
                expect('<');
                Field element = type(path, 0);
                expect('>');
                yield new Field(Field.Kind.LIST, path, detail, place, known(path), element);
            }
            case "map" -> {
                expect('<');
                if (!word().equals("string")) {
                    throw unreadable();
                }
                expect(',');
                Field element = type(path, 0);
                expect('>');
                yield new Field(Field.Kind.MAP, path, detail, place, known(path), element);
            }
            case "struct" -> struct(path, place);
            default -> throw unreadable();
        };
    }

    private Set<String> known(String path) {
        return values.getOrDefault(path, Set.of());
    }

    private Field struct(String path, int place) {
        Field struct = new Field(Field.Kind.STRUCT, path, detail, place, known(path), null);
        char separator = '<';
        do {
            expect(separator);
            String name = word();
            expect(':');
            struct.fields().put(name, type(path + "." + name, struct.fields().size()));
            separator = ',';
        } while (position < text.length() && text.charAt(position) == separator);
        expect('>');
        return struct;
    }

    private String word() {
        int start = position;
        while (position < text.length() && "<>,:".indexOf(text.charAt(position)) < 0) {
            position++;
        }
        return text.substring(start, position);
    }

    private void expect(char c) {
        if (position == text.length() || text.charAt(position) != c) {
            throw unreadable();
        }
        position++;
    }

    private IllegalStateException unreadable() {
        return new IllegalStateException(
                "column %s: cannot read Hive type at character %d of %s"
                        .formatted(column, position, text));
    }
}
