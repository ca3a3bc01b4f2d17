package sesevents.sql;

import java.util.List;
import java.util.Map;

/** An external table as the Glue catalog stores it, with Hive's types and its raw properties. */
public record HiveTable(
        String name,
        String comment,
        List<Column> columns,
        List<Column> partitionKeys,
        String serde,
        Map<String, String> serdeProperties,
        String inputFormat,
        String outputFormat,
        String location,
        Map<String, String> properties)
        implements Table {

    /**
     * A column: {@code type} is the Hive type as Glue writes it, in lower case and without blanks.
     */
    public record Column(String name, String type, String comment) {}

    /**
     * Reads Athena's {@code create external table}; placeholders such as {@code ${bucket}} stay.
     */
    public static HiveTable parse(String ddl) {
        return new DdlParser(ddl).hiveTable();
    }
}
