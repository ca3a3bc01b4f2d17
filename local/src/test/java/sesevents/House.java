package sesevents;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import sesevents.engine.Rows;
import sesevents.engine.TestLake;
import sesevents.firehose.Buffering;
import sesevents.firehose.SeededIds;
import sesevents.firehose.StreamSettings;
import sesevents.load.Pipeline;
import sesevents.madeup.StatusRow;

/** The whole pipeline for a test: SES's records go in, and SQL reads the lake. */
public final class House {
    public static final Instant ARRIVAL = Instant.parse("2026-03-10T12:00:00Z");

    /** Delivers one object a day, so that Trino has few to open. */
    public static final StreamSettings SETTINGS =
            StreamSettings.DEPLOYED.withDeliveryBuffer(
                    new Buffering(64 * 1024 * 1024, Duration.ofDays(1)));

    private House() {}

    /** Fills an empty lake with sample events of events/, and refreshes its history. */
    public static void holdingSamples(Predicate<Sample> wanted) throws IOException {
        List<byte[]> records = new ArrayList<>();
        for (Sample sample : Sample.all(Checkout.root())) {
            if (wanted.test(sample)) {
                records.add(sample.published());
            }
        }
        holding(records);
    }

    /** Fills an empty lake with these records, and refreshes its history. */
    static Pipeline holding(List<byte[]> records) {
        Pipeline pipeline = receiving(records);
        TestLake.refresh();
        return pipeline;
    }

    /** Fills an empty lake with these records; the origin of each record is its number. */
    static Pipeline receiving(List<byte[]> records) {
        Path lake = TestLake.empty();
        Pipeline pipeline = new Pipeline(lake, SETTINGS, new SeededIds(1));
        for (int i = 0; i < records.size(); i++) {
            pipeline.put(records.get(i), ARRIVAL.plusMillis(i), String.valueOf(i));
        }
        pipeline.close();
        return pipeline;
    }

    static Rows query(String sql) {
        return TestLake.engine().query(sql);
    }

    /** Every row, ordered by message id. */
    static List<StatusRow> emailStatus() {
        return query("select " + StatusRow.COLUMNS + " from email_status").values().stream()
                .map(StatusRow::of)
                .sorted(Comparator.comparing(StatusRow::messageId))
                .toList();
    }
}
