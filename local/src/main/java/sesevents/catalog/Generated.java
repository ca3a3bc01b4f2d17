package sesevents.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import sesevents.Checkout;
import sesevents.FolderTree;
import sesevents.Sample;
import sesevents.engine.Engine;
import sesevents.engine.Rows;
import sesevents.sql.HiveTable;
import sesevents.sql.SqlTree;

/** The files that are generated from sql/ and events/, as they should be now. */
public record Generated(Map<Path, String> files) {
    private static final Path CATALOG = Path.of("stack/catalog.yaml");
    private static final Path HISTORY = Path.of("stack/history.yaml");
    private static final Path COLUMNS =
            Path.of("lambda/src/main/resources/sesevents/transform/ses_events.columns");
    private static final Path VALUES = COLUMNS.resolveSibling("ses_events.values");
    private static final Path SCHEMA = Path.of("events/schema/ses-event.schema.json");
    private static final String HEAD =
            "# Written by ./ses-events generate out of sql/, never edited: change sql/ and run it.\n";

    /**
     * Starts the engine over an empty lake: only the engine knows the types of a view's columns.
     */
    public static Generated of(SqlTree sql) throws IOException {
        Path lake = Files.createTempDirectory("ses-events-generate");
        try (Engine engine = Engine.open(lake)) {
            return of(sql, engine);
        } finally {
            FolderTree.delete(lake);
        }
    }

    static Generated of(SqlTree sql, Engine engine) throws IOException {
        HiveTable events =
                sql.tables().stream()
                        .filter(table -> table.name().equals("ses_events"))
                        .findFirst()
                        .orElseThrow();
        Rows values = engine.query("select path, value from known_values order by path, value");
        List<Sample> samples = Sample.all(Checkout.root());
        Map<Path, String> files = new LinkedHashMap<>();
        files.put(
                CATALOG, HEAD + new CatalogTemplate(sql, view -> engine.types(view.name())).yaml());
        files.put(HISTORY, HEAD + HistoryTemplate.yaml(sql));
        files.put(
                COLUMNS,
                events.columns().stream()
                        .map(column -> column.name() + "\t" + column.type() + "\n")
                        .collect(Collectors.joining()));
        files.put(
                VALUES,
                values.values().stream()
                        .map(row -> row.get(0) + "\t" + row.get(1) + "\n")
                        .collect(Collectors.joining()));
        files.put(SCHEMA, EventSchema.of(events, values, samples));
        files.putAll(Envelopes.of(samples));
        return new Generated(files);
    }

    public void write(Path root) throws IOException {
        for (Map.Entry<Path, String> file : files.entrySet()) {
            Path path = root.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    /** The files that are not as they should be. */
    public List<Path> stale(Path root) throws IOException {
        List<Path> stale = new ArrayList<>();
        for (Map.Entry<Path, String> file : files.entrySet()) {
            Path path = root.resolve(file.getKey());
            if (!Files.exists(path) || !Files.readString(path).equals(file.getValue())) {
                stale.add(file.getKey());
            }
        }
        return stale;
    }
}
