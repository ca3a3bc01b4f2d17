package sesevents.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import sesevents.sql.HiveTable;
import sesevents.sql.IcebergTable;
import sesevents.sql.SqlTree;
import sesevents.sql.View;

/** A table or a view that one can ask, as sql/ describes it. */
record Relation(String name, String description, List<Column> columns) {
    private static final String STRUCT = "struct<";

    /**
     * A column, or a field of one.
     *
     * @param type as Hive writes it, of a table's; else empty
     */
    record Column(String name, String type, String comment) {
        /** Of a struct; anything else has none. */
        List<Column> fields() {
            List<Column> fields = new ArrayList<>();
            if (!type.startsWith(STRUCT)) {
                return fields;
            }
            int depth = 0;
            int start = STRUCT.length();
            for (int i = start; i < type.length(); i++) {
                char sign = type.charAt(i);
                if (depth == 0 && (sign == ',' || sign == '>')) {
                    String[] field = type.substring(start, i).split(":", 2);
                    fields.add(new Column(field[0], field[1], ""));
                    start = i + 1;
                }
                depth += sign == '<' ? 1 : sign == '>' ? -1 : 0;
            }
            return fields;
        }
    }

    static List<Relation> of(SqlTree sql) {
        return Stream.of(
                        sql.tables().stream().map(Relation::of),
                        sql.icebergTables().stream().map(Relation::of),
                        sql.views().stream().map(Relation::of))
                .flatMap(relations -> relations)
                .toList();
    }

    private static Relation of(HiveTable table) {
        return new Relation(
                table.name(),
                table.comment(),
                columns(Stream.concat(table.columns().stream(), table.partitionKeys().stream())));
    }

    private static Relation of(IcebergTable table) {
        return new Relation(table.name(), table.comment(), columns(table.columns().stream()));
    }

    private static List<Column> columns(Stream<HiveTable.Column> columns) {
        return columns.map(column -> new Column(column.name(), column.type(), column.comment()))
                .toList();
    }

    private static Relation of(View view) {
        return new Relation(
                view.name(),
                view.question(),
                view.comments().entrySet().stream()
                        .map(comment -> new Column(comment.getKey(), "", comment.getValue()))
                        .toList());
    }
}
