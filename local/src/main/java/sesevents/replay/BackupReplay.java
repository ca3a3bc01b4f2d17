package sesevents.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sesevents.firehose.ObjectStore;
import sesevents.load.RecordReader;
import sesevents.load.Source;

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
        return replay(
                new Destination() {
                    @Override
                    public void put(byte[] record) {}

                    @Override
                    public void settle() {}
                },
                _ -> {});
    }

    /** Sends it. */
    public Counts apply(Destination destination) throws IOException {
        return replay(
                destination,
                key -> {
                    objects.put(GONE + key, "\n".getBytes(UTF_8));
                    counts.movedObject();
                });
    }

    private interface Done {
        void with(String key) throws IOException;
    }

    private Counts replay(Destination destination, Done done) throws IOException {
        Set<String> gone = replayed(objects, prefix);
        try (Stream<String> keys = objects.list(prefix)) {
            for (String key :
                    (Iterable<String>) keys.filter(key -> !gone.contains(key))::iterator) {
                counts.object();
                put(key, destination);
                destination.settle();
                done.with(key);
            }
        }
        return counts;
    }

    private void put(String key, Destination destination) throws IOException {
        try (InputStream text = new Source(key, () -> objects.read(key)).text()) {
            RecordReader records = new RecordReader(text);
            for (var found = records.next(); found != null; found = records.next()) {
                Prospect prospect = Prospect.of(found.bytes(), "source backup", clock.millis());
                if (prospect.passes()) {
                    counts.goes(prospect.reason());
                    counts.different(1);
                    destination.put(found.bytes());
                } else {
                    counts.stays(prospect.reason());
                }
                progress.accept(counts.sent() + counts.left());
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
