package sesevents.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sesevents.sql.HiveTable;
import sesevents.sql.IcebergTable;
import sesevents.sql.Query;

/**
 * Trino's metastore of JSON files. It holds Hive types and raw properties as Glue does, so that
 * only the bucket in a DDL has to be translated.
 */
record FileMetastore(Path folder, LocalDate firstDay) {
    private static final ObjectMapper JSON = new ObjectMapper();

    void writeDatabase() throws IOException {
        Files.createDirectories(folder);
        JSON.writeValue(
                folder.resolve("." + Query.DATABASE + ".trinoSchema").toFile(),
                Map.of("parameters", Map.of()));
    }

    void write(HiveTable table) throws IOException {
        Map<String, String> format =
                Map.of(
                        "serde", table.serde(),
                        "inputFormat", table.inputFormat(),
                        "outputFormat", table.outputFormat());
        write(
                table.name(),
                table.comment(),
                table.properties(),
                table.location(),
                Map.of(
                        "dataColumns", columns(table.columns()),
                        "partitionColumns", columns(table.partitionKeys()),
                        "originalStorageFormat", format,
                        "serdeParameters", table.serdeProperties()));
    }

    /** Writes an entry that redirects to the catalog of Iceberg tables. */
    void write(IcebergTable table) throws IOException {
        write(
                table.name(),
                table.comment(),
                table.properties(),
                table.location(),
                Map.of(
                        "dataColumns", List.of(),
                        "partitionColumns", List.of(),
                        "serdeParameters", Map.of()));
    }

    private void write(
            String name,
            String comment,
            Map<String, String> properties,
            String location,
            Map<String, Object> storage)
            throws IOException {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("EXTERNAL", "TRUE");
        parameters.put("comment", comment);
        properties.forEach((key, value) -> parameters.put(key, here(value)));
        Map<String, Object> metadata = new LinkedHashMap<>(storage);
        metadata.put("owner", "ses-events");
        metadata.put("tableType", "EXTERNAL_TABLE");
        metadata.put("parameters", parameters);
        metadata.put("externalLocation", here(location));
        metadata.put("columnStatistics", Map.of());
        Path home = Files.createDirectories(folder.resolve(Query.DATABASE).resolve(name));
        JSON.writeValue(home.resolve(".trinoSchema").toFile(), metadata);
    }

    private static List<Map<String, Object>> columns(List<HiveTable.Column> columns) {
        return columns.stream()
                .<Map<String, Object>>map(
                        column ->
                                Map.of(
                                        "name", column.name(),
                                        "type", column.type(),
                                        "comment", column.comment(),
                                        "properties", Map.of()))
                .toList();
    }

    /** Puts the folder of the lake in the place of the bucket. */
    String here(String text) {
        return text.replace("s3://${bucket}", "local://")
                .replace("${first_day}", firstDay.toString());
    }
}
