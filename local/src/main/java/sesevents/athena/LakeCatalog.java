package sesevents.athena;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sesevents.cli.FolderTree;
import sesevents.sql.HiveTable;
import sesevents.sql.IcebergTable;
import sesevents.sql.SqlTree;

/**
 * The catalog files of a lake, one folder for each state of sql/; who finds none for the present
 * state makes it while all others wait, since a half-made one would answer wrongly. What is known
 * of Iceberg tables lies apart, one folder for each state of their DDL: their rows must outlive a
 * change of a view.
 */
final class LakeCatalog implements AutoCloseable {
    static final Map<String, String> HIVE =
            Map.of(
                    "hive.iceberg-catalog-name", Athena.ICEBERG_CATALOG,
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
            Map.of("iceberg.extended-statistics.collect-on-write", "false");
    private static final String ICEBERG_FOLDER = "iceberg-";
    private static final String FIRST_DAY_MAX = "2024-01-01";
    private static final Pattern DAY = Pattern.compile("(\\d{4})-\\d\\d-\\d\\d$");
    // A file lock belongs to the whole process, so threads need one of their own.
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final Path lake;
    private final FileMetastore hive;
    private final FileMetastore iceberg;
    private final List<IcebergTable> icebergTables;
    private final FileChannel lock;

    private LakeCatalog(
            Path lake,
            FileMetastore hive,
            FileMetastore iceberg,
            List<IcebergTable> icebergTables,
            FileChannel lock) {
        this.lake = lake;
        this.hive = hive;
        this.iceberg = iceberg;
        this.icebergTables = icebergTables;
        this.lock = lock;
    }

    static LakeCatalog lock(Path lake, String database, SqlTree sql) throws IOException {
        Path home = Files.createDirectories(lake.resolve(".metastore"));
        THREADS.lock();
        FileChannel lock =
                FileChannel.open(
                        home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        lock.lock();
        String firstDay = firstDay(lake);
        List<IcebergTable> icebergTables = sql.icebergTables();
        String all =
                fingerprint(List.of(database, firstDay, sql.tables(), icebergTables, sql.views()));
        String iceberg = ICEBERG_FOLDER + fingerprint(List.of(database, icebergTables));
        LakeCatalog catalog =
                new LakeCatalog(
                        lake,
                        new FileMetastore(home.resolve(all), database, firstDay),
                        new FileMetastore(home.resolve(iceberg), database, firstDay),
                        icebergTables,
                        lock);
        catalog.begin(sql.tables());
        return catalog;
    }

    boolean isComplete() {
        return hasHive() && hasIceberg();
    }

    boolean hasHive() {
        return Files.exists(mark(hive));
    }

    /** Whoever deletes the rows of a table gets it anew. */
    boolean hasIceberg() {
        return Files.exists(mark(iceberg))
                && icebergTables.stream().map(this::rows).allMatch(Files::exists);
    }

    /** The statements that make the Iceberg tables: only the engine writes their metadata. */
    List<String> icebergDdl() {
        String schema = "%s.\"%s\"".formatted(Athena.ICEBERG_CATALOG, iceberg.database());
        return icebergTables.stream()
                .map(table -> IcebergDdl.of(table, schema, iceberg.here(table.location())))
                .toList();
    }

    /** The tables and views are made. */
    void complete() throws IOException {
        for (FileMetastore metastore : List.of(hive, iceberg)) {
            if (!Files.exists(mark(metastore))) {
                Files.createFile(mark(metastore));
            }
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

    @Override
    public void close() throws IOException {
        lock.close();
        THREADS.unlock();
    }

    private void begin(List<HiveTable> tables) throws IOException {
        if (!hasHive()) {
            FolderTree.delete(hive.folder());
            hive.writeDatabase();
            for (HiveTable table : tables) {
                hive.write(table);
            }
            for (IcebergTable table : icebergTables) {
                hive.write(table);
            }
        }
        if (!hasIceberg()) {
            // Rows of another DDL, and all that points to them.
            for (IcebergTable table : icebergTables) {
                FolderTree.delete(rows(table));
            }
            try (Stream<Path> files = Files.list(iceberg.folder().getParent())) {
                for (Path file : files.filter(LakeCatalog::isIceberg).toList()) {
                    FolderTree.delete(file);
                }
            }
            iceberg.writeDatabase();
        }
    }

    private static boolean isIceberg(Path file) {
        return file.getFileName().toString().startsWith(ICEBERG_FOLDER);
    }

    private Path rows(IcebergTable table) {
        return lake.resolve(table.location().replace("s3://${bucket}/", ""));
    }

    private static Path mark(FileMetastore metastore) {
        return metastore.folder().resolve("complete");
    }

    private Map<String, String> local(FileMetastore metastore) {
        return Map.of(
                "hive.metastore.version-compatibility",
                "UNSAFE_ASSUME_COMPATIBILITY",
                "hive.metastore.catalog.dir",
                "local:///" + lake.relativize(metastore.folder()),
                "fs.local.enabled",
                "true",
                "local.location",
                lake.toAbsolutePath().toString());
    }

    /**
     * January 1st of the year of the oldest folder: every day since is looked for at every query,
     * so a lake does not begin where SES began to publish events.
     */
    private static String firstDay(Path lake) throws IOException {
        try (Stream<Path> folders = Files.walk(lake, 3)) {
            return Stream.concat(
                            Stream.of(FIRST_DAY_MAX),
                            folders.map(path -> DAY.matcher(path.getFileName().toString()))
                                    .filter(Matcher::find)
                                    .map(day -> day.group(1) + "-01-01"))
                    .min(Comparator.naturalOrder())
                    .get();
        }
    }

    private static String fingerprint(List<?> state) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(state.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
