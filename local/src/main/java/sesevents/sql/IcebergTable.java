package sesevents.sql;

import java.util.List;
import java.util.Map;

/**
 * A table in Iceberg's format as Athena's DDL tells it.
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
     * What rows are partitioned by: {@code transform} as Iceberg's specification spells it, such as
     * identity, month or bucket[16].
     */
    public record Partition(String column, String transform) {}

    /** Reads Athena's {@code create table}; placeholders such as {@code ${bucket}} stay. */
    public static IcebergTable parse(String ddl) {
        return new DdlParser(ddl).icebergTable();
    }
}
