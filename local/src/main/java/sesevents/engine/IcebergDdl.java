package sesevents.engine;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import sesevents.sql.HiveTable;
import sesevents.sql.IcebergTable;
import sesevents.sql.SqlText;

/** Athena's {@code create table} of an Iceberg table in Trino's words. */
final class IcebergDdl {
    private IcebergDdl() {}

    static String of(IcebergTable table, String schema, String location) {
        return "create table %s.%s (%s) comment %s with (%s)"
                .formatted(
                        schema,
                        table.name(),
                        table.columns().stream()
                                .map(IcebergDdl::column)
                                .collect(Collectors.joining(", ")),
                        SqlText.quoted(table.comment()),
                        String.join(
                                ", ",
                                "format = 'PARQUET'",
                                "location = " + SqlText.quoted(location),
                                "partitioning = " + array(partitioning(table))));
    }

    /** The engine's types of the columns, by name. */
    static Map<String, String> types(IcebergTable table) {
        return table.columns().stream()
                .collect(
                        Collectors.toMap(
                                HiveTable.Column::name,
                                column -> type(column.type()),
                                (first, _) -> first,
                                TreeMap::new));
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

    /** Iceberg's bucket[16] is bucket(column, 16) here. */
    private static List<String> partitioning(IcebergTable table) {
        return table.partitions().stream()
                .map(
                        partition ->
                                switch (partition.transform().split("\\[")[0]) {
                                    case "identity" -> partition.column();
                                    case "bucket", "truncate" ->
                                            "%s(%s, %s)"
                                                    .formatted(
                                                            partition.transform().split("\\[")[0],
                                                            partition.column(),
                                                            partition
                                                                    .transform()
                                                                    .replaceAll("\\D", ""));
                                    default ->
                                            "%s(%s)"
                                                    .formatted(
                                                            partition.transform(),
                                                            partition.column());
                                })
                .toList();
    }

    private static String array(List<String> texts) {
        return texts.stream().map(SqlText::quoted).collect(Collectors.joining(", ", "array[", "]"));
    }
}
