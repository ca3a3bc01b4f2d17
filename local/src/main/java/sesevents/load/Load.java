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
import sesevents.lake.EventLine;
import sesevents.lake.Lake;
import sesevents.lake.Source;
import sesevents.lake.UnreadableLine;
import sesevents.transform.RejectedRecord;
import sesevents.transform.Transform;

/** Puts all records of some sources into a lake. */
public final class Load {
    private static final int MIB = 1024 * 1024;
    private static final int CHUNK_BYTES_MAX = 64 * MIB;

    /** What a record takes in memory beside its bytes: four objects and an entry in a list. */
    private static final int RECORD_OVERHEAD_BYTES = 128;

    /** As deployed, but with long intervals: a history must not become an object a minute. */
    private static final StreamSettings SETTINGS =
            StreamSettings.DEPLOYED
                    .withTransformBuffer(new Buffering(MIB, Duration.ofDays(1)))
                    .withDeliveryBuffer(new Buffering(64 * MIB, Duration.ofDays(1)));

    private static final Instant FIRST_ARRIVAL =
            Lake.FIRST_DAY.atStartOfDay(ZoneOffset.UTC).toInstant();

    /** When records count as having arrived. */
    public enum Arrival {
        /** Now, or when their envelope says that they arrived. */
        NOW,
        /** When the event happened, for a history. */
        EVENT
    }

    private final Pipeline pipeline;
    private final Arrival arrival;
    private final InstantSource clock;
    private final LongConsumer progress;
    private final List<Waiting> chunk = new ArrayList<>();
    private long chunkBytes;
    private long records;
    private long misdated;
    private Instant day = Instant.MIN;

    private record Waiting(byte[] record, Instant arrival, Source source, long line) {}

    private Load(Pipeline pipeline, Arrival arrival, InstantSource clock, LongConsumer progress) {
        this.pipeline = pipeline;
        this.arrival = arrival;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * Loads all sources; the result has the counts.
     *
     * @param ids for the names of objects; they must differ from those of earlier loads
     * @param progress is told the number of records read, now and then
     */
    public static Load run(
            List<Source> sources,
            Path lake,
            Arrival arrival,
            InstantSource clock,
            Supplier<UUID> ids,
            LongConsumer progress)
            throws IOException {
        // The demo empties its own lake, so it must not stay the demo's.
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

    /** How many events are dated before SES began or in the future; they count as arriving now. */
    public long misdated() {
        return misdated;
    }

    private void read(Source source) {
        RecordReader reader = null;
        try (var text = source.text()) {
            reader = new RecordReader(text);
            for (var found = reader.next(); found != null; found = reader.next()) {
                add(found, source);
            }
        } catch (IOException e) {
            putChunk();
            pipeline.close();
            throw new UserError(
                    "%s cannot be read beyond line %d (%s); the %d records before are loaded, and"
                            + " loading them again does no harm",
                    source.name(),
                    reader == null ? 1 : reader.line(),
                    UserError.reason(e),
                    records);
        }
    }

    private void add(RecordReader.Found found, Source source) {
        for (Envelope.Content content : Envelope.open(found.bytes())) {
            chunk.add(new Waiting(content.bytes(), arrivalOf(content), source, found.line()));
            chunkBytes += content.bytes().length + RECORD_OVERHEAD_BYTES;
            progress.accept(++records);
        }
        if (chunkBytes >= CHUNK_BYTES_MAX) {
            putChunk();
        }
    }

    /** No table shows days of arrival before SES began or after tomorrow. */
    private Instant arrivalOf(Envelope.Content content) {
        Instant now = clock.instant();
        Instant wanted = arrival == Arrival.NOW ? content.arrival() : happened(content.bytes());
        if (wanted == null) {
            return now;
        }
        if (wanted.isBefore(FIRST_ARRIVAL) || wanted.isAfter(now)) {
            misdated++;
            return now;
        }
        return wanted;
    }

    /** When an event happened; null if the record is none. */
    private static Instant happened(byte[] record) {
        try {
            EventLine event = EventLine.read(Transform.line(record, 0));
            return event.happened().toInstant(ZoneOffset.UTC);
        } catch (RejectedRecord | UnreadableLine _) {
            return null;
        }
    }

    /** Puts the chunk in order of arrival; no object holds records of two days. */
    private void putChunk() {
        chunk.sort(Comparator.comparing(Waiting::arrival));
        for (Waiting waiting : chunk) {
            Instant arrivalDay = waiting.arrival().truncatedTo(ChronoUnit.DAYS);
            if (!arrivalDay.equals(day)) {
                pipeline.flush();
                day = arrivalDay;
            }
            String origin = waiting.source().name() + ":" + waiting.line();
            pipeline.put(waiting.record(), waiting.arrival(), origin);
        }
        chunk.clear();
        chunkBytes = 0;
    }
}
