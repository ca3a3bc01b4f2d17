package sesevents.catalog;

import static sesevents.catalog.Templates.filled;
import static sesevents.catalog.Templates.logicalId;
import static sesevents.catalog.Templates.map;
import static sesevents.catalog.Templates.ref;
import static sesevents.catalog.Templates.resource;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sesevents.sql.HiveTable;
import sesevents.sql.IcebergTable;
import sesevents.sql.SqlTree;

/**
 * The nested CloudFormation template of the Iceberg tables. Glue writes their first metadata into
 * the bucket, so the stack creates them last. A field's number is the place of its column in the
 * DDL: data files know columns by it, so new ones go to the end.
 */
final class HistoryTemplate {
    private static final String HEAD =
            """
            AWSTemplateFormatVersion: '2010-09-09'
            Description: 'SES event log: the Iceberg table, which the stack makes last.'
            Parameters:
              DatabaseName:
                Description: Glue database that the table belongs to.
                Type: String
                Default: ses_event_db
                AllowedPattern: ^[a-z0-9_]{1,128}$
              BucketName:
                Description: Bucket that Firehose writes to.
                Type: String
                AllowedPattern: ^[a-z0-9.-]{3,63}$
            """;

    // Iceberg's specification numbers the fields of partitions from here.
    private static final int FIRST_PARTITION = 1000;

    /** Iceberg's names of properties that Athena's DDL calls something else. */
    private static final Map<String, String> PROPERTIES =
            Map.of(
                    "format", "write.format.default",
                    "write_compression", "write.parquet.compression-codec");

    private HistoryTemplate() {}

    static String yaml(SqlTree sql) {
        Map<String, Object> resources = new LinkedHashMap<>();
        for (IcebergTable table : sql.icebergTables()) {
            resources.put(logicalId(table.name(), "Table"), table(table));
        }
        return HEAD + BlockYaml.of(map("Resources", resources));
    }

    /**
     * Glue refuses a TableInput beside this kind of input. The table is kept when a template no
     * longer has it, since its rows stay in the bucket too.
     */
    private static Map<String, Object> table(IcebergTable table) {
        Map<String, Object> resource =
                resource(
                        "AWS::Glue::Table",
                        map(
                                "CatalogId", ref("AWS::AccountId"),
                                "DatabaseName", ref("DatabaseName"),
                                "Name", table.name(),
                                "OpenTableFormatInput", map("IcebergInput", input(table))));
        resource.put("DeletionPolicy", "RetainExceptOnCreate");
        resource.put("UpdateReplacePolicy", "Retain");
        return resource;
    }

    private static Map<String, Object> input(IcebergTable table) {
        Map<String, Object> first =
                map(
                        "Location", filled(table.location()),
                        "Schema", map("Type", "struct", "Fields", columns(table)),
                        "PartitionSpec", map("SpecId", 0, "Fields", partitions(table)),
                        "Properties", properties(table));
        return map("MetadataOperation", "CREATE", "Version", "2", "IcebergTableInput", first);
    }

    static List<Map<String, Object>> columns(IcebergTable table) {
        List<Map<String, Object>> fields = new ArrayList<>();
        for (HiveTable.Column column : table.columns()) {
            fields.add(
                    map(
                            "Id", fields.size() + 1,
                            "Name", column.name(),
                            "Type", type(column.type()),
                            "Required", false,
                            "Doc", column.comment()));
        }
        return fields;
    }

    private static String type(String type) {
        return switch (type) {
            case "string", "date", "timestamp", "boolean", "int", "double" -> type;
            case "bigint" -> "long";
            default -> throw new IllegalArgumentException("no Iceberg type for " + type);
        };
    }

    private static List<Map<String, Object>> partitions(IcebergTable table) {
        List<String> columns = table.columns().stream().map(HiveTable.Column::name).toList();
        List<Map<String, Object>> fields = new ArrayList<>();
        for (IcebergTable.Partition partition : table.partitions()) {
            fields.add(
                    map(
                            "SourceId",
                            1 + columns.indexOf(partition.column()),
                            "FieldId",
                            FIRST_PARTITION + fields.size(),
                            "Name",
                            name(partition),
                            "Transform",
                            partition.transform()));
        }
        return fields;
    }

    /**
     * The name that engines give a partition field: recipient_bucket, ingest_hour_trunc, or the
     * column alone for the identity.
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
        Map<String, Object> properties = map("comment", table.comment());
        table.properties()
                .forEach(
                        (name, value) ->
                                properties.put(PROPERTIES.getOrDefault(name, name), value));
        properties.remove("table_type");
        return properties;
    }
}
