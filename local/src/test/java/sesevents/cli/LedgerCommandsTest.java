package sesevents.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each command does for the ledger, on one lake from its first event on. */
class LedgerCommandsTest {
    private static final String EVENT =
            """
            {"eventType":"Send","mail":{"messageId":"m%1$d","timestamp":"2026-03-0%1$dT10:00:00.000Z",\
            "destination":["a@example.com"]},"send":{}}
            """;
    private static final String COUNT = "select count(*) as n from email_status";

    @TempDir private Path folder;

    @Test
    void theLedgerHasEveryClosedDayWhateverCommandComesNext() throws IOException {
        Files.writeString(folder.resolve("events.json"), EVENT.formatted(1) + EVENT.formatted(2));
        Path lake = folder.resolve("lake");

        Outcome load = run("load", "--arrival", "event", folder.resolve("events.json").toString());
        assertTrue(
                load.out().contains("\nledger       2 closed days refreshed\n\nnext: "),
                load.out());
        assertEquals("n\n2\n", csv(COUNT).out());

        // Somebody throws it away: the next question brings it back.
        FolderTree.delete(lake.resolve("ledger"));
        Outcome query = csv(COUNT);
        assertEquals("n\n2\n", query.out());
        // A slow machine says between them that Trino starts.
        assertTrue(
                query.err().matches("(?s).*ledger: 2026-03-01\n.*ledger: 2026-03-02\n.*"),
                query.err());

        assertEquals(
                "the ledger has every closed day of the lake from 2026-02-01 to 2026-03-09; 0 inserted now\n",
                run("refresh", "--from", "2026-02-01", "--to", "2026-03-09").out());

        Path broken = Files.createDirectories(lake.resolve("events/ingest_date=2026-03-03"));
        Files.write(broken.resolve("1.gz"), new byte[] {1, 2, 3});
        Outcome refresh = run("refresh", "--from", "2026-03-01", "--to", "2026-03-09");
        assertEquals(1, refresh.status());
        assertTrue(
                refresh.err()
                        .contains("ses-events: 2026-03-03 cannot be brought into the ledger: "),
                refresh.err());
        Outcome spoiled =
                csv("select count(*) as n from ses_events where ingest_date = '2026-03-02'");
        assertEquals("n\n1\n", spoiled.out());
        assertTrue(spoiled.err().contains("; the views lack older mail\n"), spoiled.err());
    }

    @Test
    void refreshSaysWhatItCannotDo() {
        assertEquals(
                "ses-events: no day from 2026-03-02 to 2026-03-01 (try: ./ses-events help refresh)\n",
                run("refresh", "--from", "2026-03-02", "--to", "2026-03-01").err());
        assertEquals(
                "ses-events: no lake at LAKE; make one: ./ses-events demo, or ./ses-events load FILE --lake LAKE\n",
                run("refresh").err().replace(folder.resolve("lake").toString(), "LAKE"));
    }

    private Outcome csv(String sql) {
        Outcome outcome = run("query", "--format", "csv", sql);
        return new Outcome(outcome.status(), outcome.out().replace("\"", ""), outcome.err());
    }

    private Outcome run(String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of("--lake", folder.resolve("lake").toString()));
        all.addAll(List.of(arguments));
        return Outcome.of(command, all.toArray(String[]::new));
    }
}
