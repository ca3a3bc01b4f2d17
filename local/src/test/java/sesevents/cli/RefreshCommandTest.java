package sesevents.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sesevents.FolderTree;
import sesevents.engine.LakeRefresh;
import sesevents.lake.Lake;
import sesevents.transform.RejectedRecord;
import sesevents.transform.Transform;

/** Every command brings the history up to date before it answers. */
class RefreshCommandTest {
    private static final String EVENT =
            """
            {"eventType":"Send","mail":{"messageId":"m%1$d","timestamp":"2026-03-0%1$dT10:00:00.000Z",\
            "destination":["a@example.com"]},"send":{}}
            """;
    private static final String COUNT = "select count(*) as n from email_status";

    @TempDir private Path folder;

    @Test
    void theHistoryHasEveryFullHourWhateverCommandComesNext() throws IOException {
        Files.writeString(folder.resolve("events.json"), EVENT.formatted(1) + EVENT.formatted(2));
        Path lake = folder.resolve("lake");

        Outcome load = run("load", "--arrival", "event", folder.resolve("events.json").toString());
        assertTrue(load.out().contains("\nhistory      2 rows inserted\n\nnext: "), load.out());
        assertEquals("n\n2\n", csv(COUNT).out());

        // Somebody throws it away: the next question brings it back.
        FolderTree.delete(lake.resolve("history"));
        Outcome query = csv(COUNT);
        assertEquals("n\n2\n", query.out());
        // A slow machine says besides that Trino starts.
        assertTrue(
                query.err().contains("history: 2026-03-01-10 to before 2026-03-02-11, 2 rows\n"),
                query.err());

        assertEquals("event_history has every full hour of the lake\n", run("refresh").out());

        Path broken = Files.createDirectories(lake.resolve("events/ingest_hour=2026-03-03-10"));
        Files.write(broken.resolve("1.gz"), new byte[] {1, 2, 3});
        Outcome refresh = run("refresh");
        assertEquals(1, refresh.status());
        assertTrue(
                refresh.err()
                        .contains(
                                "ses-events: the hours from 2026-03-03-10 to before 2026-03-03-11"
                                        + " cannot be brought into event_history: "),
                refresh.err());
        Outcome spoiled = csv(COUNT);
        assertEquals("n\n2\n", spoiled.out());
        assertTrue(spoiled.err().contains("; the views lack older mail\n"), spoiled.err());
    }

    @Test
    void aLoadThatBrokeOffIsInTheNextAnswerThoughItsHoursAreLongPast() throws IOException {
        Lake lake = new Lake(folder.resolve("lake"));
        Files.writeString(folder.resolve("first.json"), EVENT.formatted(1));
        run("load", "--arrival", "event", folder.resolve("first.json").toString());
        Files.writeString(folder.resolve("second.json"), EVENT.formatted(2));
        Path third = folder.resolve("third.gz");
        gzip(third, EVENT.formatted(3).getBytes(UTF_8));
        Files.write(third, Arrays.copyOf(Files.readAllBytes(third), 30));

        String second = folder.resolve("second.json").toString();
        Outcome load = run("load", "--arrival", "event", second, third.toString());

        assertEquals(1, load.status());
        assertTrue(LakeRefresh.isStale(lake));
        assertEquals("n\n2\n", csv(COUNT).out());
        assertFalse(LakeRefresh.isStale(lake));

        // More of an hour that the history has already, put there by another hand.
        Path hour = lake.events().resolve("ingest_hour=2026-03-01-10");
        gzip(hour.resolve("x.gz"), line(EVENT.formatted(4)));
        assertEquals("n\n3\n", csv(COUNT).out());
    }

    @Test
    void eventsDatedBeforeSesOrInTheFutureArriveNowAndAreInTheAnswers() throws IOException {
        Files.writeString(
                folder.resolve("events.json"),
                EVENT.formatted(1).replace("2026-03-01", "0001-01-01")
                        + EVENT.formatted(2).replace("2026-03-02", "2999-01-01")
                        + EVENT.formatted(3));

        Outcome load = run("load", "--arrival", "event", folder.resolve("events.json").toString());

        assertTrue(
                load.out()
                        .contains(
                                "misdated     2 events are dated before 2011 or in the future, so counted"
                                        + " as arrived now\n"),
                load.out());
        assertEquals("n\n3\n", csv(COUNT).out());
        assertEquals(0, run("audit").status());
    }

    private static void gzip(Path file, byte[] text) throws IOException {
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
            gzip.write(text);
        }
    }

    private static byte[] line(String event) {
        try {
            return Transform.line(event.getBytes(UTF_8), 1_772_323_200_000L);
        } catch (RejectedRecord e) {
            throw new AssertionError(e);
        }
    }

    private Outcome csv(String sql) {
        Outcome outcome = run("query", "--format", "csv", sql);
        return new Outcome(outcome.status(), outcome.out().replace("\"", ""), outcome.err());
    }

    private Outcome run(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--lake", folder.resolve("lake").toString()));
        return Outcome.of(all);
    }
}
