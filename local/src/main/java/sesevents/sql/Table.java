package sesevents.sql;

import java.util.Map;

/** A table of sql/tables; placeholders such as {@code ${bucket}} stay in its texts. */
public sealed interface Table permits HiveTable, IcebergTable {
    String name();

    String comment();

    String location();

    Map<String, String> properties();
}
