package sesevents.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sesevents.UserError;
import sesevents.lake.Keys;
import sesevents.lake.ObjectStore;
import sesevents.lake.Source;
import sesevents.load.RecordReader;

/**
 * Replays a source backup: every record that SES sent, one after the other. Its objects stay; an
 * empty object under {@code replayed/source-backup/} notes that one was sent. Records that the
 * transform refuses are not sent, because they are in the quarantine already.
 */
public final class BackupReplay extends Replay {
    private final String prefix;
    private final InstantSource clock;

    /**
     * @param prefix of the keys, such as {@code backup/2026/11/}
     * @param progress is told the number of records looked at, one by one
     */
    public BackupReplay(
            ObjectStore objects, String prefix, InstantSource clock, LongConsumer progress) {
        super(objects, progress);
        this.prefix = prefix;
        this.clock = clock;
    }

    @Override
    Stream<String> keys() throws IOException {
        Set<String> replayed = replayed(objects, prefix);
        return objects.list(prefix).filter(key -> !replayed.contains(key));
    }

    /** Reads the object to its end first, so that nothing of a broken one is sent. */
    @Override
    void replay(String key, Destination destination, Counts counts) throws IOException {
        Map<Candidate, Long> found = new HashMap<>();
        read(
                key,
                (_, candidate) -> {
                    found.merge(candidate, 1L, Long::sum);
                    looked();
                });
        if (destination != null) {
            read(
                    key,
                    (record, candidate) -> {
                        if (candidate.passes()) {
                            destination.put(record);
                        }
                    });
            destination.settle();
            note(key, counts);
        }
        found.forEach(
                (candidate, records) -> {
                    counts.add(candidate.reason(), candidate.passes(), records);
                    counts.different += candidate.passes() ? records : 0;
                });
    }

    /** The records are accepted, so a failure to note it does not change the counts. */
    private void note(String key, Counts counts) {
        try {
            objects.put(Keys.REPLAYED_BACKUP + key, "\n".getBytes(UTF_8));
            counts.moved++;
        } catch (IOException e) {
            counts.unreadableObjects()
                    .add(key, "was sent, but that cannot be noted: " + UserError.reason(e));
        }
    }

    private void read(String key, BiConsumer<byte[], Candidate> each) throws IOException {
        try (InputStream text = new Source(key, () -> objects.read(key)).text()) {
            RecordReader records = new RecordReader(text);
            for (var found = records.next(); found != null; found = records.next()) {
                each.accept(
                        found.bytes(),
                        Candidate.of(found.bytes(), "source backup", clock.millis()));
            }
        }
    }

    /** The keys with a prefix in the source backup that were sent again. */
    public static Set<String> replayed(ObjectStore objects, String prefix) throws IOException {
        try (Stream<String> keys = objects.list(Keys.REPLAYED_BACKUP + prefix)) {
            return keys.map(key -> key.substring(Keys.REPLAYED_BACKUP.length()))
                    .collect(Collectors.toSet());
        }
    }
}
