package sesevents.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sesevents.FolderTree;
import sesevents.firehose.Firehose;
import sesevents.firehose.InProcessFunction;
import sesevents.firehose.SeededIds;
import sesevents.firehose.StreamSettings;
import sesevents.lake.Lake;
import sesevents.lake.ObjectStore;
import sesevents.load.Pipeline;
import sesevents.standin.MotoServer;

class AuditCommandTest {
    private static final String EVENT =
            "{\"eventType\":\"Send\",\"mail\":{\"messageId\":\"m%d\",\"timestamp\":\"%s\","
                    + "\"destination\":[\"a@example.com\"]},\"send\":{}}\n";

    @TempDir private Path folder;

    @Test
    void provesThatALakeHasWhatItWasOffered() throws IOException {
        String lake = folder.resolve("lake").toString();
        try (Pipeline pipeline =
                new Pipeline(Path.of(lake), StreamSettings.DEPLOYED, new SeededIds(1))) {
            for (String time : List.of("01T10:00:00Z", "01T10:00:01Z", "02T10:00:00Z")) {
                Instant when = Instant.parse("2026-03-" + time);
                pipeline.put(EVENT.formatted(1, when).getBytes(UTF_8), when, "");
            }
            pipeline.put("bad\n".getBytes(UTF_8), Instant.now(), "");
        }
        LocalDate today = LocalDate.now(ZoneOffset.UTC);

        assertEquals(
                new Outcome(
                        0,
                        """
                         day        | offered | stored | quarantined | replayed | duplicates | books
                        ------------+---------+--------+-------------+----------+------------+----------
                         2026-03-01 | 2       | 2      | 0           | 0        | 0          | balanced
                         2026-03-02 | 1       | 1      | 0           | 0        | 0          | balanced
                        (2 rows)
                        the books balance: nothing that was offered is lost
                        """,
                        ""),
                run("audit", "--lake", lake, "--to", "2026-03-02"));
        assertEquals(
                """
                [{"day":"%s","offered":1,"stored":0,"quarantined":1,"replayed":0,"duplicates":0,"books":"balanced"}]
                """
                        .formatted(today),
                run("audit", "--lake", lake, "--from", today.toString(), "--format", "json").out());

        FolderTree.delete(folder.resolve("lake/events/ingest_hour=2026-03-01-10"));
        assertEquals(
                new Outcome(
                        3,
                        """
                        "day","offered","stored","quarantined","replayed","duplicates","books"
                        "2026-03-01","2","0","0","0","0","2 MISSING"
                        """,
                        """
                        2026-03-01: 2 of 2 records that were offered are nowhere. Load them again: ./ses-events load FILE --lake LAKE
                        """),
                run("audit", "--lake", lake, "--to", "2026-03-01", "--format", "csv"));
    }

    @Test
    void provesThatAStackHasWhatItWasOfferedAndWhatSesSent() throws IOException {
        LocalDate day = Days.lastClosed();
        Instant noon = day.atTime(12, 0).toInstant(ZoneOffset.UTC);
        try (MotoServer moto = MotoServer.start()) {
            moto.aws();
            moto.stack("ses-events", MotoServer.MAIL_STACK);
            ObjectStore bucket = moto.existing("mail");
            try (Firehose firehose =
                    new Firehose(
                            StreamSettings.DEPLOYED,
                            InProcessFunction.ofTransform(),
                            bucket,
                            new SeededIds(1),
                            _ -> {})) {
                for (int i = 0; i < 10; i++) {
                    Instant when = noon.plus(Duration.ofMinutes(i));
                    firehose.put(EVENT.formatted(i, when).getBytes(UTF_8), when, "");
                }
                firehose.put("bad\n".getBytes(UTF_8), noon.plusSeconds(3_600), "");
            }
            Map<String, String> stream = Map.of("DeliveryStreamName", "ses");
            moto.metric("AWS/Firehose", "IncomingRecords", stream, noon, 4);
            moto.metric("AWS/Firehose", "IncomingRecords", stream, noon.plusSeconds(300), 7);
            moto.metric("AWS/SES", "Send", Map.of(), noon, 10);
            String command =
                    "audit --stack ses-events --region us-east-1 --endpoint-url %s --from %s"
                            .formatted(moto.endpoint(), day);

            assertEquals(
                    new Outcome(
                            0,
                            """
                             day        | offered | stored | quarantined | replayed | duplicates | books    | sent_by_ses | with_events | coverage_percent
                            ------------+---------+--------+-------------+----------+------------+----------+-------------+-------------+------------------
                             DAY | 11      | 10     | 1           | 0        | 0          | balanced | 10          | 10          | 100.0
                            (1 row)
                            the books balance: nothing that was offered is lost
                            1 is in quarantine; which of them can go: ./ses-events replay --stack ses-events --region us-east-1 --endpoint-url ENDPOINT
                            """,
                            ""),
                    Outcome.of(List.of(command.split(" ")))
                            .with(day, "DAY")
                            .with(moto.endpoint(), "ENDPOINT"));

            // The first object holds one record.
            try (Stream<String> keys = bucket.list("events/")) {
                bucket.move(keys.findFirst().orElseThrow(), "lost");
            }
            moto.metric("AWS/SES", "Send", Map.of(), noon, 2);
            Outcome lost =
                    Outcome.of(List.of(command.split(" ")))
                            .with(day, "DAY")
                            .with(moto.endpoint(), "ENDPOINT")
                            .with(day.toString().replace('-', '/'), "BACKUP")
                            .with(day.minusDays(1).toString().replace('-', '/'), "BEFORE");

            assertEquals(3, lost.status());
            assertEquals(
                    """
                    DAY: 1 of 11 records that were offered are nowhere. With SourceBackup: ./ses-events replay --stack ses-events --region us-east-1 --endpoint-url ENDPOINT --source-backup backup/BEFORE/23/, and the same with backup/BACKUP/; without: docs/operations/replay.md, "Fill a hole"
                    DAY: SES sent 12 mails, 9 have events (75.0 %). The others were sent without the configuration set, or SES could not put their events.
                    1 is in quarantine; which of them can go: ./ses-events replay --stack ses-events --region us-east-1 --endpoint-url ENDPOINT
                    """,
                    lost.out().replaceFirst("(.*\n){4}", ""));
        }
    }

    @Test
    void saysThatThereIsNothingToAudit() throws IOException {
        Lake.make(folder.resolve("lake"));

        assertEquals(
                "ses-events: nothing was ever offered to the lake LAKE; load something: ./ses-events"
                        + " load FILE --lake LAKE\n",
                run("audit", "--lake", folder.resolve("lake").toString()).err());
    }

    private Outcome run(String command, String... arguments) {
        return Outcome.of(command, arguments).with(folder.resolve("lake"), "LAKE");
    }
}
