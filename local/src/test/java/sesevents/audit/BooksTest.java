package sesevents.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sesevents.FolderTree;
import sesevents.firehose.Buffering;
import sesevents.firehose.SeededIds;
import sesevents.firehose.StreamSettings;
import sesevents.lake.FolderBucket;
import sesevents.lake.Journal;
import sesevents.lake.Lake;
import sesevents.load.Pipeline;
import sesevents.replay.BackupReplay;
import sesevents.replay.LakeDestination;
import sesevents.replay.QuarantineReplay;
import sesevents.replay.Selection;

class BooksTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-11-20");
    private static final LocalDate LAST = LocalDate.parse("2026-11-22");
    private static final Instant MIDNIGHT = Instant.parse("2026-11-20T00:00:00Z");
    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

    @TempDir private Path lake;
    private FolderBucket bucket;

    @BeforeEach
    void open() {
        bucket = new FolderBucket(lake);
    }

    @Test
    void aRecordThatIsStoredTwiceCountsOnce() throws IOException {
        fill(0, 100);
        put(START, "x".getBytes(UTF_8));
        for (String key : keys("events/")) {
            bucket.put(key.replace(".gz", "-again.gz"), Files.readAllBytes(lake.resolve(key)));
        }
        String key = keys("quarantine/").getFirst();
        bucket.put(key.replace("quarantine", "replayed"), Files.readAllBytes(lake.resolve(key)));

        assertEquals("[100, 1, 0, 101, balanced]", row(Map.of(FIRST, 101L)));
    }

    @Test
    void anEventThatSesPublishesTwiceCountsTwice() throws IOException {
        put(START, event(1));
        put(START.plusMillis(1), event(1));

        assertEquals("[balanced]", results(Map.of(FIRST, 2L)));
    }

    @Test
    void saysHowManyRecordsOfADayAreMissingTooManyOrStillToCome() throws IOException {
        fill(0, 100);
        assertEquals("[2 TOO MANY]", results(Map.of(FIRST, 98L)));
        LocalDate closed = FIRST.minusDays(1);
        Map<LocalDate, Long> many = Map.of(FIRST, 130L);
        Books open = Books.ofStream(bucket, FIRST, FIRST, closed, many, Map.of(), _ -> {});
        assertEquals("[open, 30 to come]", results(open));
        assertTrue(open.balance());

        bucket.move(keys("events/").getFirst(), "elsewhere");
        Books missing =
                ofStream(FIRST, FIRST.plusDays(1), Map.of(FIRST, 100L, FIRST.plusDays(1), 0L));
        assertEquals("[50 MISSING, balanced]", results(missing));
        assertFalse(missing.balance());
    }

    @Test
    void quarantinedAndReplayedRecordsAreInTheBooks() throws IOException {
        put(START, event(1), "x".getBytes(UTF_8), "y".getBytes(UTF_8));
        Map<LocalDate, Long> offered = Map.of(FIRST, 3L);
        assertEquals("[1, 2, 0, 0, balanced]", row(offered));

        InstantSource tomorrow = InstantSource.fixed(START.plus(Duration.ofDays(1)));
        new QuarantineReplay(bucket, new Selection(null, null, null, true), tomorrow, _ -> {})
                .apply(new LakeDestination(pipeline(), tomorrow));

        assertEquals("[1, 0, 2, 0, balanced]", row(offered));
        assertEquals(
                Map.of(FIRST, 3L, FIRST.plusDays(1), 2L),
                offered(),
                "the journal names a replayed record again");
    }

    @Test
    void countsTheDayOfArrivalWhateverTheFolder() throws IOException {
        try (Pipeline pipeline = pipeline()) {
            pipeline.put(event(1), MIDNIGHT.minusSeconds(30), "");
            pipeline.put(event(2), MIDNIGHT.plusSeconds(20), "");
        }
        assertEquals(1, keys("events/ingest_hour=2026-11-19-23/").size());
        assertEquals(0, keys("events/ingest_hour=2026-11-20").size());

        assertEquals("[balanced]", results(Map.of(FIRST, 1L)));
    }

    @Test
    void aDayMayLackRecordsNearMidnightOnlyIfTheNextDayHasThem() throws IOException {
        try (Pipeline pipeline = pipeline()) {
            for (int i = 0; i < 300; i++) {
                // Three of the hundred of each day come in its last minute.
                int second = i % 100 < 97 ? 3_600 + i % 100 : 86_390 + i % 100 - 97;
                Instant arrival = MIDNIGHT.plus(Duration.ofDays(i / 100)).plusSeconds(second);
                pipeline.put(event(i), arrival, "");
            }
        }

        assertEquals(
                "[balanced, 2 across midnight, balanced, 2 across midnight, balanced]",
                results(100 - 2, 100 + 2, 100));
        assertEquals("[balanced, 2 MISSING, balanced]", results(100, 102, 100));
        assertEquals("[balanced, 4 TOO MANY, 4 MISSING]", results(100, 96, 104));
        assertEquals("[50 MISSING, balanced, balanced]", results(150, 100, 100));
    }

    @Test
    void saysWhichPercentageOfTheMailHasEvents() throws IOException {
        fill(0, 97);

        Map<LocalDate, Long> sent = Map.of(FIRST, 100L, LAST, 0L);
        Books books = Books.ofStream(bucket, FIRST, LAST, LAST, Map.of(FIRST, 97L), sent, _ -> {});

        assertEquals(97.0, books.days().getFirst().coverage());
        assertEquals(null, books.days().getLast().coverage());
        assertEquals(
                "[balanced, not known what was offered, not known what was offered]",
                results(books));
    }

    @Test
    void aRecordThatIsInALakeTwiceDoesNotMakeUpForAnotherOne() throws IOException {
        fill(0, 100);
        List<String> once = keys("events/");
        fill(100, 200);
        fill(100, 200);
        assertEquals("[balanced]", results(ofLake()));

        for (String key : once) {
            bucket.move(key, "elsewhere/" + key);
        }

        assertEquals("[100 MISSING]", results(ofLake()));
    }

    @Test
    void aRecordOfAKilledLoadIsNotMissingOnceItWasLoadedAgain() throws IOException {
        fill(0, 600);
        // As if the machine had stopped after the journal was written, before the objects were.
        FolderTree.delete(lake.resolve("events"));
        assertEquals("[600 MISSING]", results(ofLake()));

        put(
                START.plus(Duration.ofDays(1)),
                IntStream.range(0, 600).mapToObj(BooksTest::event).toArray(byte[][]::new));

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

    @Test
    void theJournalIsAheadOfTheLakeAtAnyTime() throws IOException {
        Pipeline pipeline =
                new Pipeline(
                        lake,
                        StreamSettings.DEPLOYED.withDeliveryBuffer(
                                new Buffering(1, Duration.ofSeconds(60))),
                        new SeededIds(1));
        IntStream.range(0, 1_200).forEach(i -> pipeline.put(event(i), START, ""));

        // Two batches are delivered, and nobody has closed the pipeline.
        assertEquals(1_000, pipeline.tally().stored());
        assertEquals(Map.of(FIRST, 1_000L), offered());
    }

    private String row(Map<LocalDate, Long> offered) throws IOException {
        Books.Day day = ofStream(FIRST, FIRST, offered).days().getFirst();
        return List.of(
                        day.stored(),
                        day.quarantined(),
                        day.replayed(),
                        day.duplicates(),
                        day.result())
                .toString();
    }

    private String results(Map<LocalDate, Long> offered) throws IOException {
        return results(ofStream(FIRST, FIRST, offered));
    }

    /** For the numbers of records that were offered on three days. */
    private String results(long first, long second, long third) throws IOException {
        Map<LocalDate, Long> offered = Map.of(FIRST, first, FIRST.plusDays(1), second, LAST, third);
        return results(ofStream(FIRST, LAST, offered));
    }

    private static String results(Books books) {
        return books.days().stream().map(Books.Day::result).toList().toString();
    }

    private Books ofStream(LocalDate from, LocalDate to, Map<LocalDate, Long> offered)
            throws IOException {
        return Books.ofStream(bucket, from, to, to, offered, Map.of(), _ -> {});
    }

    private Books ofLake() throws IOException {
        return Books.ofLake(new Lake(lake), null, null, _ -> {});
    }

    /** How many records the journal names, by day. */
    private Map<LocalDate, Long> offered() throws IOException {
        Map<LocalDate, Long> offered = new HashMap<>();
        Journal.read(
                new Lake(lake),
                (day, _) -> offered.merge(day, 1L, Long::sum),
                (where, why) -> fail(where + " " + why));
        return offered;
    }

    /** Puts events of the first day into two objects. */
    private void fill(int from, int to) {
        try (Pipeline pipeline = pipeline()) {
            for (int i = from; i < to; i++) {
                if (i == (from + to) / 2) {
                    pipeline.flush();
                }
                pipeline.put(event(i), START.plusMillis(i), "");
            }
        }
    }

    private void put(Instant arrival, byte[]... records) {
        try (Pipeline pipeline = pipeline()) {
            for (byte[] record : records) {
                pipeline.put(record, arrival, "");
            }
        }
    }

    private Pipeline pipeline() {
        return new Pipeline(lake, StreamSettings.DEPLOYED, UUID::randomUUID);
    }

    private List<String> keys(String prefix) throws IOException {
        try (Stream<String> keys = bucket.list(prefix)) {
            return keys.toList();
        }
    }

    private static byte[] event(int i) {
        return "{\"eventType\":\"Send\",\"mail\":{\"messageId\":\"m%d\",\"timestamp\":\"%s\",\"destination\":[\"a@example.com\"]},\"send\":{}}\n"
                .formatted(i, START)
                .getBytes(UTF_8);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(body)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return body.toByteArray();
    }
}
