package sesevents.sql;

import java.util.List;
import java.util.Map;

/**
 * An Iceberg table as Athena's DDL defines it.
 *
 * @param comment the file's question, since this DDL has no clause for a comment
 */
public record IcebergTable(
        String name,
        String comment,
        List<HiveTable.Column> columns,
        List<Partition> partitions,
        String location,
        Map<String, String> properties)
        implements Table {

    /**
     * A partition field; {@code transform} is in the words of Iceberg's specification: identity,
     * month or bucket[16].
     */
    public record Partition(String column, String transform) {}

    /** Reads Athena's {@code create table}; placeholders such as {@code ${bucket}} stay. */
    public static IcebergTable parse(String ddl) {
        return new DdlParser(ddl).icebergTable();
    }
}
