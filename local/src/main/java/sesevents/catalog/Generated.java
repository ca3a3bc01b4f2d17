package sesevents.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import sesevents.athena.Athena;
import sesevents.athena.Rows;
import sesevents.sql.SqlTree;
import sesevents.sql.View;

/** The files that are written out of sql/ and never edited, as they should be now. */
public record Generated(Map<Path, String> files) {
    private static final String TEMPLATE = "catalog.yaml";
    private static final String COLUMNS =
            "lambda/src/main/resources/sesevents/transform/ses_events.columns";
    private static final String HEAD =
            "# Written by ./ses-events generate out of sql/, never edited: change sql/ and run it.\n";

    /** Starts the engine over an empty lake, since only it knows the types of a view's columns. */
    public static Generated of(Path root) {
        SqlTree sql = new SqlTree(root.resolve("sql"));
        try (Athena athena = Athena.open(Files.createTempDirectory("ses-events-generate"))) {
            return of(sql, view -> types(athena, view));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to the system's temporary folder", e);
        }
    }

    static Generated of(SqlTree sql, ViewTypes types) {
        Map<Path, String> files = new LinkedHashMap<>();
        files.put(Path.of(TEMPLATE), HEAD + yaml(new CatalogTemplate(sql, types).tree()));
        files.put(Path.of(COLUMNS), columns(sql));
        return new Generated(files);
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
            if (Files.notExists(path)) {
                stale.add(file.getKey() + " (missing)");
                continue;
            }
            String there = Files.readString(path);
            if (!there.equals(file.getValue())) {
                stale.add(file.getKey() + " (" + difference(there, file.getValue()) + ")");
            }
        }
        return stale;
    }

    private static String difference(String there, String wanted) {
        Map<String, Object> old = parts(there);
        Map<String, Object> now = parts(wanted);
        String names =
                Stream.concat(old.keySet().stream(), now.keySet().stream())
                        .distinct()
                        .filter(
                                name ->
                                        !String.valueOf(old.get(name))
                                                .equals(String.valueOf(now.get(name))))
                        .collect(
                                Collectors.collectingAndThen(
                                        Collectors.toCollection(TreeSet::new),
                                        set -> String.join(", ", set)));
        return names.isEmpty() ? "layout" : names;
    }

    /** A resource, parameter or output of the template, or a column of the list. */
    private static Map<String, Object> parts(String text) {
        Map<String, Object> parts = new LinkedHashMap<>();
        if (!text.startsWith("#")) {
            text.lines()
                    .map(line -> line.split("\t", 2))
                    .forEach(line -> parts.put(line[0], line[line.length - 1]));
            return parts;
        }
        try {
            Map<String, Object> template = new Yaml().load(text);
            template.forEach(
                    (section, value) -> {
                        if (value instanceof Map<?, ?> entries) {
                            entries.forEach(
                                    (name, entry) -> parts.put(section + "." + name, entry));
                        } else {
                            parts.put(section, value);
                        }
                    });
        } catch (YAMLException | ClassCastException e) {
            parts.put("not readable as YAML", "");
        }
        return parts;
    }

    private static Map<String, String> types(Athena athena, View view) {
        Rows rows = athena.query("select * from " + view.name() + " limit 0");
        Map<String, String> types = new LinkedHashMap<>();
        for (int i = 0; i < rows.columns().size(); i++) {
            types.put(rows.columns().get(i), rows.types().get(i));
        }
        return types;
    }

    private static String columns(SqlTree sql) {
        return sql.tables().stream()
                .filter(table -> table.name().equals("ses_events"))
                .flatMap(table -> table.columns().stream())
                .map(column -> column.name() + "\t" + column.type() + "\n")
                .collect(Collectors.joining());
    }

    private static String yaml(Map<String, Object> tree) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        options.setDereferenceAliases(true);
        return new Yaml(new LiteralText(options), options).dump(tree);
    }

    /** A text of several lines stands as it is, not in one line full of escapes. */
    private static final class LiteralText extends Representer {
        LiteralText(DumperOptions options) {
            super(options);
        }

        @Override
        protected Node representScalar(Tag tag, String value, DumperOptions.ScalarStyle style) {
            boolean isText = value.contains("\n");
            return super.representScalar(
                    tag, value, isText ? DumperOptions.ScalarStyle.LITERAL : style);
        }
    }
}
