package sesevents.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sesevents.FolderTree;
import sesevents.UserError;
import sesevents.lake.Lake;
import sesevents.lake.Sha256;
import sesevents.sql.HiveTable;
import sesevents.sql.IcebergTable;
import sesevents.sql.Query;
import sesevents.sql.SqlTree;
import sesevents.sql.View;

/**
 * The catalog files of a lake. Each state of sql/ has a folder for its tables and views. The first
 * process that needs it creates it while the others wait, since a half-made catalog gives wrong
 * answers. The pointers to Iceberg tables are in a folder of their own, because their rows outlive
 * changes of sql/. This class deletes files of the catalog only, never rows.
 */
final class LakeCatalog {
    /** Files of a table whose creation was killed. */
    private static final String UNFINISHED = "snap-\\d+-.*\\.avro";

    private final Lake lake;
    private final SqlTree sql;
    private final FileMetastore hive;
    private final FileMetastore iceberg;
    private final LocalDate firstDay;

    /** Call this with the lake's lock held. */
    LakeCatalog(Lake lake, SqlTree sql) throws IOException {
        this.lake = lake;
        this.sql = sql;
        this.firstDay = firstDay(lake);
        String state = List.of(firstDay, sql.tables(), sql.icebergTables(), sql.views()).toString();
        this.hive = new FileMetastore(lake.metastore().resolve(Sha256.prefix(state)), firstDay);
        this.iceberg = new FileMetastore(lake.metastore().resolve("iceberg"), firstDay);
        begin();
    }

    LocalDate firstDay() {
        return firstDay;
    }

    boolean isComplete() throws IOException {
        return hasHive() && hasIceberg();
    }

    /** Creates the Iceberg tables and the views, which takes an engine. */
    void complete(Engine engine) throws IOException {
        if (!hasIceberg()) {
            for (IcebergTable table : sql.icebergTables()) {
                complete(engine, table);
            }
            Files.writeString(mark(iceberg), icebergState());
        }
        if (!hasHive()) {
            createViews(engine);
            Files.createFile(mark(hive));
        }
    }

    Catalogs properties() {
        return Catalogs.local(lake.folder(), hive, iceberg);
    }

    private void begin() throws IOException {
        if (!hasHive()) {
            FolderTree.delete(hive.folder());
            hive.writeDatabase();
            for (HiveTable table : sql.tables()) {
                hive.write(table);
            }
            for (IcebergTable table : sql.icebergTables()) {
                hive.write(table);
            }
        }
        if (!hasIceberg()) {
            FolderTree.delete(iceberg.folder());
            Files.deleteIfExists(lake.refreshed());
            iceberg.writeDatabase();
        }
    }

    private boolean hasHive() {
        return Files.exists(mark(hive));
    }

    /** False also when the rows of a table were moved away: it is then created again. */
    private boolean hasIceberg() throws IOException {
        return Files.exists(mark(iceberg))
                && Files.readString(mark(iceberg)).equals(icebergState())
                && sql.icebergTables().stream().map(this::rows).allMatch(LakeCatalog::isTable);
    }

    /** The columns; the rest of a DDL may change without harm to the rows. */
    private String icebergState() {
        return sql.icebergTables().stream()
                .map(table -> table.name() + IcebergDdl.types(table))
                .collect(Collectors.joining("\n"));
    }

    /** Registers the rows that are there, or creates the table. */
    private void complete(Engine engine, IcebergTable table) throws IOException {
        Path rows = rows(table);
        String schema = "%s.\"%s\"".formatted(Engine.ICEBERG_CATALOG, Query.DATABASE);
        if (!isTable(rows)) {
            removeUnfinished(rows);
            engine.query(IcebergDdl.of(table, schema, iceberg.here(table.location())));
            return;
        }
        engine.query(
                "call %s.system.register_table('%s', '%s', '%s')"
                        .formatted(
                                Engine.ICEBERG_CATALOG,
                                Query.DATABASE,
                                table.name(),
                                iceberg.here(table.location()).replaceFirst("/$", "")));
        if (!engine.types(schema + "." + table.name()).equals(IcebergDdl.types(table))) {
            throw new UserError(
                    "%s has other columns than %s in sql/tables; move it away, and it is made anew"
                            + " from the events: mv %s %s-old",
                    rows, table.name(), rows, rows);
        }
    }

    /** A view may read another one: those that fail are tried again after the rest. */
    private void createViews(Engine engine) {
        Deque<View> waiting = new ArrayDeque<>(sql.views());
        int failures = 0;
        while (!waiting.isEmpty()) {
            View view = waiting.remove();
            try {
                engine.query(view.definition());
                failures = 0;
            } catch (QueryFailed e) {
                waiting.add(view);
                failures++;
                if (failures == waiting.size()) {
                    throw new UserError("view %s: %s", view.name(), e.getMessage());
                }
            }
        }
    }

    private static void removeUnfinished(Path rows) throws IOException {
        if (!Files.exists(rows)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(rows)) {
            for (Path file : paths.filter(Files::isRegularFile).toList()) {
                if (!file.getFileName().toString().matches(UNFINISHED)) {
                    throw new UserError(
                            "%s holds %s, which this log did not write; move it away",
                            rows, rows.relativize(file));
                }
            }
        }
        FolderTree.delete(rows);
    }

    private static boolean isTable(Path rows) {
        Path metadata = rows.resolve("metadata");
        if (!Files.isDirectory(metadata)) {
            return false;
        }
        try (Stream<Path> files = Files.list(metadata)) {
            return files.anyMatch(file -> file.toString().endsWith(".metadata.json"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + metadata, e);
        }
    }

    private Path rows(IcebergTable table) {
        return lake.folder().resolve(table.location().replace("s3://${bucket}/", ""));
    }

    private static Path mark(FileMetastore metastore) {
        return metastore.folder().resolve("complete");
    }

    /**
     * The first day of the month of the oldest folder. A query without a filter on the hour looks
     * into every hour since then, so the tables reach back no further than the lake.
     */
    private static LocalDate firstDay(Lake lake) throws IOException {
        LocalDate oldest = lake.oldestDay();
        return (oldest == null ? LocalDate.now(ZoneOffset.UTC) : oldest).withDayOfMonth(1);
    }
}
