package sesevents.bench.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import sesevents.firehose.SeededIds;
import sesevents.firehose.StreamSettings;
import sesevents.firehose.Tally;
import sesevents.load.Pipeline;
import sesevents.mail.Mailing;
import sesevents.mail.Publication;

/**
 * Made-up mail of some days up to now, as the deployed stream would have stored it: with its buffer
 * of 60 s, through the real function.
 *
 * @param events about how many of them
 */
record History(Path lake, long seed, long events, int days) {
    /**
     * What was stored.
     *
     * @param bytes of the events as SES wrote them
     */
    record Stored(Tally tally, long bytes) {}

    /** Fills the lake; the progress is told the events so far. */
    Stored write(LongConsumer progress) {
        Instant now = Instant.now();
        Mailing mailing = Mailing.ofEvents(seed, events, now.minus(Duration.ofDays(days)), now);
        Pipeline pipeline = new Pipeline(lake, StreamSettings.DEPLOYED, new SeededIds(seed));
        long bytes = 0;
        long records = 0;
        Iterator<Publication> publications = mailing.publications();
        while (publications.hasNext()) {
            Publication publication = publications.next();
            pipeline.put(publication.record(), publication.arrival(), "made-up mail");
            bytes += publication.record().length;
            progress.accept(++records);
        }
        pipeline.close();
        return new Stored(pipeline.tally(), bytes);
    }

    /** The bytes of the files of one day. */
    long bytes(LocalDate day) {
        Path folder = lake.resolve("events/ingest_date=" + day);
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }
}
