package sesevents.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sesevents.UserError;
import sesevents.firehose.SeededIds;
import sesevents.firehose.StreamSettings;
import sesevents.load.Pipeline;

class LakeTest {
    @TempDir private Path folder;

    @Test
    void isMadeInAFolderWithOtherFiles() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "mine");
        Lake.make(folder);
        assertEquals(folder, Lake.existing(folder).folder());
        assertEquals(List.of(), Lake.existing(folder).foreignFiles());
    }

    @Test
    void mayHoldOtherLakes() throws IOException {
        Lake.make(folder.resolve("demo"));
        Lake.make(folder);
        assertTrue(Files.isDirectory(folder.resolve("events")));
    }

    @Test
    void refusesAFolderWithoutItsMark() throws IOException {
        Files.createDirectories(folder.resolve("events/ingest_hour=2026-01-01-10"));
        String refusal =
                "LAKE holds events, but not the file that marks a lake, so it was left alone; if this"
                        + " log made it: touch LAKE/ses-events-lake.txt; if not, name another folder:"
                        + " --lake FOLDER";
        assertEquals(refusal, refusal(() -> Lake.make(folder)));
        assertEquals(refusal, refusal(() -> Lake.existing(folder)));

        Files.createFile(folder.resolve(Lake.MARK));
        assertEquals(
                List.of(LocalDateTime.parse("2026-01-01T10:00")),
                List.copyOf(Lake.existing(folder).hours()));
    }

    @Test
    void findsHoursByTheNamesOfFolders() throws IOException {
        for (String name :
                List.of(
                        "ingest_hour=2026-01-31-10",
                        "ingest_hour=2026-01-31-09",
                        "ingest_hour=2026-01-31-24",
                        "ingest_hour=2026-02-30-10",
                        "ingest_hour=2026-01-31",
                        "ingest_hour=2026-01-31-9",
                        "ingest_date=2026-01-31",
                        "2026-01-31-10")) {
            Files.createDirectories(folder.resolve("events").resolve(name));
        }
        assertEquals(
                List.of("2026-01-31-09", "2026-01-31-10"),
                new Lake(folder).hours().stream().map(Hours::text).toList());
    }

    @Test
    void refusesAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "mine");
        assertEquals(
                "LAKE/file is a file; name a folder: --lake FOLDER",
                refusal(() -> Lake.make(file)));
        assertEquals("mine", Files.readString(file));
    }

    @Test
    void knowsTheFilesThatThePipelineWrites() throws IOException {
        try (Pipeline pipeline = new Pipeline(folder, StreamSettings.DEPLOYED, new SeededIds(1))) {
            pipeline.put("bad".getBytes(), Instant.EPOCH, "");
        }
        assertEquals(List.of(), new Lake(folder).foreignFiles());

        // A put that was killed leaves this behind.
        Files.createFile(folder.resolve("quarantine/.9f0c7a52-63a6-4d1b-8a53-0a3e1fd3b9d1"));
        Files.createFile(folder.resolve("quarantine/.DS_Store"));
        Files.createFile(folder.resolve("offered/notes.txt"));
        assertEquals(
                List.of(Path.of("offered/notes.txt"), Path.of("quarantine/.DS_Store")),
                new Lake(folder).foreignFiles());
    }

    @Test
    void takesLinksAndUnknownFilesForForeign() throws IOException {
        Path data =
                Files.createDirectories(
                        folder.resolve(
                                "history/data/ingest_hour_trunc=2026-01/recipient_bucket=3"));
        Files.createFile(
                data.resolve("20261127_1_2_e-6c818c5f-4f2c-4676-8c02-d0356812efd1.parquet"));
        Files.createDirectories(folder.resolve("history/metadata"));
        Files.createFile(
                folder.resolve(
                        "history/metadata/1-3cb6d281-bd23-429f-9b4f-2412abe2016a.metadata.json"));
        assertEquals(List.of(), new Lake(folder).foreignFiles());

        Files.createFile(data.resolve("mine.parquet"));
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("offered"), elsewhere);
        Files.createDirectories(folder.resolve("events"));
        Files.createSymbolicLink(folder.resolve("events/ingest_hour=2026-01-31-10"), elsewhere);
        assertEquals(
                List.of(
                        Path.of("events/ingest_hour=2026-01-31-10"),
                        Path.of(
                                "history/data/ingest_hour_trunc=2026-01/recipient_bucket=3/mine.parquet"),
                        Path.of("offered")),
                new Lake(folder).foreignFiles());
    }

    @Test
    void isNoLongerTheDemosOnceItIsKept() throws IOException {
        Lake.ofDemo(folder);
        Lake.ofDemo(folder).keep();
        assertFalse(refusal(() -> Lake.ofDemo(folder)).isEmpty());
    }

    @Test
    void isEmptiedByOneDemoAtATime() throws IOException, InterruptedException {
        Lake lake = Lake.ofDemo(folder);
        String holdIt =
                "import fcntl, sys; f = open(sys.argv[1], 'w'); fcntl.lockf(f, fcntl.LOCK_EX);"
                        + " print('held', flush=True); sys.stdin.read()";
        LakeLock.ofDemo(lake).close();
        Path file = lake.metastore().resolve("demo-lock");
        Process other = new ProcessBuilder("python3", "-c", holdIt, file.toString()).start();
        try {
            assertEquals("held", other.inputReader().readLine());
            assertEquals(
                    "another demo is at work in LAKE; wait for it, or name another folder: --lake"
                            + " FOLDER",
                    refusal(() -> LakeLock.ofDemo(lake)));
        } finally {
            other.destroyForcibly().waitFor();
        }
        LakeLock.ofDemo(lake).close();
    }

    private interface Act {
        void run() throws IOException;
    }

    private String refusal(Act act) {
        return assertThrows(UserError.class, act::run)
                .getMessage()
                .replace(folder.toString(), "LAKE");
    }
}
