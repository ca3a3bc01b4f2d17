package sesevents.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
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
import sesevents.madeup.Mailing;
import sesevents.madeup.Publication;
import sesevents.replay.BackupReplay;
import sesevents.replay.LakeDestination;
import sesevents.replay.Replay;
import sesevents.replay.Selection;

class BooksTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-11-20");
    private static final LocalDate LAST = LocalDate.parse("2026-11-22");
    private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");

    /** Few objects, some of them across midnight. */
    private static final StreamSettings HOURLY =
            StreamSettings.DEPLOYED
                    .withTransformBuffer(new Buffering(1_000_000, Duration.ofHours(1)))
                    .withDeliveryBuffer(new Buffering(1_000_000, Duration.ofHours(1)));

    @TempDir private Path lake;

    @Test
    void everyRecordOfAMailingIsStoredOrQuarantinedOnTheDayItArrived() throws IOException {
        Mailing mailing = new Mailing(3, 2_000, START, START.plus(Duration.ofDays(2)));
        Map<LocalDate, long[]> expected = new HashMap<>();
        Pipeline pipeline = new Pipeline(lake, HOURLY, new SeededIds(1));
        Iterator<Publication> publications = mailing.publications();
        while (publications.hasNext()) {
            Publication one = publications.next();
            LocalDate day = LocalDate.ofInstant(one.arrival(), java.time.ZoneOffset.UTC);
            expected.computeIfAbsent(day, _ -> new long[2])[one.damage() == null ? 0 : 1]++;
            pipeline.put(one.record(), one.arrival(), "");
        }
        pipeline.close();

        Books books = ofLake();

        assertTrue(books.balance(), books.toString());
        for (Books.Day day : books.days()) {
            long[] sound = expected.getOrDefault(day.day(), new long[2]);
            assertEquals(
                    sound[0] + sound[1],
                    day.stored() + day.quarantined() + day.duplicates(),
                    day.toString());
            assertTrue(day.stored() <= sound[0] && day.quarantined() <= sound[1], day.toString());
        }
    }

    @Test
    void aRecordThatFirehoseDeliversTwiceCountsOnce() throws IOException {
        fill(100);
        FolderBucket bucket = new FolderBucket(lake);
        for (String key : keys("events/")) {
            try (InputStream body = bucket.read(key)) {
                bucket.put(key.replace(".gz", "-again.gz"), body.readAllBytes());
            }
        }

        Books.Day day = ofStream(FIRST, FIRST, Map.of(FIRST, 100L)).days().getFirst();

        assertEquals(
                List.of(100L, 100L, DayResult.Kind.BALANCED),
                List.of(day.stored(), day.duplicates(), day.verdict().kind()));
    }

    @Test
    void anEventThatSesPublishesTwiceCountsTwice() throws IOException {
        Pipeline pipeline = pipeline();
        pipeline.put(event(1, START), START, "");
        pipeline.put(event(1, START), START.plusMillis(1), "");
        pipeline.close();

        assertEquals("[balanced]", verdicts(Map.of(FIRST, 2L)).toString());
    }

    @Test
    void saysHowManyRecordsOfWhichDayAreNowhere() throws IOException {
        fill(100);
        FolderBucket bucket = new FolderBucket(lake);
        String first = keys("events/").getFirst();
        bucket.move(first, "elsewhere");

        Books books =
                ofStream(FIRST, FIRST.plusDays(1), Map.of(FIRST, 100L, FIRST.plusDays(1), 0L));

        assertFalse(books.balance());
        assertEquals("[50 MISSING, balanced]", verdicts(books).toString());
    }

    @Test
    void saysThatThereIsMoreThanWasOffered() throws IOException {
        fill(100);

        assertEquals("[2 TOO MANY]", verdicts(Map.of(FIRST, 98L)).toString());
    }

    @Test
    void quarantinedAndReplayedRecordsAreInTheBooks() throws IOException {
        Pipeline pipeline = pipeline();
        pipeline.put(event(1, START), START, "");
        pipeline.put("x".getBytes(UTF_8), START, "");
        pipeline.put("y".getBytes(UTF_8), START, "");
        pipeline.close();
        Map<LocalDate, Long> offered = Map.of(FIRST, 3L);
        assertEquals("[1, 2, 0, balanced]", row(offered));

        Pipeline again = pipeline();
        InstantSource tomorrow = InstantSource.fixed(START.plus(Duration.ofDays(1)));
        Selection one = new Selection(null, null, null, true);
        new Replay(new FolderBucket(lake), one, tomorrow, _ -> {})
                .apply(new LakeDestination(again, tomorrow));

        assertEquals("[1, 0, 2, balanced]", row(offered));
        assertEquals(
                Map.of(FIRST, 3L, FIRST.plusDays(1), 2L), offered(), "a replay is offered anew");
    }

    @Test
    void aRecordThatIsInQuarantineAndReplayedCountsOnce() throws IOException {
        Pipeline pipeline = pipeline();
        pipeline.put("x".getBytes(UTF_8), START, "");
        pipeline.close();
        String key = keys("quarantine/").getFirst();
        FolderBucket bucket = new FolderBucket(lake);
        try (InputStream body = bucket.read(key)) {
            bucket.put(key.replace("quarantine", "replayed"), body.readAllBytes());
        }

        assertEquals("[0, 1, 0, balanced]", row(Map.of(FIRST, 1L)));
    }

    @Test
    void countsTheDayOfArrivalWhateverTheFolder() throws IOException {
        Pipeline pipeline = pipeline();
        pipeline.put(event(1, START), START.minusSeconds(30), "");
        pipeline.put(event(2, START), START.plusSeconds(20), "");
        pipeline.close();
        assertEquals(1, keys("events/ingest_hour=2026-11-19-23/").size());
        assertEquals(0, keys("events/ingest_hour=2026-11-20").size());

        assertEquals("[balanced]", verdicts(Map.of(FIRST, 1L)).toString());
    }

    @Test
    void forgivesWhatMidnightPutsOnTheOtherDayOnlyIfThatDayMakesUpForIt() throws IOException {
        Pipeline pipeline = pipeline();
        for (int day = 0; day < 3; day++) {
            for (int i = 0; i < 100; i++) {
                // Three of them in the last minute of each day.
                Instant arrival =
                        START.plus(Duration.ofDays(day))
                                .plusSeconds(i < 97 ? 3_600 + i : 86_390 + i - 97);
                pipeline.put(event(day * 100 + i, arrival), arrival, "");
            }
        }
        pipeline.close();

        assertEquals(
                "[balanced, 2 across midnight, balanced, 2 across midnight, balanced]",
                verdicts(100 - 2, 100 + 2, 100).toString());
        assertEquals("[balanced, 2 MISSING, balanced]", verdicts(100, 102, 100).toString());
        assertEquals("[balanced, 4 TOO MANY, 4 MISSING]", verdicts(100, 96, 104).toString());
        assertEquals("[50 MISSING, balanced, balanced]", verdicts(150, 100, 100).toString());
    }

    @Test
    void firehoseMayStillHaveSomeOfADayThatIsNotClosed() throws IOException {
        fill(100);

        Books books =
                Books.ofStream(
                        new FolderBucket(lake),
                        FIRST,
                        FIRST,
                        FIRST.minusDays(1),
                        Map.of(FIRST, 130L),
                        Duration.ZERO,
                        Map.of(),
                        _ -> {});

        assertEquals("[open, 30 to come]", verdicts(books).toString());
        assertTrue(books.balance());
    }

    @Test
    void saysWhatPartOfTheMailHasEvents() throws IOException {
        fill(97);

        Books books =
                Books.ofStream(
                        new FolderBucket(lake),
                        FIRST,
                        LAST,
                        LAST,
                        Map.of(FIRST, 97L),
                        Duration.ZERO,
                        Map.of(FIRST, 100L, LAST, 0L),
                        _ -> {});

        assertEquals(97.0, books.days().getFirst().coverage());
        assertEquals(null, books.days().getLast().coverage());
        assertEquals("not known what was offered", books.days().getLast().verdict().toString());
    }

    @Test
    void whatIsInALakeTwiceMakesUpForNothingElse() throws IOException {
        fill(0, 100);
        List<String> once = keys("events/");
        fill(100, 200);
        fill(100, 200);
        assertEquals("[balanced]", verdicts(ofLake()).toString());

        for (String key : once) {
            new FolderBucket(lake).move(key, "elsewhere/" + key);
        }

        assertEquals("[100 MISSING]", verdicts(ofLake()).toString());
    }

    @Test
    void whatALostLoadLeftOutIsNotMissingOnceItCameAgain() throws IOException {
        Pipeline killed = pipeline();
        for (int i = 0; i < 600; i++) {
            killed.put(event(i, START), START, "");
        }
        // As the journal has it when the machine stops before the objects are put.
        killed.flush();
        FolderTree.delete(lake.resolve("events"));
        assertEquals("[600 MISSING]", verdicts(ofLake()).toString());

        Pipeline again = pipeline();
        Instant tomorrow = START.plus(Duration.ofDays(1));
        for (int i = 0; i < 600; i++) {
            again.put(event(i, START), tomorrow, "");
        }
        again.close();

        assertEquals("[balanced, balanced]", verdicts(ofLake()).toString());
    }

    @Test
    void saysWhichObjectsLieInTheFolderOfAnotherHour() throws IOException {
        fill(0, 100);
        FolderBucket bucket = new FolderBucket(lake);
        String key = keys("events/").getFirst();
        String moved = key.replace("2026-11-20-00/", "2026-11-20-01/");
        bucket.move(key, moved);

        Books books = ofLake();

        assertFalse(books.balance());
        assertEquals(
                List.of(moved + "  belongs in events/ingest_hour=2026-11-20-00/"),
                books.misplaced());
        bucket.move(moved, key);
        assertTrue(ofLake().balance());
    }

    @Test
    void saysThatItCannotBeReadBeforeItCallsARecordLost() throws IOException {
        fill(0, 100);
        String key = keys("events/").getFirst();
        byte[] whole = Files.readAllBytes(lake.resolve(key));
        Files.write(lake.resolve(key), Arrays.copyOf(whole, 20));

        assertEquals("[50 not found, some CANNOT BE READ]", verdicts(ofLake()).toString());
        assertEquals(
                "[50 not found, some CANNOT BE READ]",
                verdicts(ofStream(FIRST, FIRST, Map.of(FIRST, 100L))).toString());
    }

    @Test
    void aHoleIsFilledOnceTheWholeSourceBackupOfItsDayWasPutInAgain() throws IOException {
        fill(100);
        FolderBucket bucket = new FolderBucket(lake);
        bucket.move(keys("events/").getFirst(), "elsewhere");
        for (String hour : List.of("2026/11/19/23/", "2026/11/20/00/")) {
            bucket.put("backup/" + hour + "x.gz", gzip(new String(event(1, START), UTF_8)));
        }
        Map<LocalDate, Long> offered = Map.of(FIRST, 100L);
        assertEquals("[50 MISSING]", verdicts(offered).toString());

        replayBackup("backup/2026/11/20/");
        assertEquals("[50 MISSING]", verdicts(offered).toString());

        replayBackup("backup/2026/11/19/23/");
        assertEquals("[balanced, 50 came again]", verdicts(offered).toString());
    }

    private void replayBackup(String prefix) throws IOException {
        InstantSource later = InstantSource.fixed(START.plus(Duration.ofDays(2)));
        new BackupReplay(new FolderBucket(lake), prefix, later, _ -> {})
                .apply(new LakeDestination(pipeline(), later));
    }

    @Test
    void isNotStoppedByWhatOthersPutBesideTheJournal() throws IOException {
        fill(0, 100);
        Files.writeString(lake.resolve("offered/notes.txt"), "mine");
        Files.writeString(lake.resolve("offered/000002.csv"), "2026-11-20,zz\n2026-11-20,ab");

        Books books = ofLake();

        assertEquals("[balanced]", verdicts(books).toString());
        assertEquals(List.of("offered/000002.csv:1  no line of the journal"), books.unreadable());
    }

    @Test
    void aFolderWithAnImpossibleDayCostsNoMemory() throws IOException {
        fill(0, 100);
        FolderBucket bucket = new FolderBucket(lake);
        bucket.put("events/ingest_hour=0001-01-01-00/x.gz", gzip(""));
        bucket.put("events/ingest_hour=soon/x.gz", gzip(""));

        assertEquals("[balanced]", verdicts(ofLake()).toString());
    }

    @Test
    void reportsWhatCannotBeReadInsteadOfLeavingItOut() throws IOException {
        FolderBucket bucket = new FolderBucket(lake);
        bucket.put("events/ingest_hour=2026-11-20-10/a.gz", gzip("{\"eventType\":\"Send\"}\n[]\n"));
        bucket.put("events/ingest_hour=2026-11-20-10/b.gz", new byte[] {0x1f, (byte) 0x8b, 8});
        bucket.put("quarantine/processing-failed/2026-11-20/c", "{}\n".getBytes(UTF_8));

        Books books = ofStream(FIRST, FIRST, Map.of(FIRST, 0L));

        assertFalse(books.balance());
        assertEquals(
                """
                events/ingest_hour=2026-11-20-10/a.gz:1  no line of the transform
                events/ingest_hour=2026-11-20-10/a.gz:2  no line of the transform
                events/ingest_hour=2026-11-20-10/b.gz  cannot be read to its end: the gzip data is cut off
                quarantine/processing-failed/2026-11-20/c:1  no arrivalTimestamp\
                """,
                books.unreadable().stream().sorted().collect(Collectors.joining("\n")));
    }

    @Test
    void theJournalIsAheadOfTheLakeAtAnyTime() throws IOException {
        Pipeline pipeline =
                new Pipeline(
                        lake,
                        StreamSettings.DEPLOYED.withDeliveryBuffer(
                                new Buffering(1, Duration.ofSeconds(60))),
                        new SeededIds(1));
        IntStream.range(0, 1_200).forEach(i -> pipeline.put(event(i, START), START, ""));

        // Two batches are delivered, and nobody has closed it.
        assertEquals(1_000, pipeline.tally().stored());
        assertEquals(Map.of(FIRST, 1_000L), offered());
    }

    private String row(Map<LocalDate, Long> offered) throws IOException {
        Books.Day day = ofStream(FIRST, FIRST, offered).days().getFirst();
        return List.of(day.stored(), day.quarantined(), day.replayed(), day.verdict()).toString();
    }

    private List<DayResult> verdicts(Map<LocalDate, Long> offered) throws IOException {
        return verdicts(ofStream(FIRST, FIRST, offered));
    }

    private List<DayResult> verdicts(long first, long second, long third) throws IOException {
        return verdicts(
                Books.ofStream(
                        new FolderBucket(lake),
                        FIRST,
                        LAST,
                        LAST,
                        Map.of(FIRST, first, FIRST.plusDays(1), second, LAST, third),
                        Duration.ofMinutes(1),
                        Map.of(),
                        _ -> {}));
    }

    private static List<DayResult> verdicts(Books books) {
        return books.days().stream().map(Books.Day::verdict).toList();
    }

    private Books ofStream(LocalDate from, LocalDate to, Map<LocalDate, Long> offered)
            throws IOException {
        return Books.ofStream(
                new FolderBucket(lake), from, to, to, offered, Duration.ZERO, Map.of(), _ -> {});
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

    /** So many events of the first day, in two objects. */
    private void fill(int events) {
        fill(0, events);
    }

    private void fill(int from, int to) {
        Pipeline pipeline = pipeline();
        for (int i = from; i < to; i++) {
            if (i == (from + to) / 2) {
                pipeline.flush();
            }
            pipeline.put(event(i, START), START.plusMillis(i), "");
        }
        pipeline.close();
    }

    private Pipeline pipeline() {
        return new Pipeline(lake, StreamSettings.DEPLOYED, java.util.UUID::randomUUID);
    }

    private List<String> keys(String prefix) throws IOException {
        try (Stream<String> keys = new FolderBucket(lake).list(prefix)) {
            return keys.toList();
        }
    }

    private static byte[] event(int i, Instant happened) {
        return "{\"eventType\":\"Send\",\"mail\":{\"messageId\":\"m%d\",\"timestamp\":\"%s\",\"destination\":[\"a@example.com\"]},\"send\":{}}\n"
                .formatted(i, happened)
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
