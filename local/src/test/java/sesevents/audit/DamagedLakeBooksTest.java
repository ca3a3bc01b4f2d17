package sesevents.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sesevents.FolderTree;
import sesevents.replay.BackupReplay;
import sesevents.replay.LakeDestination;

class DamagedLakeBooksTest extends BooksCase {
    @Test
    void aRecordOfAKilledLoadIsNotMissingOnceItWasLoadedAgain() throws IOException {
        fill(0, 600);
        // As if the machine had stopped after the journal was written, before the objects were.
        FolderTree.delete(lake.resolve("events"));
        assertEquals("[600 MISSING]", results(ofLake()));

        put(
                START.plus(Duration.ofDays(1)),
                IntStream.range(0, 600).mapToObj(BooksCase::event).toArray(byte[][]::new));

        assertEquals("[balanced, balanced]", results(ofLake()));
    }

    @Test
    void namesObjectsInTheFolderOfAnotherHour() throws IOException {
        fill(0, 100);
        String key = keys("events/").getFirst();
        String moved = key.replace("2026-11-20-10/", "2026-11-20-11/");
        bucket.move(key, moved);

        Books books = ofLake();

        assertFalse(books.balance());
        assertEquals(
                List.of(moved + "  belongs in events/ingest_hour=2026-11-20-10/"),
                books.misplaced());
        bucket.move(moved, key);
        assertTrue(ofLake().balance());
    }

    @Test
    void anObjectThatCannotBeReadComesBeforeMissingRecords() throws IOException {
        fill(0, 100);
        Path object = lake.resolve(keys("events/").getFirst());
        Files.write(object, Arrays.copyOf(Files.readAllBytes(object), 20));

        String expected = "[50 not found, some CANNOT BE READ]";
        assertEquals(expected, results(ofLake()));
        assertEquals(expected, results(Map.of(FIRST, 100L)));
    }

    @Test
    void aHoleIsFilledOnceTheWholeSourceBackupOfItsDayWasReplayed() throws IOException {
        fill(0, 100);
        bucket.move(keys("events/").getFirst(), "elsewhere");
        for (String hour : List.of("2026/11/19/23/", "2026/11/20/00/")) {
            bucket.put("backup/" + hour + "x.gz", gzip(new String(event(1), UTF_8)));
        }
        Map<LocalDate, Long> offered = Map.of(FIRST, 100L);
        assertEquals("[50 MISSING]", results(offered));

        replayBackup("backup/2026/11/20/");
        assertEquals("[50 MISSING]", results(offered));

        replayBackup("backup/2026/11/19/23/");
        assertEquals("[balanced, 50 came again]", results(offered));
    }

    private void replayBackup(String prefix) throws IOException {
        InstantSource later = InstantSource.fixed(START.plus(Duration.ofDays(2)));
        new BackupReplay(bucket, prefix, later, _ -> {})
                .apply(new LakeDestination(pipeline(), later));
    }

    @Test
    void readsALakeInSpiteOfFilesAndFoldersOfOthers() throws IOException {
        fill(0, 100);
        Files.writeString(lake.resolve("offered/notes.txt"), "mine");
        Files.writeString(lake.resolve("offered/000002.csv"), "2026-11-20,zz\n2026-11-20,ab");
        bucket.put("events/ingest_hour=0001-01-01-00/x.gz", gzip(""));
        bucket.put("events/ingest_hour=soon/x.gz", gzip(""));

        Books books = ofLake();

        assertEquals("[balanced]", results(books));
        assertEquals(
                List.of("offered/000002.csv:1  not a line of the journal"),
                books.unreadable().first());
    }

    @Test
    void namesTheLinesAndObjectsThatCannotBeRead() throws IOException {
        bucket.put("events/ingest_hour=2026-11-20-10/a.gz", gzip("{\"eventType\":\"Send\"}\n[]\n"));
        bucket.put("events/ingest_hour=2026-11-20-10/b.gz", new byte[] {0x1f, (byte) 0x8b, 8});
        bucket.put("quarantine/processing-failed/2026-11-20/c", "{}\n".getBytes(UTF_8));

        Books books = ofStream(FIRST, FIRST, Map.of(FIRST, 0L));

        assertFalse(books.balance());
        assertEquals(
                """
                events/ingest_hour=2026-11-20-10/a.gz:1  not a line of the transform
                events/ingest_hour=2026-11-20-10/a.gz:2  not a line of the transform
                events/ingest_hour=2026-11-20-10/b.gz  cannot be read to its end: the gzip data is cut off
                quarantine/processing-failed/2026-11-20/c:1  no arrivalTimestamp\
                """,
                books.unreadable().first().stream().sorted().collect(Collectors.joining("\n")));
    }
}
