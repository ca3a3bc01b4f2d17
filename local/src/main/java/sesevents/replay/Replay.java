package sesevents.replay;

import java.io.IOException;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import sesevents.UserError;
import sesevents.lake.ObjectStore;
import sesevents.transform.RejectedRecord;
import sesevents.transform.Transform;

/** Sends stored records into the stream again, object by object. */
public abstract class Replay {
    final ObjectStore objects;
    private final LongConsumer progress;
    private long looked;

    Replay(ObjectStore objects, LongConsumer progress) {
        this.objects = objects;
        this.progress = progress;
    }

    /** Counts what would be sent, and changes nothing. */
    public Counts survey() throws IOException {
        return apply(null);
    }

    /** Sends the records, and counts them. An object that cannot be replayed stops no other. */
    public Counts apply(Destination destination) throws IOException {
        Counts counts = new Counts();
        looked = 0;
        try (Stream<String> keys = keys()) {
            for (String key : (Iterable<String>) keys::iterator) {
                counts.objects++;
                try {
                    replay(key, destination, counts);
                } catch (IOException e) {
                    counts.unreadableObjects().add(key, UserError.reason(e));
                }
            }
        }
        return counts;
    }

    abstract Stream<String> keys() throws IOException;

    /** Replays one object; without a destination it only counts. */
    abstract void replay(String key, Destination destination, Counts counts) throws IOException;

    void looked() {
        progress.accept(++looked);
    }

    /**
     * The result that the present transform has for a record.
     *
     * @param reason the transform's code if it refuses, else why the record failed the first time
     */
    record Candidate(String reason, boolean passes) {
        static Candidate of(byte[] record, String failedFor, long now) {
            try {
                Transform.line(record, now);
                return new Candidate(failedFor, true);
            } catch (RejectedRecord refusal) {
                return new Candidate(refusal.reason().code(), false);
            }
        }
    }
}
