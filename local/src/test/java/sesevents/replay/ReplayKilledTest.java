package sesevents.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sesevents.engine.TestLake;
import sesevents.firehose.Buffering;
import sesevents.firehose.Firehose;
import sesevents.firehose.InProcessFunction;
import sesevents.firehose.SeededIds;
import sesevents.firehose.StreamSettings;
import sesevents.firehose.Transformation;
import sesevents.lake.FolderBucket;
import sesevents.lake.ObjectStore;
import sesevents.load.Pipeline;
import sesevents.madeup.Mailing;
import sesevents.madeup.Publication;
import sesevents.madeup.StatusRow;

/** A lake in which every other batch failed, and replays that are killed at each of their steps. */
class ReplayKilledTest {
    private static final StreamSettings SETTINGS =
            StreamSettings.DEPLOYED
                    .withTransformBuffer(new Buffering(20_000, Duration.ofDays(1)))
                    .withDeliveryBuffer(new Buffering(60_000, Duration.ofDays(1)));

    @TempDir private static Path failedLake;
    private static Mailing mailing;
    private static InstantSource clock;
    private static List<StatusRow> expected;
    private static int damaged;

    @BeforeAll
    static void fail() throws IOException {
        TestLake.empty();
        // In the last hours, which the views read from ses_events itself.
        Instant end = Instant.now().truncatedTo(ChronoUnit.HOURS);
        clock = InstantSource.fixed(end);
        mailing = new Mailing(7, 40, end.minus(Duration.ofHours(2)), end);
        expected =
                mailing.expectedRows().sorted(Comparator.comparing(StatusRow::messageId)).toList();
        Transformation function = InProcessFunction.ofTransform();
        int[] batches = {0};
        Transformation everyOtherFails =
                (request, response) -> {
                    if (batches[0]++ / (StreamSettings.RETRIES + 1) % 2 == 0) {
                        throw new IOException("timed out");
                    }
                    batches[0] += StreamSettings.RETRIES;
                    function.invoke(request, response);
                };
        try (Firehose firehose =
                new Firehose(
                        SETTINGS,
                        everyOtherFails,
                        new FolderBucket(failedLake),
                        new SeededIds(1),
                        _ -> {})) {
            Iterator<Publication> publications = mailing.publications();
            while (publications.hasNext()) {
                Publication publication = publications.next();
                damaged += publication.damage() == null ? 0 : 1;
                firehose.put(publication.record(), publication.arrival(), "");
            }
        }
    }

    @Test
    void aReplayKilledAtAnyStepOrRunTwiceGivesTheSameEmailStatus() throws IOException {
        Path lake = failed();
        assertTrue(!expected.equals(emailStatus()), "the lake lacks nothing before the replay");

        int steps = 0;
        while (isKilled(lake, steps)) {
            runToEnd(lake);
            assertIsWhole(lake, "killed at step " + steps);
            lake = failed();
            steps++;
        }
        assertTrue(steps >= 16, steps + " steps");
        assertIsWhole(lake, "once");
        assertEquals(0, runToEnd(lake).sent());
        assertIsWhole(lake, "twice");
    }

    @Test
    void aReplayThatMovedAnObjectBeforeItWasSentWouldLoseIt() throws IOException {
        Path lake = failed();
        Killer killer = new Killer(0);
        assertThrows(Killed.class, () -> run(lake, movingFirst(new FolderBucket(lake)), killer));
        runToEnd(lake);

        assertThrows(AssertionError.class, () -> assertIsWhole(lake, "killed after the move"));
    }

    private static boolean isKilled(Path lake, int step) throws IOException {
        Killer killer = new Killer(step);
        try {
            run(lake, killing(new FolderBucket(lake), killer), killer);
            return false;
        } catch (Killed _) {
            return true;
        }
    }

    private static Counts runToEnd(Path lake) throws IOException {
        return run(lake, new FolderBucket(lake), new Killer(Integer.MAX_VALUE));
    }

    private static Counts run(Path lake, ObjectStore objects, Killer killer) throws IOException {
        // A pipeline that is killed loses what it has not delivered, as a process does.
        Pipeline pipeline = new Pipeline(lake, SETTINGS, UUID::randomUUID);
        Destination real = new LakeDestination(pipeline, clock);
        Destination destination =
                new Destination() {
                    @Override
                    public void put(byte[] record) {
                        real.put(record);
                    }

                    @Override
                    public void settle() {
                        killer.step();
                        real.settle();
                        killer.step();
                    }
                };
        return new QuarantineReplay(objects, Selection.ALL, clock, _ -> {}).apply(destination);
    }

    private static void assertIsWhole(Path lake, String when) throws IOException {
        assertEquals(expected, emailStatus(), when);
        Counts left =
                new QuarantineReplay(new FolderBucket(lake), Selection.ALL, clock, _ -> {})
                        .survey();
        assertEquals(List.of(0L, (long) damaged), List.of(left.sent(), left.left()), when);
    }

    private static List<StatusRow> emailStatus() {
        return TestLake.engine()
                .query("select " + StatusRow.COLUMNS + " from email_status")
                .values()
                .stream()
                .map(StatusRow::of)
                .sorted(Comparator.comparing(StatusRow::messageId))
                .toList();
    }

    private static Path failed() throws IOException {
        Path lake = TestLake.empty();
        FolderBucket copy = new FolderBucket(lake);
        try (Stream<String> keys = new FolderBucket(failedLake).list("")) {
            for (String key : keys.toList()) {
                copy.put(key, Files.readAllBytes(failedLake.resolve(key)));
            }
        }
        return lake;
    }

    /** A move is a copy and a deletion, as on S3. */
    private static ObjectStore killing(ObjectStore bucket, Killer killer) {
        return new Wrapped(bucket) {
            @Override
            public void put(String key, byte[] body) throws IOException {
                killer.step();
                real.put(key, body);
                killer.step();
            }

            @Override
            public void move(String key, String newKey) throws IOException {
                killer.step();
                try (InputStream body = real.read(key)) {
                    real.put(newKey, body.readAllBytes());
                }
                killer.step();
                real.move(key, newKey);
                killer.step();
            }
        };
    }

    /** Makes the mistake that a replay must not make. */
    private static ObjectStore movingFirst(ObjectStore bucket) {
        return new Wrapped(bucket) {
            @Override
            public InputStream read(String key) throws IOException {
                String moved = key.replaceFirst("^quarantine/", "replayed/");
                real.move(key, moved);
                return real.read(moved);
            }

            @Override
            public void move(String key, String newKey) {
                // It was moved before.
            }
        };
    }

    private static final class Killer {
        private int left;

        Killer(int steps) {
            left = steps;
        }

        void step() {
            if (left-- == 0) {
                throw new Killed();
            }
        }
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }
}
