package sesevents.sql;

/** A file of sql/tables, of either kind of table. */
sealed interface Table permits HiveTable, IcebergTable {
    String name();
}
