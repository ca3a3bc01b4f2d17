package sesevents.replay;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sesevents.lake.FolderBucket;
import sesevents.lake.ObjectStore;

class ReplayTest extends ReplayCase {
    @Test
    void movesAnObjectOnceAllOfItIsAccepted() throws IOException {
        // Firehose may write the same failure twice.
        put(DAY + "a", good(1), good(2), good(1));

        Counts counts = replay(Selection.ALL).apply(stream);

        assertEquals(List.of(good(1), good(2)), sent);
        assertEquals(
                List.of(3L, 1L, 0L), List.of(counts.sent(), counts.movedObjects(), counts.left()));
        Map<String, String> moved =
                Map.of("replayed/processing-failed/2026-11-20/a", good(1) + good(2) + good(1));
        assertEquals(moved, records());
        assertEquals(0, replay(Selection.ALL).apply(stream).sent());
        assertEquals(moved, records());
    }

    @Test
    void splitsARestAgainWithoutLosingAnyOfIt() throws IOException {
        put(DAY + "a", bad(1), "x", good(1));
        replay(Selection.ALL).apply(stream);
        assertEquals(
                Map.of(
                        DAY + "a-stays-HASH",
                        bad(1) + "x",
                        "replayed/processing-failed/2026-11-20/a",
                        good(1)),
                records());

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
        List<String> good = IntStream.range(1, 5).mapToObj(ReplayCase::good).toList();
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
        put("quarantine/format-conversion-failed/2026-11-20/a", good(1));
        put("quarantine/odd", good(2), bad(1));
        write(DAY + "a", failed(good(3)).replace("Lambda.X", "Lambda.InvokeLimitExceeded"));
        put(DAY + "large", " ".repeat(1_024_001));
        put("quarantine/processing-failed/2026-11-21/a", good(4));

        replay(selection).apply(stream);

        assertEquals(expected, sent);
    }

    @Test
    void leavesAnObjectThatCannotBeReadToItsEndAndSendsAllOthers() throws IOException {
        put(DAY + "a", good(1));
        gzip(DAY + "cut", 5, failed(good(2)) + "\n" + failed(bad(2)));
        put(DAY + "denied", good(3));
        write(DAY + "large", "\n".repeat(2_200_000));
        write(DAY + "long", failed(good(3)), "x".repeat(9_000_000));
        put(DAY + "z", good(4));
        ObjectStore bucket =
                new Wrapped(new FolderBucket(lake)) {
                    @Override
                    public InputStream read(String key) throws IOException {
                        if (key.endsWith("denied")) {
                            throw new AccessDeniedException(key);
                        }
                        return super.read(key);
                    }
                };
        Replay replay = new QuarantineReplay(bucket, Selection.ALL, CLOCK, _ -> {});

        Counts survey = replay.survey();
        Counts counts = replay.apply(stream);

        List<String> named =
                Stream.of(
                                "cut  the gzip data is cut off",
                                "denied  access denied",
                                "large  line 2,097,153 is beyond all that Firehose puts into one object",
                                "long  line 2 has more than 8,388,608 bytes")
                        .map(DAY::concat)
                        .toList();
        assertEquals(named, survey.unreadableObjects().first());
        assertEquals(named, counts.unreadableObjects().first());
        assertEquals("{Lambda.X=2}", survey.goes().toString());
        assertEquals(
                List.of(2L, 2L, 0L), List.of(counts.sent(), counts.movedObjects(), counts.left()));
        assertFalse(counts.isWhole());
        assertEquals(List.of(good(1), good(4)), sent);
        assertEquals(List.of(DAY + "cut", DAY + "denied", DAY + "large", DAY + "long"), keys(DAY));
    }

    @Test
    void namesAnObjectThatItCannotMoveAndGoesOn() throws IOException {
        put(DAY + "a", good(1));
        put(DAY + "b", good(2));
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
        put(DAY + "a", good(1));
        put(DAY + "b", good(2), bad(2));
        put(DAY + "c", good(3));
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
                            assertDoesNotThrow(() -> replay(Selection.ALL).apply(stream));
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
}
