package sesevents.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sesevents.firehose.Buffering;
import sesevents.firehose.SeededIds;
import sesevents.firehose.StreamSettings;
import sesevents.load.Pipeline;
import sesevents.replay.LakeDestination;
import sesevents.replay.QuarantineReplay;
import sesevents.replay.Selection;

class BooksTest extends BooksCase {
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
}
