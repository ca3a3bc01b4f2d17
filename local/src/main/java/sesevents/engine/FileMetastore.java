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
import sesevents.sql.Table;

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

    void write(Table table) throws IOException {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("EXTERNAL", "TRUE");
        parameters.put("comment", table.comment());
        table.properties().forEach((key, value) -> parameters.put(key, here(value)));
        Map<String, Object> metadata = new LinkedHashMap<>(storage(table));
        metadata.put("owner", "ses-events");
        metadata.put("tableType", "EXTERNAL_TABLE");
        metadata.put("parameters", parameters);
        metadata.put("externalLocation", here(table.location()));
        metadata.put("columnStatistics", Map.of());
        Path home = Files.createDirectories(folder.resolve(Query.DATABASE).resolve(table.name()));
        JSON.writeValue(home.resolve(".trinoSchema").toFile(), metadata);
    }

    private static Map<String, Object> storage(Table table) {
        return switch (table) {
            case HiveTable hive ->
                    Map.of(
                            "dataColumns", columns(hive.columns()),
                            "partitionColumns", columns(hive.partitionKeys()),
                            "originalStorageFormat",
                                    Map.of(
                                            "serde", hive.serde(),
                                            "inputFormat", hive.inputFormat(),
                                            "outputFormat", hive.outputFormat()),
                            "serdeParameters", hive.serdeProperties());
            // Only an entry that redirects to the catalog of Iceberg tables.
            case IcebergTable _ ->
                    Map.of(
                            "dataColumns", List.of(),
                            "partitionColumns", List.of(),
                            "serdeParameters", Map.of());
        };
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
