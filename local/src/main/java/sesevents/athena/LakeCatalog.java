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
import sesevents.sql.SqlTree;

/**
 * The catalog files of a lake, one folder for each state of sql/; who finds none for the present
 * state makes it while all others wait, since a half-made one would answer wrongly.
 */
final class LakeCatalog implements AutoCloseable {
    static final Map<String, String> COMMON =
            Map.of(
                    "hive.partition-projection-enabled", "true",
                    // With statistics on, joins on projected tables fail: Partition not found.
                    "hive.table-statistics-enabled", "false",
                    "hive.collect-column-statistics-on-write", "false",
                    "hive.non-managed-table-writes-enabled", "true",
                    // A projected day without mail has no folder.
                    "hive.ignore-absent-partitions", "true",
                    "hive.security", "allow-all");
    private static final String FIRST_DAY_MAX = "2024-01-01";
    private static final Pattern DAY = Pattern.compile("(\\d{4})-\\d\\d-\\d\\d$");
    // A file lock belongs to the whole process, so threads need one of their own.
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final Path lake;
    private final Path folder;
    private final FileChannel lock;

    private LakeCatalog(Path lake, Path folder, FileChannel lock) {
        this.lake = lake;
        this.folder = folder;
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
        Path folder =
                home.resolve(fingerprint(List.of(database, firstDay, sql.tables(), sql.views())));
        LakeCatalog catalog = new LakeCatalog(lake, folder, lock);
        if (catalog.isNew()) {
            FolderTree.delete(folder);
            new FileMetastore(folder, database, firstDay).write(sql.tables());
        }
        return catalog;
    }

    boolean isNew() {
        return !Files.exists(folder.resolve("complete"));
    }

    void complete() throws IOException {
        Files.createFile(folder.resolve("complete"));
    }

    Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>(COMMON);
        properties.put("hive.metastore", "file");
        properties.put("hive.metastore.catalog.dir", "local:///" + lake.relativize(folder));
        properties.put("hive.metastore.version-compatibility", "UNSAFE_ASSUME_COMPATIBILITY");
        properties.put("fs.local.enabled", "true");
        properties.put("local.location", lake.toAbsolutePath().toString());
        return properties;
    }

    @Override
    public void close() throws IOException {
        lock.close();
        THREADS.unlock();
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
