package sesevents.prompt;

import java.util.ArrayList;
import java.util.List;
import sesevents.sql.HiveTable;
import sesevents.sql.HiveTable.Column;
import sesevents.sql.IcebergTable;
import sesevents.sql.SqlTree;
import sesevents.sql.View;

/** A table or a view that can be queried; a view's columns have no types, since sql/ has none. */
record Relation(String name, String description, List<Column> columns) {
    static List<Relation> of(SqlTree sql) {
        List<Relation> relations = new ArrayList<>();
        for (HiveTable table : sql.tables()) {
            List<Column> columns = new ArrayList<>(table.columns());
            columns.addAll(table.partitionKeys());
            relations.add(new Relation(table.name(), table.comment(), columns));
        }
        for (IcebergTable table : sql.icebergTables()) {
            relations.add(new Relation(table.name(), table.comment(), table.columns()));
        }
        for (View view : sql.views()) {
            List<Column> columns = new ArrayList<>();
            view.comments().forEach((name, comment) -> columns.add(new Column(name, "", comment)));
            relations.add(new Relation(view.name(), view.question(), columns));
        }
        return relations;
    }
}
