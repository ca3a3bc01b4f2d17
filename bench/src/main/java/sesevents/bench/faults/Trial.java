package sesevents.bench.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import sesevents.aws.Pause;
import sesevents.cli.ChildCommand;
import sesevents.engine.Engine;
import sesevents.engine.LakeRefresh;
import sesevents.engine.ViewSums;
import sesevents.firehose.Buffering;
import sesevents.firehose.Firehose;
import sesevents.firehose.InProcessFunction;
import sesevents.firehose.SeededIds;
import sesevents.firehose.StreamSettings;
import sesevents.firehose.Tally;
import sesevents.firehose.Transformation;
import sesevents.lake.Bucket;
import sesevents.lake.FolderBucket;
import sesevents.lake.Lake;
import sesevents.load.Pipeline;
import sesevents.madeup.Damage;
import sesevents.madeup.Mailing;
import sesevents.madeup.Publication;
import sesevents.replay.Destination;
import sesevents.replay.LakeDestination;
import sesevents.replay.QuarantineReplay;
import sesevents.replay.Selection;

/**
 * The same made-up mail in two lakes: one where nothing fails, and one where everything does. In
 * the end both must say the same.
 *
 * @param folder empty; gets both lakes
 * @param seed of the mail and of all chance
 * @param events about how many
 */
record Trial(Path folder, long seed, long events, Consumer<String> progress) {
    /** Few objects, because a query mostly spends its time opening them. */
    private static final StreamSettings SETTINGS =
            StreamSettings.DEPLOYED.withDeliveryBuffer(
                    new Buffering(64 * 1024 * 1024, Duration.ofMinutes(15)));

    private static final int DAYS = 6;
    private static final double PUBLISHED_TWICE = 0.01;
    private static final double MALFORMED = 0.005;
    private static final int SECOND_MILLIS = 1_000;

    private static final String DISTINCT_RECORDS =
            "select count(*), count(distinct row(event_id, ingest_timestamp)),"
                    + " count(distinct event_id) from ses_events";
    private static final String DISTINCT_FAILURES =
            "select count(distinct row(rawdata, arrivaltimestamp)) from failed_records";
    private static final String EVENT_IDS =
            "select count(*), checksum(event_id) from (select distinct event_id from ses_events)";

    /** Ends a replay that is not done. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /**
     * The result of a trial.
     *
     * @param figures by the heading of their column, in the order in which they are printed
     * @param problems what is not as it must be, a sentence each
     */
    record Result(Map<String, Long> figures, List<String> problems) {
        long figure(String name) {
            return figures.get(name);
        }
    }

    Result run() {
        try {
            return faulty(clean());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write under " + folder, e);
        }
    }

    /** What the lake without faults says. */
    private record Truth(Tally tally, List<Object> eventIds, ViewSums views) {}

    private Truth clean() {
        Path lake = Lake.make(folder.resolve("clean")).folder();
        progress.accept("mail where nothing fails ...");
        Tally tally = write(InProcessFunction.ofTransform(), new FolderBucket(lake));
        try (Engine engine = Engine.open(lake)) {
            refresh(engine, lake);
            return new Truth(tally, row(engine, EVENT_IDS), ViewSums.of(engine));
        }
    }

    private Result faulty(Truth truth) throws IOException {
        Path lake = Lake.make(folder.resolve("faulty")).folder();
        Random random = new Random(seed);
        progress.accept("the same mail where everything fails ...");
        FaultyFunction faultyFunction = new FaultyFunction(InProcessFunction.ofTransform(), random);
        FaultyBucket bucket = new FaultyBucket(new FolderBucket(lake), random);
        Tally tally = write(faultyFunction, bucket);

        progress.accept("a refresh that is killed, and another one ...");
        long refreshed = killRefresh(lake, random);
        Problems problems = new Problems();
        try (Engine engine = Engine.open(lake)) {
            refresh(engine, lake);
            List<Object> stored = row(engine, DISTINCT_RECORDS);
            long quarantined = number(engine, DISTINCT_FAILURES);
            problems.expect(
                    "distinct records in the table and the quarantine",
                    tally.offered(),
                    (Long) stored.get(1) + quarantined);

            progress.accept("a replay that is killed, another one, and one too many ...");
            replay(lake, random.nextLong(quarantined));
            replay(lake, Long.MAX_VALUE);
            ViewSums once = ViewSums.of(engine);
            problems.expect("views unlike the truth", List.of(), once.unlike(truth.views()));
            problems.expect("records that a second replay sends", 0L, replay(lake, Long.MAX_VALUE));

            List<Object> ids = row(engine, EVENT_IDS);
            problems.expect("distinct events and their checksum", truth.eventIds(), ids);
            long bad = number(engine, DISTINCT_FAILURES);
            problems.expect("records left in quarantine", truth.tally().quarantined(), bad);
            Map<String, Long> figures = new LinkedHashMap<>();
            figures.put("seed", seed);
            figures.put("offered", tally.offered());
            figures.put("failed invoked", faultyFunction.failures());
            figures.put("failed puts", bucket.errors());
            figures.put("twice puts", bucket.twice());
            figures.put("killed at day", refreshed);
            figures.put("stored", (Long) stored.get(1));
            figures.put("quarantined", quarantined);
            figures.put("of it bad", bad);
            figures.put("lost", (Long) truth.eventIds().getFirst() - (Long) ids.getFirst());
            figures.put("unlike", (long) once.unlike(truth.views()).size());
            figures.put("surplus count(*)", (Long) stored.get(0) - (Long) stored.get(2));
            return new Result(figures, problems.take());
        }
    }

