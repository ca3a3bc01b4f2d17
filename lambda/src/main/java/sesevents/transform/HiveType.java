package sesevents.transform;

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
            case "string" -> new Field(Field.Kind.TEXT, path, detail, place, null);
            case "bigint" -> new Field(Field.Kind.INTEGER, path, detail, place, null);
            case "boolean" -> new Field(Field.Kind.TRUTH, path, detail, place, null);
            case "array" -> {
                expect('<');
                Field element = type(path, 0);
                expect('>');
                yield new Field(Field.Kind.LIST, path, detail, place, element);
            }
            case "map" -> {
                expect('<');
                if (!word().equals("string")) {
                    throw unreadable();
                }
                expect(',');
                Field element = type(path, 0);
                expect('>');
                yield new Field(Field.Kind.MAP, path, detail, place, element);
            }
            case "struct" -> struct(path, place);
            default -> throw unreadable();
        };
    }

    private Field struct(String path, int place) {
        Field struct = new Field(Field.Kind.STRUCT, path, detail, place, null);
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
