package sesevents.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderBucketTest extends ObjectStoreContract {
    @TempDir private Path lake;

    @Override
    protected ObjectStore empty() {
        return new FolderBucket(lake);
    }

    @Test
    void putsAnObjectWhereItsKeySays() throws IOException {
        new FolderBucket(lake).put("events/ingest_hour=2026-11-20-10/a.gz", "body".getBytes(UTF_8));

        Path folder = lake.resolve("events/ingest_hour=2026-11-20-10");
        try (var files = Files.list(folder)) {
            assertEquals(List.of(folder.resolve("a.gz")), files.toList());
        }
        assertEquals("body", Files.readString(folder.resolve("a.gz")));
    }

    @Test
    void followsSymbolicLinks() throws IOException {
        new FolderBucket(lake).put("elsewhere/a", "body".getBytes(UTF_8));
        Files.createSymbolicLink(lake.resolve("events"), lake.resolve("elsewhere"));

        assertEquals(List.of("events/a"), keys(empty(), "events/"));
    }

    @Test
    void hidesUnfinishedObjectsAndLinksThatLeadNowhere() throws IOException {
        Files.writeString(lake.resolve(".a"), "half");
        Files.createSymbolicLink(lake.resolve("nowhere"), lake.resolve("nothing"));

        assertEquals(List.of(), keys(empty(), ""));
    }

    /** A put fails on a full disk, and a file that it left would keep the disk full. */
    @Test
    void leavesNothingBehindIfAPutFails() throws IOException {
        Files.createDirectories(lake.resolve("events/a/in its place"));

        assertThrows(
                IOException.class,
                () -> new FolderBucket(lake).put("events/a", "body".getBytes(UTF_8)));

        try (var files = Files.list(lake.resolve("events"))) {
            assertEquals(List.of(lake.resolve("events/a")), files.toList());
        }
    }

    @Test
    void storesAnObjectThatManyPutAtOnce() throws IOException {
        FolderBucket bucket = new FolderBucket(lake);

        IntStream.range(0, 200)
                .parallel()
                .forEach(
                        _ -> {
                            try {
                                bucket.put("events/a", "body".getBytes(UTF_8));
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });

        assertEquals("body", Files.readString(lake.resolve("events/a")));
        try (var files = Files.list(lake.resolve("events"))) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void listsAFolderThatCannotBeReadAsAnObject() throws IOException {
        Path folder = Files.createDirectories(lake.resolve("events/locked"));
        Files.writeString(lake.resolve("events/a"), "body");
        Files.setPosixFilePermissions(folder, Set.of());
        assumeFalse(Files.isReadable(folder), "root may look into every folder");

        assertEquals(List.of("events/a", "events/locked"), keys(empty(), "events/"));
        assertThrows(IOException.class, () -> empty().read("events/locked").read());
    }
}