    /** Publishes the mail, some of it twice, and some of it with a damaged copy. */
    private Tally write(Transformation transformation, Bucket bucket) {
        Instant end = LocalDate.now(ZoneOffset.UTC).atStartOfDay(ZoneOffset.UTC).toInstant();
        Mailing mailing = Mailing.ofEvents(seed, events, end.minus(Duration.ofDays(DAYS)), end);
        Random random = new Random(seed);
        Firehose firehose =
                new Firehose(SETTINGS, transformation, bucket, new SeededIds(seed), _ -> {});
        for (Iterator<Publication> all = mailing.publications(); all.hasNext(); ) {
            Publication one = all.next();
            Instant arrival = one.arrival();
            firehose.put(one.record(), arrival, "");
            if (random.nextDouble() < PUBLISHED_TWICE) {
                firehose.put(one.record(), later(arrival, random), "");
            }
            if (one.damage() == null && random.nextDouble() < MALFORMED) {
                Damage damage = Damage.values()[random.nextInt(Damage.values().length)];
                firehose.put(damage.applyTo(one.record()), later(arrival, random), "");
            }
        }
        firehose.close();
        return firehose.tally();
    }

    private static Instant later(Instant arrival, Random random) {
        return arrival.plusMillis(1L + random.nextInt(SECOND_MILLIS));
    }

    /**
     * Kills a refresh that runs in a process of its own, as if the machine lost its power.
     *
     * @return how many insertions it had reported by then
     */
    private static long killRefresh(Path lake, Random random) throws IOException {
        int before = random.nextInt(2);
        ChildCommand refresh = ChildCommand.start("refresh", "--lake", lake.toString());
        while (refresh.isAlive() && insertions(refresh.said()) < before) {
            Pause.REAL.of(Duration.ofMillis(50));
        }
        Duration time = Duration.ofMillis(random.nextInt(3 * SECOND_MILLIS));
        return insertions(refresh.killAfter(time).said());
    }

    private static long insertions(String said) {
        return said.lines().filter(line -> line.endsWith(" rows")).count();
    }

    private static void refresh(Engine engine, Path lake) {
        new LakeRefresh(new Lake(lake), engine).run(_ -> {});
    }

    /** Returns how many records were sent; none if it is killed at a record. */
    private static long replay(Path lake, long killedAt) throws IOException {
        Pipeline pipeline = new Pipeline(lake, SETTINGS, UUID::randomUUID);
        InstantSource clock = InstantSource.system();
        Destination real = new LakeDestination(pipeline, clock);
        Destination mortal =
                new Destination() {
                    private long records;

                    @Override
                    public void put(byte[] record) {
                        if (records++ == killedAt) {
                            throw new Killed();
                        }
                        real.put(record);
                    }

                    @Override
                    public void settle() {
                        real.settle();
                    }
                };
        try {
            long sent =
                    new QuarantineReplay(new FolderBucket(lake), Selection.ALL, clock, _ -> {})
                            .apply(mortal)
                            .sent();
            pipeline.close();
            return sent;
        } catch (Killed _) {
            // The records that the pipeline held back are lost with the process.
            return 0;
        }
    }

    private static List<Object> row(Engine engine, String sql) {
        return engine.query(sql).values().getFirst();
    }

    private static long number(Engine engine, String sql) {
        return (Long) row(engine, sql).getFirst();
    }
}
