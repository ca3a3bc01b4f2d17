package sesevents.firehose;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import sesevents.firehose.RecordResult.Dropped;
import sesevents.firehose.RecordResult.Failed;
import sesevents.firehose.RecordResult.Transformed;
import sesevents.lake.Bucket;
import sesevents.lake.ErrorLine;
import sesevents.lake.FailedRecord;

/**
 * A delivery stream with AWS's rules: Direct PUT, a transform invoked in batches, GZIP objects of
 * what it returned, and error lines for what failed. Time is the records' arrival, so a history of
 * months passes in seconds and leaves the same objects.
 */
public final class Firehose implements AutoCloseable {
    /** The size of the largest record. */
    public static final int RECORD_BYTES_MAX = 1000 * 1024;

    private static final String PROCESSING_FAILED = "processing-failed";

    private final StreamSettings settings;
    private final Transformation transformation;
    private final Supplier<UUID> ids;
    private final Consumer<FailedRecord> onFailed;
    private final DeliveryBuffer events;
    private final DeliveryBuffer failures;

    private List<IncomingRecord> batch = new ArrayList<>();
    private int batchBytes;
    private long offered;
    private long stored;
    private long quarantined;
    private long dropped;
    private long invocations;

    /**
     * @param ids ids of invocations and objects
     * @param onFailed is told of each record that goes to the quarantine
     */
    public Firehose(
            StreamSettings settings,
            Transformation transformation,
            Bucket bucket,
            Supplier<UUID> ids,
            Consumer<FailedRecord> onFailed) {
        this.settings = settings;
        this.transformation = transformation;
        this.ids = ids;
        this.onFailed = onFailed;
        this.events = new DeliveryBuffer(bucket, settings, ids, null);
        this.failures = new DeliveryBuffer(bucket, settings, ids, PROCESSING_FAILED);
    }

    /**
     * Puts a record.
     *
     * @param data as SES publishes it, the newline included
     * @param origin where the record is from, for {@link FailedRecord}
     */
    public void put(byte[] data, Instant arrival, String origin) {
        if (data.length > RECORD_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "a record holds at most %d bytes, not %d"
                            .formatted(RECORD_BYTES_MAX, data.length));
        }
        if (!batch.isEmpty() && isOver(settings.transformBuffer().interval(), arrival)) {
            transform();
        }
        batch.add(new IncomingRecord("%056d".formatted(offered), arrival, data, origin));
        batchBytes += data.length;
        offered++;
        if (batchBytes >= settings.transformBuffer().bytes()
                || batch.size() == StreamSettings.TRANSFORM_RECORDS) {
            transform();
        }
    }

    /** Delivers everything that was put. */
    public void flush() {
        transform();
        events.deliver();
        failures.deliver();
    }

    @Override
    public void close() {
        flush();
    }

    public Tally tally() {
        return new Tally(
                offered,
                stored,
                quarantined,
                dropped,
                invocations,
                events.objects(),
                failures.objects());
    }

    private boolean isOver(Duration interval, Instant arrival) {
        Instant first = batch.getFirst().arrival();
        return Duration.between(first, arrival).abs().compareTo(interval) >= 0;
    }

    private void transform() {
        if (batch.isEmpty()) {
            return;
        }
        Invocation invocation = Invocation.of(transformation, settings, batch, ids);
        invocations += invocation.attemptsMade();
        Instant newest =
                batch.stream().map(IncomingRecord::arrival).max(Comparator.naturalOrder()).get();
        for (IncomingRecord record : batch) {
            route(record, invocation, newest);
        }
        batch = new ArrayList<>();
        batchBytes = 0;
    }

    private void route(IncomingRecord record, Invocation invocation, Instant attemptEnding) {
        switch (invocation.result(record)) {
            case Transformed(byte[] data) -> {
                events.add(data, record.arrival());
                stored++;
            }
            case Dropped() -> dropped++;
            case Failed(String code, String message) -> {
                FailedRecord failed =
                        new FailedRecord(
                                record.data(),
                                record.arrival(),
                                record.origin(),
                                code,
                                message,
                                invocation.attemptsMade(),
                                attemptEnding);
                failures.add(ErrorLine.of(failed, StreamSettings.FUNCTION_ARN), record.arrival());
                quarantined++;
                onFailed.accept(failed);
            }
        }
    }
}
