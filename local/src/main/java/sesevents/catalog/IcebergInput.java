package sesevents.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sesevents.sql.HiveTable;
import sesevents.sql.IcebergTable;

/**
 * What CloudFormation has Glue write the first metadata of an Iceberg table from. A field's number
 * is the place of its column in the DDL: data files know columns by it, so new ones go to the end.
 */
final class IcebergInput {
    // The specification keeps lower numbers for columns.
    private static final int FIRST_PARTITION = 1000;

    /** Iceberg's names for what the DDL names otherwise; all other properties keep their names. */
    private static final Map<String, String> PROPERTIES =
            Map.of(
                    "format", "write.format.default",
                    "write_compression", "write.parquet.compression-codec");

    private IcebergInput() {}

    static Map<String, Object> of(IcebergTable table, Object location) {
        return CatalogTemplate.map(
                "MetadataOperation",
                "CREATE",
                "Version",
                "2",
                "IcebergTableInput",
                CatalogTemplate.map(
                        "Location",
                        location,
                        "Schema",
                        CatalogTemplate.map("Type", "struct", "Fields", columns(table)),
                        "PartitionSpec",
                        CatalogTemplate.map("SpecId", 0, "Fields", partitions(table)),
                        "Properties",
                        properties(table)));
    }

    private static List<Object> columns(IcebergTable table) {
        List<Object> fields = new ArrayList<>();
        for (HiveTable.Column column : table.columns()) {
            fields.add(
                    CatalogTemplate.map(
                            "Id", fields.size() + 1,
                            "Name", column.name(),
                            "Type", type(column.type()),
                            "Required", false,
                            "Doc", column.comment()));
        }
        return fields;
    }

    private static List<Object> partitions(IcebergTable table) {
        List<Object> fields = new ArrayList<>();
        for (IcebergTable.Partition partition : table.partitions()) {
            fields.add(
                    CatalogTemplate.map(
                            "SourceId", id(table, partition.column()),
                            "FieldId", FIRST_PARTITION + fields.size(),
                            "Name", name(partition),
                            "Transform", partition.transform()));
        }
        return fields;
    }

    /**
     * As engines call it: recipient_bucket, ingest_hour_trunc, or the column alone where nothing is
     * done to it.
     */
    private static String name(IcebergTable.Partition partition) {
        String function = partition.transform().replaceFirst("\\[.*", "");
        return switch (function) {
            case "identity" -> partition.column();
            case "truncate" -> partition.column() + "_trunc";
            default -> partition.column() + "_" + function;
        };
    }

    private static Map<String, Object> properties(IcebergTable table) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("comment", table.comment());
        table.properties()
                .forEach(
                        (name, value) -> {
                            if (!name.equals("table_type")) {
                                properties.put(PROPERTIES.getOrDefault(name, name), value);
                            }
                        });
        return properties;
    }

    private static int id(IcebergTable table, String column) {
        return 1 + table.columns().stream().map(HiveTable.Column::name).toList().indexOf(column);
    }

    private static String type(String type) {
        return switch (type) {
            case "string", "date", "timestamp", "boolean", "int", "double" -> type;
            case "bigint" -> "long";
            default -> throw new IllegalArgumentException("no Iceberg type for " + type);
        };
    }
}
