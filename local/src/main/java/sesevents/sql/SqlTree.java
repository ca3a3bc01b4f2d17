package sesevents.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import sesevents.Checkout;
import sesevents.UserError;

/** The folder sql/: each file holds one object, and is named for it. */
public record SqlTree(Path folder) {
    /** The tree of this checkout. */
    public static SqlTree ofCheckout() {
        return new SqlTree(Checkout.root().resolve("sql"));
    }

    /** The external tables. */
    public List<HiveTable> tables() {
        return tables(HiveTable.class);
    }

    public List<IcebergTable> icebergTables() {
        return tables(IcebergTable.class);
    }

    public List<View> views() {
        return read("views", View::parse);
    }

    public List<Query> queries() {
        return read("queries", Query::parse);
    }

    /** What can be asked without SQL; placeholders such as {@code '${address}'} stay. */
    public List<Query> questions() {
        return read("questions", Query::parse);
    }

    public Query question(String name) {
        return read(folder.resolve("questions").resolve(name + ".sql"), Query::parse);
    }

    /** Queries that return a row for each fault. */
    public List<Query> checks() {
        return read("checks", Query::parse);
    }

    /** Statements that keep event_history; placeholders such as {@code ${from_hour}} stay. */
    public List<Query> refresh() {
        return read("refresh", Query::parse);
    }

    public Query refresh(String name) {
        return read(folder.resolve("refresh").resolve(name + ".sql"), Query::parse);
    }

    private <T extends Table> List<T> tables(Class<T> kind) {
        return read("tables", SqlTree::table).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private static Table table(String name, String ddl) {
        Table table = new DdlParser(ddl).table();
        if (!table.name().equals(name)) {
            throw new IllegalArgumentException("the table is called " + table.name());
        }
        return table;
    }

    private <T> List<T> read(String kind, BiFunction<String, String, T> reader) {
        Path files = folder.resolve(kind);
        try (Stream<Path> paths = Files.list(files)) {
            return paths.filter(path -> path.toString().endsWith(".sql"))
                    .sorted()
                    .map(path -> read(path, reader))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + files, e);
        }
    }

    private static <T> T read(Path path, BiFunction<String, String, T> reader) {
        String name = path.getFileName().toString().replaceFirst("\\.sql$", "");
        try {
            return reader.apply(name, Files.readString(path));
        } catch (IllegalArgumentException e) {
            throw new UserError("%s: %s", path, e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }
}
