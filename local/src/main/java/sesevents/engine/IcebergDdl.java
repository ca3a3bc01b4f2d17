package sesevents.engine;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import sesevents.sql.HiveTable;
import sesevents.sql.IcebergTable;
import sesevents.sql.SqlText;

/** Trino's {@code create table} for an Iceberg table. */
final class IcebergDdl {
    private IcebergDdl() {}

    static String of(IcebergTable table, String schema, String location) {
        String columns =
                table.columns().stream().map(IcebergDdl::column).collect(Collectors.joining(", "));
        String partitions =
                table.partitions().stream()
                        .map(one -> SqlText.quoted(partition(one)))
                        .collect(Collectors.joining(", "));
        return """
                create table %s.%s (%s) comment %s
                with (format = 'PARQUET', location = %s, partitioning = array[%s])"""
                .formatted(
                        schema,
                        table.name(),
                        columns,
                        SqlText.quoted(table.comment()),
                        SqlText.quoted(location),
                        partitions);
    }

    /** Trino's types of the columns by name. */
    static Map<String, String> types(IcebergTable table) {
        Map<String, String> types = new TreeMap<>();
        table.columns().forEach(column -> types.put(column.name(), type(column.type())));
        return types;
    }

    private static String column(HiveTable.Column column) {
        return "%s %s comment %s"
                .formatted(column.name(), type(column.type()), SqlText.quoted(column.comment()));
    }

    private static String type(String type) {
        return switch (type) {
            case "string" -> "varchar";
            case "timestamp" -> "timestamp(6)";
            case "int" -> "integer";
            default -> type;
        };
    }

    /** Writes {@code bucket[16]} of a column as {@code bucket(column, 16)}. */
    private static String partition(IcebergTable.Partition partition) {
        String[] transform = partition.transform().split("[\\[\\]]");
        return switch (transform[0]) {
            case "identity" -> partition.column();
            case "bucket", "truncate" ->
                    "%s(%s, %s)".formatted(transform[0], partition.column(), transform[1]);
            default -> "%s(%s)".formatted(transform[0], partition.column());
        };
    }
}
