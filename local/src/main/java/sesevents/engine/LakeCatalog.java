package sesevents.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

/**
 * The catalog files of a lake. Tables and views have a folder for each state of sql/, made by the
 * first who needs it while all others wait, since a half-made one would answer wrongly. What points
 * to the Iceberg tables lies apart: their rows outlive every change of sql/, and of the catalog.
 * Only files of the catalog are ever deleted here, never rows.
 */
final class LakeCatalog {
    static final Map<String, String> HIVE =
            Map.of(
                    "hive.iceberg-catalog-name", Engine.ICEBERG_CATALOG,
                    "hive.partition-projection-enabled", "true",
                    // With statistics on, joins on projected tables fail: Partition not found.
                    "hive.table-statistics-enabled", "false",
                    "hive.collect-column-statistics-on-write", "false",
                    "hive.non-managed-table-writes-enabled", "true",
                    // As Firehose writes Parquet; nothing but the benchmark writes through Hive.
                    "hive.compression-codec", "SNAPPY",
                    // A projected day without mail has no folder.
                    "hive.ignore-absent-partitions", "true",
                    "hive.security", "allow-all");
    static final Map<String, String> ICEBERG =
            Map.of(
                    "iceberg.extended-statistics.collect-on-write", "false",
                    "iceberg.register-table-procedure.enabled", "true",
                    // The stack keeps snapshots for a day as well.
                    "iceberg.expire-snapshots.min-retention", "1d");

    /** Of a creation that was killed before there was a table. */
    private static final String UNFINISHED = "snap-\\d+-.*\\.avro";

    private final Lake lake;
    private final SqlTree sql;
    private final FileMetastore hive;
    private final FileMetastore iceberg;
    private final LocalDate firstDay;

    /** Only who holds the lake's lock may call this. */
    LakeCatalog(Lake lake, SqlTree sql) throws IOException {
        this.lake = lake;
        this.sql = sql;
        this.firstDay = firstDay(lake);
        String state = List.of(firstDay, sql.tables(), sql.icebergTables(), sql.views()).toString();
        this.hive =
                new FileMetastore(
                        lake.metastore().resolve(Sha256.prefix(state)),
                        Query.DATABASE,
                        firstDay.toString());
        this.iceberg =
                new FileMetastore(
                        lake.metastore().resolve("iceberg"), Query.DATABASE, firstDay.toString());
        begin();
    }

    /** What arrived before it the tables do not show. */
    LocalDate firstDay() {
        return firstDay;
    }

    boolean isComplete() throws IOException {
        return hasHive() && hasIceberg();
    }

    /** Makes with the engine what only the engine can write. */
    void complete(Engine engine) throws IOException {
        if (!hasIceberg()) {
            for (IcebergTable table : sql.icebergTables()) {
                complete(engine, table);
            }
            Files.writeString(mark(iceberg), icebergState());
        }
        if (!hasHive()) {
            engine.createViews(sql.views());
            Files.createFile(mark(hive));
        }
    }

    Map<String, String> hiveProperties() {
        Map<String, String> properties = new HashMap<>(HIVE);
        properties.put("hive.metastore", "file");
        properties.putAll(local(hive));
        return properties;
    }

    Map<String, String> icebergProperties() {
        Map<String, String> properties = new HashMap<>(ICEBERG);
        properties.put("iceberg.catalog.type", "TESTING_FILE_METASTORE");
        properties.putAll(local(iceberg));
        return properties;
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

    /** Whoever moves the rows of a table away gets it anew. */
    private boolean hasIceberg() throws IOException {
        return Files.exists(mark(iceberg))
                && Files.readString(mark(iceberg)).equals(icebergState())
                && sql.icebergTables().stream().map(this::rows).allMatch(LakeCatalog::isTable);
    }

    /** The columns: what else a DDL says may change and the rows are as good as before. */
    private String icebergState() {
        return sql.icebergTables().stream()
                .map(table -> table.name() + IcebergDdl.types(table))
                .collect(Collectors.joining("\n"));
    }

    /** Takes the rows that are there, or makes the table. */
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
        Map<String, String> types =
                engine.query("describe %s.%s".formatted(schema, table.name())).values().stream()
                        .collect(
                                Collectors.toMap(
                                        column -> (String) column.get(0),
                                        column -> (String) column.get(1)));
        if (!types.equals(IcebergDdl.types(table))) {
            throw new UserError(
                    "%s has other columns than %s in sql/tables; move it away, and it is made anew"
                            + " from the events: mv %s %s-old",
                    rows, table.name(), rows, rows);
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

    private Map<String, String> local(FileMetastore metastore) {
        return Map.of(
                "hive.metastore.version-compatibility",
                "UNSAFE_ASSUME_COMPATIBILITY",
                "hive.metastore.catalog.dir",
                "local:///" + lake.folder().relativize(metastore.folder()),
                "fs.local.enabled",
                "true",
                "local.location",
                lake.folder().toAbsolutePath().toString());
    }

    /**
     * The first of the month of the oldest folder: a query that names no hour looks for each since
     * then, so a lake does not begin where SES began to publish events.
     */
    private static LocalDate firstDay(Lake lake) throws IOException {
        LocalDate oldest = lake.oldestDay();
        return (oldest == null ? LocalDate.now(ZoneOffset.UTC) : oldest).withDayOfMonth(1);
    }
}
