package sesevents.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sesevents.sql.HiveTable;
import sesevents.sql.IcebergTable;

/**
 * Trino's metastore of JSON files. It holds Hive types and raw properties as Glue does, so that
 * only the bucket in a DDL has to be translated.
 */
record FileMetastore(Path folder, String database, String firstDay) {
    private static final ObjectMapper JSON = new ObjectMapper();

    void writeDatabase() throws IOException {
        Files.createDirectories(folder);
        JSON.writeValue(
                folder.resolve("." + database + ".trinoSchema").toFile(),
                Map.of("parameters", Map.of()));
    }

    void write(HiveTable table) throws IOException {
        Map<String, Object> metadata =
                metadata(table.comment(), table.properties(), table.location());
        metadata.put("dataColumns", columns(table.columns()));
        metadata.put("partitionColumns", columns(table.partitionKeys()));
        metadata.put(
                "originalStorageFormat",
                Map.of(
                        "serde", table.serde(),
                        "inputFormat", table.inputFormat(),
                        "outputFormat", table.outputFormat()));
        metadata.put("serdeParameters", table.serdeProperties());
        write(table.name(), metadata);
    }

    /** Writes an entry that redirects to the catalog of Iceberg tables. */
    void write(IcebergTable table) throws IOException {
        Map<String, Object> metadata =
                metadata(table.comment(), table.properties(), table.location());
        metadata.put("dataColumns", List.of());
        metadata.put("partitionColumns", List.of());
        metadata.put("serdeParameters", Map.of());
        write(table.name(), metadata);
    }

    private void write(String table, Map<String, Object> metadata) throws IOException {
        Path home = Files.createDirectories(folder.resolve(database).resolve(table));
        JSON.writeValue(home.resolve(".trinoSchema").toFile(), metadata);
    }

    private Map<String, Object> metadata(
            String comment, Map<String, String> properties, String location) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("EXTERNAL", "TRUE");
        parameters.put("comment", comment);
        properties.forEach((key, value) -> parameters.put(key, here(value)));
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("owner", "ses-events");
        metadata.put("tableType", "EXTERNAL_TABLE");
        metadata.put("parameters", parameters);
        metadata.put("externalLocation", here(location));
        metadata.put("columnStatistics", Map.of());
        return metadata;
    }

    private static List<Map<String, Object>> columns(List<HiveTable.Column> columns) {
        return columns.stream().map(FileMetastore::column).toList();
    }

    private static Map<String, Object> column(HiveTable.Column column) {
        return Map.of(
                "name", column.name(),
                "type", column.type(),
                "comment", column.comment(),
                "properties", Map.of());
    }

    /** Puts the folder of the lake in the place of the bucket. */
    String here(String text) {
        return text.replace("s3://${bucket}", "local://").replace("${first_day}", firstDay);
    }
}
