package sesevents.madeup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import sesevents.Sample;
import sesevents.firehose.Buffering;
import sesevents.firehose.SeededIds;
import sesevents.firehose.StreamSettings;
import sesevents.lake.Lake;
import sesevents.load.Pipeline;

/**
 * Puts sample events and made-up mail through the real pipeline into a lake of their own.
 *
 * @param samples arrive last, at the end of the mailing
 */
public record Demo(Path lake, List<Sample> samples, Mailing mailing) {
    private static final StreamSettings SETTINGS =
            StreamSettings.DEPLOYED
                    .withTransformBuffer(longest(StreamSettings.DEPLOYED.transformBuffer()))
                    .withDeliveryBuffer(longest(StreamSettings.DEPLOYED.deliveryBuffer()));

    /**
     * The result of a run.
     *
     * @param damaged the number of records that were damaged on purpose, by the expected reason
     */
    public record Run(Pipeline pipeline, Map<String, Integer> damaged) {}

    /** The longest interval that Firehose offers, so that days of mail make few objects. */
    private static Buffering longest(Buffering buffering) {
        return new Buffering(buffering.bytes(), Duration.ofSeconds(900));
    }

    /** Empties the lake and fills it; progress gets the number of records so far. */
    public Run run(LongConsumer progress) {
        Map<String, Integer> damaged = new TreeMap<>();
        try {
            Lake.ofDemo(lake).empty();
            Pipeline pipeline = new Pipeline(lake, SETTINGS, new SeededIds(mailing.seed()));
            long records = 0;
            Iterator<Publication> publications = mailing.publications();
            while (publications.hasNext()) {
                Publication publication = publications.next();
                if (publication.damage() != null) {
                    damaged.merge(publication.damage().reason(), 1, Integer::sum);
                }
                pipeline.put(publication.record(), publication.arrival(), "made-up mail");
                progress.accept(++records);
            }
            for (Sample sample : samples) {
                pipeline.put(sample.published(), mailing.end(), sample.file().toString());
            }
            pipeline.close();
            return new Run(pipeline, damaged);
        } catch (IOException e) {
            throw new UncheckedIOException("the demo's lake " + lake + " cannot be written", e);
        }
    }
}
