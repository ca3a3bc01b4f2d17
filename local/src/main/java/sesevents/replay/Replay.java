package sesevents.replay;

import java.io.IOException;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import sesevents.UserError;
import sesevents.lake.ObjectStore;

/** Sends stored records into the stream again, object by object. */
public abstract class Replay {
    final ObjectStore objects;
    private final LongConsumer progress;
    private long looked;

    /**
     * @param progress is told the number of records looked at, one by one
     */
    Replay(ObjectStore objects, LongConsumer progress) {
        this.objects = objects;
        this.progress = progress;
    }

    /** Counts what would be sent, and changes nothing. */
    public Counts survey() throws IOException {
        return run(null);
    }

    /** Sends the records, and counts them. */
    public Counts apply(Destination destination) throws IOException {
        return run(destination);
    }

    abstract Stream<String> keys() throws IOException;

    /** Replays one object; without a destination it only counts. */
    abstract void replay(String key, Destination destination, Counts counts) throws IOException;

    void looked() {
        progress.accept(++looked);
    }

    /** An object that cannot be replayed does not stop the others. */
    private Counts run(Destination destination) throws IOException {
        Counts counts = new Counts();
        try (Stream<String> keys = keys()) {
            for (String key : (Iterable<String>) keys::iterator) {
                counts.object();
                try {
                    replay(key, destination, counts);
                } catch (IOException e) {
                    counts.unreadableObjects().add(key, UserError.reason(e));
                }
            }
        }
        return counts;
    }
}
