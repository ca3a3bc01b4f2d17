package sesevents.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sesevents.lake.FolderBucket;

class ReplayTest {
    private static final String DAY = "quarantine/processing-failed/2026-11-20/";
    private static final String GOOD =
            "{\"eventType\":\"Send\",\"mail\":{\"messageId\":\"m%d\",\"timestamp\":\"2026-11-20T10:00:00Z\",\"destination\":[\"a@example.com\"]},\"send\":{}}\n";
    private static final String BAD = "[%d]\n";
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));

    @TempDir private Path lake;
    private final List<String> sent = new ArrayList<>();
    private boolean isDown;

    private final Destination stream =
            new Destination() {
                private final List<String> waiting = new ArrayList<>();

                @Override
                public void put(byte[] record) {
                    waiting.add(new String(record, UTF_8));
                }

                @Override
                public void settle() {
                    if (isDown) {
                        throw new IllegalStateException("the stream is down");
                    }
                    sent.addAll(waiting);
                    waiting.clear();
                }
            };

    @Test
    void countsByReasonAndChangesNothingInASurvey() throws IOException {
        put(DAY + "a", failed(good(1), "Lambda.FunctionError"), failed(bad(1), "Lambda.X"));
        put(DAY + "b", failed(good(2), "Lambda.FunctionError"), failed("x\n", "Lambda.X"));
        Map<String, String> before = all();

        Counts counts = replay(Selection.ALL).survey();

        assertEquals("{Lambda.FunctionError=2}", counts.goes().toString());
        assertEquals("{not_an_object=1, not_json=1}", counts.stays().toString());
        assertEquals(2, counts.objects());
        assertEquals(before, all());
    }

    @Test
    void movesAnObjectWhenAllOfItIsAccepted() throws IOException {
        put(DAY + "a", failed(good(1), "Lambda.X"), failed(good(2), "Lambda.X"));

        Counts counts = replay(Selection.ALL).apply(stream);

        assertEquals(List.of(good(1), good(2)), sent);
        assertEquals(
                Map.of("replayed/processing-failed/2026-11-20/a", good(1) + good(2)), records());
        assertEquals(
                List.of(2L, 1L, 0L), List.of(counts.sent(), counts.movedObjects(), counts.left()));
    }

    @Test
    void movesNothingThatWasNotAccepted() throws IOException {
        put(DAY + "a", failed(good(1), "Lambda.X"));
        isDown = true;

        assertThrows(IllegalStateException.class, () -> replay(Selection.ALL).apply(stream));

        assertEquals(Map.of(DAY + "a", good(1)), records());
    }

    @Test
    void splitsAnObjectIfSomeRecordsStay() throws IOException {
        put(
                DAY + "a",
                failed(bad(1), "Lambda.X"),
                failed(good(1), "Lambda.X"),
                failed(bad(2), "Lambda.X"));

        Counts counts = replay(Selection.ALL).apply(stream);

        assertEquals(List.of(good(1)), sent);
        assertEquals(
                Map.of(
                        DAY + "a-stays-HASH",
                        bad(1) + bad(2),
                        "replayed/processing-failed/2026-11-20/a",
                        good(1)),
                records());
        assertEquals(List.of(1L, 2L), List.of(counts.sent(), counts.left()));
    }

    @Test
    void splitsARestAgainWithoutLosingAnyOfIt() throws IOException {
        put(
                DAY + "a",
                failed(bad(1), "Lambda.X"),
                failed("x", "Lambda.X"),
                failed(good(1), "Lambda.X"));
        replay(Selection.ALL).apply(stream);

        replay(new Selection(null, null, "not_json", true)).apply(stream);

        assertEquals(List.of(good(1), "x"), sent);
        assertEquals(List.of(bad(1), good(1), "x"), List.copyOf(records().values()));
        assertEquals(1, keys(DAY).size());
        replay(new Selection(null, null, null, true)).apply(stream);
        assertEquals(List.of(), keys(DAY));
        assertEquals(3, keys("replayed/").size());
    }

    static Stream<Arguments> selections() {
        LocalDate day = LocalDate.parse("2026-11-20");
        List<String> good = IntStream.range(1, 5).mapToObj(ReplayTest::good).toList();
        return Stream.of(
                arguments("all that pass", Selection.ALL, good),
                arguments(
                        "also those that fail",
                        new Selection(null, null, null, true),
                        List.of(good(1), good(2), bad(1), good(3), good(4))),
                arguments(
                        "one reason",
                        new Selection(null, null, "lambda.invokelimitexceeded", false),
                        List.of(good(3))),
                arguments(
                        "from a day to a day",
                        new Selection(day, day, null, false),
                        List.of(good(1), good(3))),
                arguments(
                        "from a day on",
                        new Selection(day, null, null, false),
                        List.of(good(1), good(3), good(4))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("selections")
    void sendsOnlyWhatIsSelected(String name, Selection selection, List<String> expected)
            throws IOException {
        put("quarantine/format-conversion-failed/2026-11-20/a", failed(good(1), "Lambda.X"));
        put("quarantine/odd", failed(good(2), "Lambda.X"), failed(bad(1), "Lambda.X"));
        put(DAY + "a", failed(good(3), "Lambda.InvokeLimitExceeded"));
        put(DAY + "large", failed(" ".repeat(1_024_001), "Lambda.X"));
        put("quarantine/processing-failed/2026-11-21/a", failed(good(4), "Lambda.X"));

        replay(selection).apply(stream);

        assertEquals(expected, sent);
    }

    @Test
    void reportsLinesThatItCannotReadAndKeepsThem() throws IOException {
        put(DAY + "a", "{\"rawData\":", failed(good(1), "Lambda.X"), "{}");

        Counts counts = replay(Selection.ALL).apply(stream);

        assertEquals(
                List.of(DAY + "a:1  no JSON", DAY + "a:3  no arrivalTimestamp"),
                counts.unreadableLines().first());
        assertEquals(2, counts.left());
        assertEquals(List.of(good(1)), sent);
        assertEquals(List.of("{\"rawData\":\n{}\n"), keys(DAY).stream().map(this::text).toList());
    }

    @Test
    void sendsARecordOnceThatFirehoseHasWrittenTwice() throws IOException {
        put(DAY + "a", failed(good(1), "Lambda.X"), failed(good(1), "Lambda.X"));

        replay(Selection.ALL).apply(stream);

        assertEquals(List.of(good(1)), sent);
    }

    @Test
    void findsNothingTheSecondTime() throws IOException {
        put(DAY + "a", failed(good(1), "Lambda.X"), failed(bad(1), "Lambda.X"));
        replay(Selection.ALL).apply(stream);
        Map<String, String> before = all();

        Counts counts = replay(Selection.ALL).apply(stream);

        assertEquals(
                List.of(0L, 0L, 1L), List.of(counts.sent(), counts.movedObjects(), counts.left()));
        assertEquals(before, all());
        assertEquals(1, sent.size());
    }

    @Test
    void readsASourceBackupWithNothingBetweenItsRecords() throws IOException {
        gzip("backup/2026/11/20/10/a", good(1).strip() + good(2).strip() + "x" + "\n" + good(3));

        Counts survey = backup().survey();
        assertEquals("{source backup=3}", survey.goes().toString());
        assertEquals("{not_json=1}", survey.stays().toString());
        assertEquals(1, keys("").size());

        backup().apply(stream);

        assertEquals(List.of(good(1), good(2), good(3)), sent);
        assertEquals(
                List.of("backup/2026/11/20/10/a", "replayed/source-backup/backup/2026/11/20/10/a"),
                keys(""));
    }

    @Test
    void goesOnWithASourceBackupWhereItStopped() throws IOException {
        gzip("backup/2026/11/20/10/a", good(1));
        backup().apply(stream);
        gzip("backup/2026/11/20/10/b", good(2));
        isDown = true;
        assertThrows(IllegalStateException.class, () -> backup().apply(stream));
        isDown = false;

        assertEquals(1, backup().survey().sent());
        sent.clear();
        backup().apply(stream);

        assertEquals(List.of(good(2)), sent.stream().distinct().toList());
        assertEquals(0, backup().survey().sent());
    }

    @Test
    void leavesAnObjectThatCannotBeReadToItsEndAndSendsAllOthers() throws IOException {
        put(DAY + "a", failed(good(1), "Lambda.X"));
        gzip(DAY + "cut", failed(good(2), "Lambda.X") + "\n" + failed(bad(2), "Lambda.X"));
        byte[] gzip = Files.readAllBytes(lake.resolve(DAY + "cut"));
        new FolderBucket(lake).put(DAY + "cut", Arrays.copyOf(gzip, gzip.length - 5));
        put(DAY + "large", "x\n".repeat(2_200_000));
        put(DAY + "long", failed(good(3), "Lambda.X"), "x".repeat(9_000_000));
        put(DAY + "z", failed(good(4), "Lambda.X"));

        Counts survey = replay(Selection.ALL).survey();
        Counts counts = replay(Selection.ALL).apply(stream);

        List<String> named =
                List.of(
                        DAY + "cut  the gzip data is cut off",
                        DAY
                                + "large  line 2,080,896 is beyond all that Firehose puts into one"
                                + " object",
                        DAY + "long  line 2 has more than 8,388,608 bytes");
        assertEquals(named, survey.unreadableObjects().first());
        assertEquals(named, counts.unreadableObjects().first());
        assertEquals("{Lambda.X=2}", survey.goes().toString());
        assertEquals(
                List.of(2L, 2L, 0L), List.of(counts.sent(), counts.movedObjects(), counts.left()));
        assertFalse(counts.isWhole());
        assertEquals(List.of(good(1), good(4)), sent);
        assertEquals(List.of(DAY + "cut", DAY + "large", DAY + "long"), keys(DAY));
    }

    @Test
    void namesAnObjectThatItCannotMoveAndGoesOn() throws IOException {
        put(DAY + "a", failed(good(1), "Lambda.X"));
        put(DAY + "b", failed(good(2), "Lambda.X"));
        Files.createDirectories(lake.resolve("replayed/processing-failed/2026-11-20/a/of another"));

        Counts counts = replay(Selection.ALL).apply(stream);

        assertEquals(List.of(good(1), good(2)), sent);
        assertEquals(List.of(DAY + "a"), keys(DAY));
        assertEquals(1, counts.unreadableObjects().count());
        String named = counts.unreadableObjects().first().getFirst();
        assertTrue(
                named.startsWith(DAY + "a  was sent, but cannot be moved to replayed/: "), named);
    }

    @Test
    void leavesObjectsToAnotherRunThatHasTakenThem() throws IOException {
        put(DAY + "a", failed(good(1), "Lambda.X"));
        put(DAY + "b", failed(good(2), "Lambda.X"), failed(bad(2), "Lambda.X"));
        put(DAY + "c", failed(good(3), "Lambda.X"));
        Destination other =
                new Destination() {
                    @Override
                    public void put(byte[] record) {
                        stream.put(record);
                    }

                    @Override
                    public void settle() {
                        stream.settle();
                        if (sent.size() == 1) {
                            run(replay(Selection.ALL));
                        }
                    }

                    private void run(Replay another) {
                        try {
                            another.apply(stream);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }
                };

        Counts counts = replay(Selection.ALL).apply(other);

        assertEquals(List.of(good(1), good(1), good(2), good(3)), sent);
        assertEquals(
                List.of(
                        DAY + "a  was sent, and moved by another run meanwhile",
                        DAY + "b  is gone: another run took it",
                        DAY + "c  is gone: another run took it"),
                counts.taken().first());
        assertTrue(counts.isWhole());
        assertEquals(1, keys(DAY).size());
        assertEquals(3, keys("replayed/").size());
    }

    @Test
    void leavesAnObjectOfASourceBackupThatCannotBeReadToItsEnd() throws IOException {
        gzip("backup/2026/11/20/10/a", good(1) + good(2));
        byte[] gzip = Files.readAllBytes(lake.resolve("backup/2026/11/20/10/a"));
        new FolderBucket(lake).put("backup/2026/11/20/10/a", Arrays.copyOf(gzip, gzip.length - 9));
        gzip("backup/2026/11/20/10/b", good(3));

        Counts counts = backup().apply(stream);

        assertEquals(List.of(good(3)), sent);
        assertEquals(
                List.of("backup/2026/11/20/10/a  the gzip data is cut off"),
                counts.unreadableObjects().first());
        assertEquals("{source backup=1}", counts.goes().toString());
        assertEquals(List.of("replayed/source-backup/backup/2026/11/20/10/b"), keys("replayed/"));
    }

    private Replay replay(Selection selection) {
        return new QuarantineReplay(new FolderBucket(lake), selection, CLOCK, _ -> {});
    }

    private BackupReplay backup() {
        return new BackupReplay(new FolderBucket(lake), "backup/2026/", CLOCK, _ -> {});
    }

    private void put(String key, String... lines) throws IOException {
        new FolderBucket(lake).put(key, (String.join("\n", lines) + "\n").getBytes(UTF_8));
    }

    private void gzip(String key, String text) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(body)) {
            gzip.write(text.getBytes(UTF_8));
        }
        new FolderBucket(lake).put(key, body.toByteArray());
    }

    private List<String> keys(String prefix) throws IOException {
        try (Stream<String> keys = new FolderBucket(lake).list(prefix)) {
            return keys.toList();
        }
    }

    private Map<String, String> all() throws IOException {
        Map<String, String> all = new TreeMap<>();
        keys("").forEach(key -> all.put(key, text(key)));
        return all;
    }

    /** The records in the error lines, by object. */
    private Map<String, String> records() throws IOException {
        Map<String, String> records = new TreeMap<>();
        all().forEach(
                        (key, text) ->
                                records.put(
                                        key.replaceAll("-stays-[0-9a-f]{16}$", "-stays-HASH"),
                                        text.lines()
                                                .map(ReplayTest::record)
                                                .reduce("", String::concat)));
        return records;
    }

    private String text(String key) {
        try {
            return Files.readString(lake.resolve(key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String record(String line) {
        String rawData = line.replaceAll(".*\"rawData\":\"([^\"]*)\".*", "$1");
        return new String(Base64.getDecoder().decode(rawData), UTF_8);
    }

    private static String failed(String record, String code) {
        return "{\"rawData\":\"%s\",\"errorCode\":\"%s\",\"arrivalTimestamp\":\"1795176000000\"}"
                .formatted(Base64.getEncoder().encodeToString(record.getBytes(UTF_8)), code);
    }

    private static String good(int i) {
        return GOOD.formatted(i);
    }

    private static String bad(int i) {
        return BAD.formatted(i);
    }
}
