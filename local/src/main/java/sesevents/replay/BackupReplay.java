package sesevents.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sesevents.UserError;
import sesevents.lake.ObjectStore;
import sesevents.lake.Source;
import sesevents.load.RecordReader;

/**
 * A source backup put in again: all that SES once sent, one record behind the other. Its objects
 * stay where they are; an empty one under {@code replayed/source-backup/} says of each that it has
 * gone. What the transform refuses is left out: it went the same way then, into the quarantine.
 */
public final class BackupReplay {
    private static final String GONE = "replayed/source-backup/";

    private final ObjectStore objects;
    private final String prefix;
    private final InstantSource clock;
    private final LongConsumer progress;
    private final Counts counts = new Counts();
    private long looked;

    /**
     * @param prefix of the keys, as {@code backup/2026/11/}
     * @param progress is told the number of records looked at, one by one
     */
    public BackupReplay(
            ObjectStore objects, String prefix, InstantSource clock, LongConsumer progress) {
        this.objects = objects;
        this.prefix = prefix;
        this.clock = clock;
        this.progress = progress;
    }

    /** Says what would go, and does nothing. */
    public Counts survey() throws IOException {
        return replay(null);
    }

    /** Sends it. */
    public Counts apply(Destination destination) throws IOException {
        return replay(destination);
    }

    /** What is wrong with an object harms no other. */
    private Counts replay(Destination destination) throws IOException {
        Set<String> gone = replayed(objects, prefix);
        try (Stream<String> keys = objects.list(prefix)) {
            for (String key :
                    (Iterable<String>) keys.filter(key -> !gone.contains(key))::iterator) {
                counts.object();
                try {
                    replay(key, destination);
                } catch (IOException e) {
                    counts.unreadableObject(key, UserError.reason(e));
                }
            }
        }
        return counts;
    }

    /** Read to its end first: of an object that breaks off nothing goes. */
    private void replay(String key, Destination destination) throws IOException {
        Map<ReplayCandidate, Long> found = new HashMap<>();
        read(
                key,
                (_, prospect) -> {
                    found.merge(prospect, 1L, Long::sum);
                    progress.accept(++looked);
                });
        if (destination != null) {
            read(
                    key,
                    (record, prospect) -> {
                        if (prospect.passes()) {
                            destination.put(record);
                        }
                    });
            destination.settle();
            note(key);
        }
        found.forEach(counts::found);
    }

    /** All of it is accepted: whatever happens now, it was sent. */
    private void note(String key) {
        try {
            objects.put(GONE + key, "\n".getBytes(UTF_8));
            counts.movedObject();
        } catch (IOException e) {
            counts.unreadableObject(
                    key, "was sent, but that cannot be noted: " + UserError.reason(e));
        }
    }

    private void read(String key, BiConsumer<byte[], ReplayCandidate> each) throws IOException {
        try (InputStream text = new Source(key, () -> objects.read(key)).text()) {
            RecordReader records = new RecordReader(text);
            for (var found = records.next(); found != null; found = records.next()) {
                each.accept(
                        found.bytes(),
                        ReplayCandidate.of(found.bytes(), "source backup", clock.millis()));
            }
        }
    }

    /** The keys under a prefix of the backup that were put in again. */
    public static Set<String> replayed(ObjectStore objects, String prefix) throws IOException {
        try (Stream<String> keys = objects.list(GONE + prefix)) {
            return keys.map(key -> key.substring(GONE.length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
