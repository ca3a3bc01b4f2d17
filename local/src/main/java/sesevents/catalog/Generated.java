package sesevents.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import sesevents.athena.Athena;
import sesevents.athena.Rows;
import sesevents.cli.Checkout;
import sesevents.cli.FolderTree;
import sesevents.cli.UserError;
import sesevents.mail.Sample;
import sesevents.sql.HiveTable;
import sesevents.sql.SqlTree;
import sesevents.sql.View;

/** The files that are written out of sql/ and events/ and never edited, as they should be now. */
public record Generated(Map<Path, String> files) {
    private static final Path CATALOG = Path.of("catalog.yaml");
    private static final Path HISTORY = Path.of("history.yaml");
    private static final Path COLUMNS =
            Path.of("lambda/src/main/resources/sesevents/transform/ses_events.columns");
    private static final Path VALUES = COLUMNS.resolveSibling("ses_events.values");
    private static final Path SCHEMA = Path.of("events/schema/ses-event.schema.json");
    private static final String HEAD =
            "# Written by ./ses-events generate out of sql/, never edited: change sql/ and run it.\n";

    /** Starts the engine over an empty lake, since only it knows the types of a view's columns. */
    public static Generated of(SqlTree sql) throws IOException {
        Path lake = Files.createTempDirectory("ses-events-generate");
        try (Athena athena = Athena.open(lake)) {
            return of(sql, athena);
        } finally {
            FolderTree.delete(lake);
        }
    }

    static Generated of(SqlTree sql, Athena athena) throws IOException {
        HiveTable events = events(sql);
        Rows values = athena.query("select path, value from known_values order by path, value");
        Map<Path, String> files = new LinkedHashMap<>();
        files.put(
                CATALOG,
                HEAD + BlockYaml.of(new CatalogTemplate(sql, view -> types(athena, view)).tree()));
        files.put(HISTORY, HEAD + BlockYaml.of(new HistoryTemplate(sql).tree()));
        files.put(COLUMNS, columns(events));
        files.put(VALUES, values(values));
        files.put(SCHEMA, EventSchema.of(events, values, Sample.all(Checkout.root())));
        return new Generated(files);
    }

    static Map<String, String> types(Athena athena, View view) {
        Map<String, String> types = new LinkedHashMap<>();
        for (List<Object> column : athena.query("describe " + view.name()).values()) {
            types.put((String) column.get(0), (String) column.get(1));
        }
        return types;
    }

    public void write(Path root) throws IOException {
        for (Map.Entry<Path, String> file : files.entrySet()) {
            Path path = root.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    /** One line for each file that is not as it should be, naming what in it differs. */
    public List<String> stale(Path root) throws IOException {
        List<String> stale = new ArrayList<>();
        for (Map.Entry<Path, String> file : files.entrySet()) {
            Path path = root.resolve(file.getKey());
            String old = Files.exists(path) ? Files.readString(path) : "";
            if (!old.equals(file.getValue())) {
                String what = old.isEmpty() ? "missing" : Difference.of(old, file.getValue());
                stale.add(file.getKey() + " (" + what + ")");
            }
        }
        return stale;
    }

    private static HiveTable events(SqlTree sql) {
        return sql.tables().stream()
                .filter(table -> table.name().equals("ses_events"))
                .findFirst()
                .orElseThrow(() -> new UserError("%s has no table ses_events", sql.folder()));
    }

    private static String columns(HiveTable events) {
        return events.columns().stream()
                .map(column -> column.name() + "\t" + column.type() + "\n")
                .collect(Collectors.joining());
    }

    private static String values(Rows values) {
        return values.values().stream()
                .map(row -> row.get(0) + "\t" + row.get(1) + "\n")
                .collect(Collectors.joining());
    }
}
