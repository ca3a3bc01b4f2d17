package sesevents.firehose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One claim for each rule that Firehose keeps about batches and objects. */
class FirehoseBuffersTest extends FirehoseCase {
    @Test
    void takesRecordsOfAThousandKibibytesButNoLargerOnes() {
        try (Firehose firehose = firehose(IDENTITY, StreamSettings.DEPLOYED)) {
            firehose.put(new byte[1_024_000], NOON, "");
            assertRefused(
                    "a record holds at most 1024000 bytes, not 1024001",
                    () -> firehose.put(new byte[1_024_001], NOON, ""));
            firehose.flush();
            assertEquals(new Tally(1, 1, 0, 0, 1, 1, 0), firehose.tally());
        }
    }

    @Test
    void invokesForEveryMegabyteAndForEveryFiveHundredRecords() {
        try (Firehose firehose = firehose(countingBatches, StreamSettings.DEPLOYED)) {
            IntStream.range(0, 3).forEach(_ -> firehose.put(new byte[600_000], NOON, ""));
            IntStream.range(0, 501).forEach(_ -> firehose.put(new byte[10], NOON, ""));
        }

        assertEquals(List.of(2, 500, 2), sizes);
    }

    @Test
    void invokesWhenTheBatchSpansTheInterval() {
        try (Firehose firehose = firehose(countingBatches, StreamSettings.DEPLOYED)) {
            for (int second : new int[] {0, 59, 60, 61, 119, 120}) {
                firehose.put("x".getBytes(UTF_8), NOON.plusSeconds(second), "");
            }
        }

        assertEquals(List.of(2, 3, 1), sizes);
    }

    @Test
    void refusesATransformBufferThatDoesNotFitIntoALambdaRequest() {
        assertRefused(
                "the transform's buffer holds at most 3 MiB, not 3145729 bytes",
                () ->
                        StreamSettings.DEPLOYED.withTransformBuffer(
                                new Buffering(3 * 1024 * 1024 + 1, Duration.ofSeconds(60))));
    }

    /** Arrivals, and the objects that they come into: their times, and the records in them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // The interval is over.
                "20T23:59:30 21T00:00:29 21T00:00:30 |"
                        + " 2026-11-20-23-59-30=23:59:30 00:00:29, 2026-11-21-00-00-30=00:00:30",
                // The name is that of the oldest record.
                "21T00:00:20 20T23:59:50 21T00:00:10 |"
                        + " 2026-11-20-23-59-50=00:00:20 23:59:50 00:00:10",
                // Time goes back by more than the interval.
                "21T10:00:00 20T10:00:00 |"
                        + " 2026-11-20-10-00-00=10:00:00, 2026-11-21-10-00-00=10:00:00",
            })
    void startsANewObjectWhenItsRecordsSpanTheInterval(String arrivals, String objects)
            throws IOException {
        try (Firehose firehose = firehose(IDENTITY, StreamSettings.DEPLOYED)) {
            for (String arrival : arrivals.split(" ")) {
                firehose.put(
                        arrival.replaceFirst("..T", " ").getBytes(UTF_8),
                        Instant.parse("2026-11-" + arrival + "Z"),
                        "");
            }
        }

        Map<String, String> expected = new TreeMap<>();
        for (String object : objects.split(", ")) {
            String[] parts = object.split("=");
            expected.put(
                    "events/ingest_hour=%.13s/ses-events-1-%<s-ID.gz".formatted(parts[0]),
                    " " + parts[1]);
        }
        assertEquals(expected, bucket.texts());
    }

    @Test
    void startsANewObjectWhenTheBufferIsFull() throws IOException {
        StreamSettings tenBytes =
                StreamSettings.DEPLOYED.withDeliveryBuffer(
                        new Buffering(10, Duration.ofSeconds(60)));

        put(IDENTITY, tenBytes, "12345678", "90", "next");

        String all = bucket.texts().values().iterator().next();
        assertEquals(Set.of("1234567890", "next"), Set.of(all.split("[|]")));
    }

    @Test
    void triesAgainIfTheBucketRefuses() throws IOException {
        bucket.refusals = 3;

        put(IDENTITY, "kept");

        assertEquals(List.of("kept"), List.copyOf(bucket.texts().values()));
    }

    @Test
    void namesTheObjectThatTheBucketRefusesFourTimes() {
        bucket.refusals = 4;

        UncheckedIOException loud =
                assertThrows(UncheckedIOException.class, () -> put(IDENTITY, "one", "two"));

        assertEquals(
                "2 records are not stored: events/ingest_hour=2026-11-20-12/ses-events-1-2026-11-20-"
                        + "12-00-00-ID.gz could not be put in 4 attempts (java.io.IOException:"
                        + " 503 Slow Down)",
                loud.getMessage().replaceAll("00-[0-9a-f]{8}-[-0-9a-f]+", "00-ID"));
    }

    @Test
    void isReproducible() {
        put(IDENTITY, "one", "two");
        Map<String, byte[]> once = Map.copyOf(bucket.objects);
        bucket.objects.clear();

        put(IDENTITY, "one", "two");

        assertEquals(once.keySet(), bucket.objects.keySet());
        once.forEach((key, body) -> assertArrayEquals(body, bucket.objects.get(key)));
    }

    private static void assertRefused(String message, Executable act) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, act).getMessage());
    }
}
