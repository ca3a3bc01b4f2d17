package sesevents.load;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import sesevents.UserError;
import sesevents.firehose.Buffering;
import sesevents.firehose.StreamSettings;
import sesevents.lake.Lake;
import sesevents.lake.Source;

/** Puts all records of some sources into a lake. */
public final class Load {
    private static final int MIB = 1024 * 1024;
    private static final int CHUNK_BYTES_MAX = 64 * MIB;

    /** As deployed, but a history of years must not become an object for every minute of it. */
    private static final StreamSettings SETTINGS =
            StreamSettings.DEPLOYED
                    .withTransformBuffer(new Buffering(MIB, Duration.ofDays(1)))
                    .withDeliveryBuffer(new Buffering(64 * MIB, Duration.ofDays(1)));

    private static final Instant FIRST_ARRIVAL =
            Lake.FIRST_DAY.atStartOfDay(ZoneOffset.UTC).toInstant();

    private final Pipeline pipeline;
    private final Arrival arrival;
    private final InstantSource clock;
    private final LongConsumer progress;
    private final List<Waiting> chunk = new ArrayList<>();
    private long chunkBytes;
    private long records;
    private long misdated;
    private Instant day = Instant.MIN;

    /** What a record takes in memory beside its bytes: four objects and their place in a list. */
    private static final int RECORD_OVERHEAD_BYTES = 128;

    private record Waiting(byte[] record, Instant arrival, Source source, long line) {
        String origin() {
            return source.name() + ":" + line;
        }
    }

    private Load(Pipeline pipeline, Arrival arrival, InstantSource clock, LongConsumer progress) {
        this.pipeline = pipeline;
        this.arrival = arrival;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * Loads, and returns itself for its accounts.
     *
     * @param ids names for objects; a lake that is loaded into twice needs others each time
     * @param progress is told the number of records read, now and then
     */
    public static Load run(
            List<Source> sources,
            Path lake,
            Arrival arrival,
            InstantSource clock,
            Supplier<UUID> ids,
            LongConsumer progress) {
        // The demo deletes its own lake; what a user loads into it is not the demo's.
        Lake.make(lake).keep();
        Pipeline pipeline = new Pipeline(lake, SETTINGS, ids);
        Load load = new Load(pipeline, arrival, clock, progress);
        for (Source source : sources) {
            load.read(source);
        }
        load.putChunk();
        pipeline.close();
        return load;
    }

    public Pipeline pipeline() {
        return pipeline;
    }

    /** How many events are dated before there was SES, or in the future: these arrived now. */
    public long misdated() {
        return misdated;
    }

    private void read(Source source) {
        long line = 1;
        try (var text = source.text()) {
            RecordReader reader = new RecordReader(text);
            try {
                for (var found = reader.next(); found != null; found = reader.next()) {
                    add(found, source);
                }
            } finally {
                line = reader.line();
            }
        } catch (IOException e) {
            putChunk();
            pipeline.close();
            throw new UserError(
                    "%s cannot be read beyond line %d (%s); the %d records before are loaded, and"
                            + " loading them again does no harm",
                    source.name(), line, UserError.reason(e), records);
        }
    }

    private void add(RecordReader.Found found, Source source) {
        byte[] record = found.bytes();
        chunk.add(new Waiting(record, arrivalOf(record), source, found.line()));
        chunkBytes += record.length + RECORD_OVERHEAD_BYTES;
        records++;
        progress.accept(records);
        if (chunkBytes >= CHUNK_BYTES_MAX) {
            putChunk();
        }
    }

    /** No table shows a day of arrival before there was SES, or after tomorrow. */
    private Instant arrivalOf(byte[] record) {
        Instant now = clock.instant();
        Instant asked = arrival.of(record, now);
        if (asked.isBefore(FIRST_ARRIVAL) || asked.isAfter(now)) {
            misdated++;
            return now;
        }
        return asked;
    }

    /** In the order of arrival, and no object goes across midnight. */
    private void putChunk() {
        chunk.sort(Comparator.comparing(Waiting::arrival));
        for (Waiting waiting : chunk) {
            Instant arrivalDay = waiting.arrival().truncatedTo(ChronoUnit.DAYS);
            if (!arrivalDay.equals(day)) {
                pipeline.flush();
                day = arrivalDay;
            }
            pipeline.put(waiting.record(), waiting.arrival(), waiting.origin());
        }
        chunk.clear();
        chunkBytes = 0;
    }
}
