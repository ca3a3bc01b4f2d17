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
import sesevents.lake.Keys;
import sesevents.lake.Lines;
import sesevents.lake.ObjectStore;
import sesevents.lake.Sha256;
import sesevents.lake.UnreadableLine;

/**
 * Replays the quarantine. An object of which some records stay is split in two first, so that each
 * object is sent whole or not at all; it moves to {@code replayed/} when all of it is accepted. If
 * it is killed at any step, nothing is lost: the next run finds the objects that have not moved,
 * and records that are sent twice have the same event_id. An object that cannot be read to its end
 * stays whole.
 */
public final class QuarantineReplay extends Replay {
    private static final String STAYS = "-stays-";

    /** Twice the 128 MiB that Firehose buffers at most, for base64 and the fields of each line. */
    private static final long OBJECT_BYTES_MAX = 256L * 1024 * 1024;

    private static final int LINE_OVERHEAD_BYTES = 128;

    private final Selection selection;
    private final InstantSource clock;

    /** A line, and whether its record goes; the record is null if the line cannot be read. */
    private record Waiting(long number, byte[] line, byte[] record, String reason, boolean goes) {}

    /**
     * @param clock says when a record would arrive
     * @param progress is told the number of records looked at, one by one
     */
    public QuarantineReplay(
            ObjectStore objects, Selection selection, InstantSource clock, LongConsumer progress) {
        super(objects, progress);
        this.selection = selection;
        this.clock = clock;
    }

    @Override
    Stream<String> keys() throws IOException {
        return objects.list(Keys.QUARANTINE).filter(selection::takes);
    }

    @Override
    void replay(String key, Destination destination, Counts counts) throws IOException {
        List<Waiting> waiting;
        try {
            waiting = read(key);
            if (destination != null && waiting.stream().anyMatch(Waiting::goes)) {
                send(key, waiting, destination, counts);
            }
        } catch (NoSuchFileException _) {
            counts.taken().add(key, "is gone: another run took it");
            return;
        }
        counts.different += different(waiting).size();
        for (Waiting one : waiting) {
            if (one.record() == null) {
                counts.unreadableLines().add(key + ":" + one.number(), one.reason());
            } else {
                counts.add(one.reason(), one.goes(), 1);
            }
        }
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
                    looked();
                }
            }
        }
        return waiting;
    }

    private Waiting read(byte[] line, long number) {
        try {
            FailedRecord failed = ErrorLine.read(line, "");
            byte[] record = failed.data();
            Candidate candidate = Candidate.of(record, failed.errorCode(), clock.millis());
            boolean goes = selection.takes(candidate, record);
            return new Waiting(number, line, record, candidate.reason(), goes);
        } catch (UnreadableLine e) {
            return new Waiting(number, line, null, e.getMessage(), false);
        }
    }

    private void send(String key, List<Waiting> waiting, Destination destination, Counts counts)
            throws IOException {
        if (!waiting.stream().allMatch(Waiting::goes)) {
            split(key, waiting);
        }
        different(waiting).forEach(record -> destination.put(record.array()));
        destination.settle();
        move(key, counts);
    }

    /** The records are accepted, so a failure to move the object does not change the counts. */
    private void move(String key, Counts counts) {
        try {
            objects.move(key, Keys.REPLAYED + key.substring(Keys.QUARANTINE.length()));
            counts.moved++;
        } catch (NoSuchFileException _) {
            counts.taken().add(key, "was sent, and moved by another run meanwhile");
        } catch (IOException e) {
            counts.unreadableObjects()
                    .add(key, "was sent, but cannot be moved to replayed/: " + UserError.reason(e));
        }
    }

    /** Firehose may have written the same failure twice, so each record of an object goes once. */
    private static Set<ByteBuffer> different(List<Waiting> waiting) {
        return waiting.stream()
                .filter(Waiting::goes)
                .map(one -> ByteBuffer.wrap(one.record()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Writes the lines that stay first: for a moment they are there twice, but never missing. */
    private void split(String key, List<Waiting> waiting) throws IOException {
        byte[] staying = text(waiting, false);
        // The name has a hash of the text, so no other rest of this object is overwritten.
        int suffix = key.indexOf(STAYS);
        String whole = suffix < 0 ? key : key.substring(0, suffix);
        objects.put(whole + STAYS + Sha256.prefix(staying), staying);
        objects.put(key, text(waiting, true));
    }

    private static byte[] text(List<Waiting> waiting, boolean goes) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (Waiting one : waiting) {
            if (one.goes() == goes) {
                text.writeBytes(one.line());
                text.write('\n');
            }
        }
        return text.toByteArray();
    }
}
