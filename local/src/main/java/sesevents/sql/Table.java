package sesevents.sql;

/** A table of sql/tables, of either kind. */
sealed interface Table permits HiveTable, IcebergTable {
    String name();
}
