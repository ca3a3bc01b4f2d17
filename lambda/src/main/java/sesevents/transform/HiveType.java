package sesevents.transform;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The text of one column's Hive type, read from left to right. */
final class HiveType {
    private final String text;
    private final String column;
    private final EventType detail;
    private int position;

    HiveType(String text, String column) {
        this.text = text;
        this.column = column;
        this.detail = EventType.ofColumn(column);
    }

    Field field() {
        Field field = type(column);
        if (position < text.length()) {
            throw unreadable();
        }
        return field;
    }

    private Field type(String path) {
        String name = word();
        return switch (name) {
            case "string" -> leaf(Field.Kind.TEXT, path);
            case "bigint" -> leaf(Field.Kind.INTEGER, path);
            case "boolean" -> leaf(Field.Kind.TRUTH, path);
            case "array" -> {
                expect('<');
                Field element = type(path);
                expect('>');
                yield holder(Field.Kind.LIST, path, element);
            }
            case "map" -> {
                expect('<');
                if (!word().equals("string")) {
                    throw unreadable();
                }
                expect(',');
                Field element = type(path);
                expect('>');
                yield holder(Field.Kind.MAP, path, element);
            }
            case "struct" -> struct(path);
            default -> throw unreadable();
        };
    }

    private Field struct(String path) {
        Map<String, Integer> places = new HashMap<>();
        List<Field> fields = new ArrayList<>();
        char separator = '<';
        do {
            expect(separator);
            String name = word();
            expect(':');
            places.put(name, fields.size());
            fields.add(type(path + "." + name));
            separator = ',';
        } while (position < text.length() && text.charAt(position) == ',');
        expect('>');
        return new Field(
                Field.Kind.STRUCT, path, detail, Role.of(path, detail), null, places, fields);
    }

    private Field leaf(Field.Kind kind, String path) {
        return holder(kind, path, null);
    }

    private Field holder(Field.Kind kind, String path, Field element) {
        return new Field(kind, path, detail, Role.of(path, detail), element, Map.of(), List.of());
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
