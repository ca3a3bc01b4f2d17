package sesevents.bench.sql;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.function.LongConsumer;
import sesevents.firehose.SeededIds;
import sesevents.firehose.StreamSettings;
import sesevents.load.Pipeline;
import sesevents.madeup.Mailing;
import sesevents.madeup.Publication;

/**
 * Made-up mail, stored as the deployed stream stores it: with its buffer of 60 s, through the real
 * function.
 */
final class History {
    private final Path lake;
    private final long seed;
    private final Iterator<Publication> publications;
    private Publication next;
    private long events;
    private long bytes;

    History(Path lake, Mailing mailing) {
        this.lake = lake;
        this.seed = mailing.seed();
        this.publications = mailing.publications();
        this.next = publications.next();
    }

    /** Stores the mail that arrives before a time; the progress is told the events so far. */
    void write(Instant until, LongConsumer progress) {
        try (Pipeline pipeline =
                new Pipeline(lake, StreamSettings.DEPLOYED, new SeededIds(seed + events))) {
            while (next != null && next.arrival().isBefore(until)) {
                pipeline.put(next.record(), next.arrival(), "made-up mail");
                bytes += next.record().length;
                progress.accept(++events);
                next = publications.hasNext() ? publications.next() : null;
            }
        }
    }

    long events() {
        return events;
    }

    /** The average size of an event as SES wrote it. */
    long bytesPerEvent() {
        return bytes / events;
    }
}
