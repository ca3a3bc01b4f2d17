package sesevents.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sesevents.UserError;
import sesevents.lake.ErrorLine;
import sesevents.lake.FailedRecord;
import sesevents.lake.Lines;
import sesevents.lake.ObjectStore;
import sesevents.lake.Sha256;
import sesevents.lake.UnreadableLine;

/**
 * The quarantine put in again, an object at a time. An object of which some records stay is split
 * in two first, so that each is sent whole or not at all; it moves to {@code replayed/} when all of
 * it is accepted. Killed at any step, nothing is lost: the next run finds what has not moved, and
 * what it sends twice has the same event_id. An object that cannot be read to its end stays whole.
 */
public final class Replay {
    private static final String QUARANTINE = "quarantine/";
    private static final String REPLAYED = "replayed/";
    private static final String STAYS = "-stays-";

    /**
     * Twice what Firehose buffers at most, 128 MiB, for base64 and the objects around each line.
     */
    private static final long OBJECT_BYTES_MAX = 256L * 1024 * 1024;

    private static final int LINE_OVERHEAD_BYTES = 128;

    private final ObjectStore objects;
    private final Selection selection;
    private final InstantSource clock;
    private final LongConsumer progress;
    private final Counts counts = new Counts();
    private long looked;

    /** A line that waits, and whether it goes; there is no record where it cannot be read. */
    private record Waiting(long number, byte[] line, byte[] record, String reason, boolean goes) {}

    /**
     * @param clock says when a record would arrive
     * @param progress is told the number of records looked at, one by one
     */
    public Replay(
            ObjectStore objects, Selection selection, InstantSource clock, LongConsumer progress) {
        this.objects = objects;
        this.selection = selection;
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
        try (Stream<String> keys = objects.list(QUARANTINE)) {
            for (String key : (Iterable<String>) keys.filter(selection::takes)::iterator) {
                counts.object();
                try {
                    replay(key, read(key), destination);
                } catch (NoSuchFileException _) {
                    counts.taken(key, "is gone: another run took it");
                } catch (IOException e) {
                    counts.unreadableObject(key, UserError.reason(e));
                }
            }
        }
        return counts;
    }

    private void replay(String key, List<Waiting> waiting, Destination destination)
            throws IOException {
        if (destination != null && waiting.stream().anyMatch(Waiting::goes)) {
            send(key, waiting, destination);
        }
        counts.different(different(waiting).size());
        waiting.forEach(one -> count(key, one));
    }

    private List<Waiting> read(String key) throws IOException {
        List<Waiting> waiting = new ArrayList<>();
        long bytes = 0;
        try (Lines lines = Lines.of(objects, key)) {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                bytes += line.length + LINE_OVERHEAD_BYTES;
                if (bytes > OBJECT_BYTES_MAX) {
                    throw new IOException(
                            "line %,d is beyond all that Firehose puts into one object"
                                    .formatted(lines.number()));
                }
                if (line.length > 0) {
                    waiting.add(read(line, lines.number()));
                    progress.accept(++looked);
                }
            }
        }
        return waiting;
    }

    private Waiting read(byte[] line, long number) {
        try {
            FailedRecord failed = ErrorLine.read(line, "");
            ReplayCandidate prospect =
                    ReplayCandidate.of(failed.data(), failed.errorCode(), clock.millis());
            return new Waiting(
                    number,
                    line,
                    failed.data(),
                    prospect.reason(),
                    selection.takes(prospect, failed.data()));
        } catch (UnreadableLine e) {
            return new Waiting(number, line, null, e.getMessage(), false);
        }
    }

    private void count(String key, Waiting one) {
        if (one.record() == null) {
            counts.unreadable(key + ":" + one.number(), one.reason());
        } else if (one.goes()) {
            counts.goes(one.reason());
        } else {
            counts.stays(one.reason());
        }
    }

    private void send(String key, List<Waiting> waiting, Destination destination)
            throws IOException {
        List<Waiting> going = waiting.stream().filter(Waiting::goes).toList();
        if (going.size() < waiting.size()) {
            split(key, waiting, going);
        }
        different(going).forEach(record -> destination.put(record.array()));
        destination.settle();
        move(key);
    }

    /** All of it is accepted: whatever happens now, it was sent. */
    private void move(String key) {
        try {
            objects.move(key, REPLAYED + key.substring(QUARANTINE.length()));
            counts.movedObject();
        } catch (NoSuchFileException _) {
            counts.taken(key, "was sent, and moved by another run meanwhile");
        } catch (IOException e) {
            counts.unreadableObject(
                    key, "was sent, but cannot be moved to replayed/: " + UserError.reason(e));
        }
    }

    /** The same record twice in one object is one failure that Firehose wrote down twice. */
    private static Set<ByteBuffer> different(List<Waiting> waiting) {
        return waiting.stream()
                .filter(Waiting::goes)
                .map(one -> ByteBuffer.wrap(one.record()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** What stays is there twice for a moment, and never not at all. */
    private void split(String key, List<Waiting> all, List<Waiting> going) throws IOException {
        byte[] staying = text(all.stream().filter(one -> !one.goes()).toList());
        // Named for what is in it, so that no other rest of this object is overwritten.
        int suffix = key.indexOf(STAYS);
        String whole = suffix < 0 ? key : key.substring(0, suffix);
        objects.put(whole + STAYS + Sha256.prefix(staying), staying);
        objects.put(key, text(going));
    }

    private static byte[] text(List<Waiting> waiting) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (Waiting one : waiting) {
            text.writeBytes(one.line());
            text.write('\n');
        }
        return text.toByteArray();
    }
}
