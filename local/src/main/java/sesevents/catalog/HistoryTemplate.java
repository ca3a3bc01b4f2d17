package sesevents.catalog;

import static sesevents.catalog.Templates.filled;
import static sesevents.catalog.Templates.logicalId;
import static sesevents.catalog.Templates.tree;

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
        sql.icebergTables()
                .forEach(one -> resources.put(logicalId(one.name()) + "Table", table(one)));
        return HEAD + Templates.yaml(Map.of("Resources", resources));
    }

    /**
     * Glue refuses a TableInput beside this kind of input. The table is kept when a template no
     * longer has it, since its rows stay in the bucket too.
     */
    private static Map<String, Object> table(IcebergTable table) {
        return tree(
                """
                Type: AWS::Glue::Table
                Properties:
                  CatalogId: {Ref: 'AWS::AccountId'}
                  DatabaseName: {Ref: DatabaseName}
                  Name: %s
                  OpenTableFormatInput:
                    IcebergInput:
                      MetadataOperation: CREATE
                      Version: '2'
                      IcebergTableInput:
                        Location: %s
                        Schema: {Type: struct, Fields: %s}
                        PartitionSpec: {SpecId: 0, Fields: %s}
                        Properties: %s
                DeletionPolicy: RetainExceptOnCreate
                UpdateReplacePolicy: Retain
                """,
                table.name(),
                filled(table.location()),
                columns(table),
                partitions(table),
                properties(table));
    }

    static List<Map<String, Object>> columns(IcebergTable table) {
        List<Map<String, Object>> fields = new ArrayList<>();
        for (HiveTable.Column column : table.columns()) {
            fields.add(
                    tree(
                            "{Id: %s, Name: %s, Type: %s, Required: false, Doc: %s}",
                            fields.size() + 1,
                            column.name(),
                            type(column.type()),
                            column.comment()));
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
                    tree(
                            "{SourceId: %s, FieldId: %s, Name: %s, Transform: %s}",
                            1 + columns.indexOf(partition.column()),
                            FIRST_PARTITION + fields.size(),
                            name(partition),
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

    private static Map<String, String> properties(IcebergTable table) {
        Map<String, String> properties = new LinkedHashMap<>(Map.of("comment", table.comment()));
        table.properties()
                .forEach(
                        (name, value) ->
                                properties.put(PROPERTIES.getOrDefault(name, name), value));
        properties.remove("table_type");
        return properties;
    }
}
