package sesevents.load;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import sesevents.firehose.Firehose;
import sesevents.firehose.InProcessFunction;
import sesevents.firehose.StreamSettings;
import sesevents.firehose.Tally;
import sesevents.firehose.Transformation;
import sesevents.lake.Bucket;
import sesevents.lake.FailedRecord;
import sesevents.lake.Journal;
import sesevents.lake.Lake;
import sesevents.lake.RecordId;
import sesevents.transform.RejectedRecord;
import sesevents.transform.Transform;

/** The real function behind our Firehose, in front of a lake; says why records are quarantined. */
public final class Pipeline implements AutoCloseable {
    private static final int NAMED_MAX = 20;

    private final Journal journal;
    private final Firehose firehose;
    private final Map<String, Integer> reasons = new TreeMap<>();
    private final List<Quarantined> named = new ArrayList<>();

    /**
     * A record that was not stored as an event.
     *
     * @param origin file and line
     * @param reason the transform's code, or Firehose's if the function never answered
     * @param detail the field that is wrong, or empty
     */
    public record Quarantined(String origin, String reason, String detail) {}

    public Pipeline(Path lake, StreamSettings settings, Supplier<UUID> ids) {
        this(lake, settings, ids, InProcessFunction.ofTransform());
    }

    /** With another function, such as one that fails. */
    public Pipeline(
            Path lake, StreamSettings settings, Supplier<UUID> ids, Transformation function) {
        Lake made = Lake.make(lake);
        this.journal = new Journal(made);
        Bucket bucket =
                (key, body) -> {
                    journal.write();
                    made.objects().put(key, body);
                };
        this.firehose = new Firehose(settings, function, bucket, ids, this::account);
    }

    public void put(byte[] record, Instant arrival, String origin) {
        journal.offered(arrival, RecordId.of(record));
        firehose.put(record, arrival, origin);
    }

    /** Delivers everything that was put. */
    public void flush() {
        journal.write();
        firehose.flush();
    }

    @Override
    public void close() {
        flush();
    }

    public Tally tally() {
        return firehose.tally();
    }

    /** How many records are in quarantine, by reason. */
    public Map<String, Integer> reasons() {
        return reasons;
    }

    /** The first of the records in quarantine. */
    public List<Quarantined> named() {
        return named;
    }

    private void account(FailedRecord failed) {
        Quarantined quarantined = explain(failed);
        reasons.merge(quarantined.reason(), 1, Integer::sum);
        if (named.size() < NAMED_MAX) {
            named.add(quarantined);
        }
    }

    /** Firehose only knows that the function refused a record, so the transform is asked why. */
    private static Quarantined explain(FailedRecord failed) {
        try {
            Transform.line(failed.data(), failed.arrival().toEpochMilli());
            return new Quarantined(failed.origin(), failed.errorCode(), failed.errorMessage());
        } catch (RejectedRecord rejected) {
            return new Quarantined(
                    failed.origin(),
                    rejected.reason().code(),
                    rejected.field() == null ? "" : rejected.field());
        }
    }
}
