package sesevents.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sesevents.Checkout;
import sesevents.FolderTree;

class DemoCommandTest {
    @TempDir private Path folder;

    @Test
    void showsEveryStageAndProvesTheOutcome() {
        Path lake = folder.resolve("lake");

        Outcome outcome =
                Outcome.of("demo", "--lake", lake.toString(), "--messages", "100", "--seed", "2");

        assertEquals(0, outcome.status(), outcome.err());
        for (String line :
                new String[] {
                    "100 made-up mails of the last 3 days \\(seed 2\\) and the \\d+ sample events of"
                            + " events/",
                    "Firehose +\\d+ records offered by SES",
                    "stored +\\d+ in \\d+ objects under .*/lake/events",
                    "quarantined +\\d+ in \\d+ objects under .*/lake/quarantine.*",
                    "history +[\\d,]+ rows under .*/lake/history, one an event and recipient",
                    " read, then complained +\\| Your order has shipped +\\|"
                            + " maria.lopez@example.net +\\| 2026-03-02 09:00:10 \\| 03-02 09:00 \\|"
                            + " 03-03 10:02 \\|.*\\| 03-04 09:00",
                    " press@example.org +\\| rejected +\\| Invoice 4411 attached .*\\| Bad content",
                    " all +\\| all +\\| .*",
                    " .*\\| Marked as spam by .*",
                    "checked: \\d+ records offered = \\d+ rows of ses_events \\+ \\d+ of"
                            + " failed_records",
                    "checked: email_status says of \\d+ mails what was made to happen to them",
                    "checked: \\d+ checks of sql/checks find nothing",
                    "  ./ses-events query \"select .*\" --lake .*/lake",
                }) {
            assertTrue(outcome.out().lines().anyMatch(out -> out.matches(line)), line + outcome);
        }
    }

    @Test
    void deletesNothingThatItDidNotMake() throws IOException {
        for (String folder :
                List.of("events", "quarantine", "replayed", "offered", "history", "own/events")) {
            Path file = this.folder.resolve(folder + "/2026/x.gz");
            Files.createDirectories(file.getParent());
            Files.writeString(file, "mine");

            Outcome outcome =
                    Outcome.of(
                            "demo", "--lake", this.folder.resolve(folder).getParent().toString());

            assertEquals(1, outcome.status(), folder);
            assertTrue(
                    outcome.err()
                            .contains("but not the file that marks a lake, so it was left alone"),
                    outcome.err());
            assertEquals("mine", Files.readString(file));
            FolderTree.delete(this.folder.resolve(folder));
        }
    }

    @Test
    void leavesFilesOfOthersInItsOwnLakeAlone() throws IOException {
        String lake = folder.resolve("lake").toString();
        assertEquals(0, Outcome.of("demo", "--lake", lake, "--messages", "10").status());
        Path file = folder.resolve("lake/events/ingest_hour=2026-01-01-10/notes.txt");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "mine");

        Outcome outcome = Outcome.of("demo", "--lake", lake, "--messages", "10").with(lake, "LAKE");

        assertEquals(
                "ses-events: the demo would delete LAKE/events/ingest_hour=2026-01-01-10/notes.txt, which"
                        + " it did not make; move it away, or name another folder: --lake FOLDER\n",
                outcome.err());
        assertEquals("mine", Files.readString(file));
        Files.delete(file);

        assertEquals(
                0,
                Outcome.of("load", "--lake", lake, Checkout.root().resolve("events/send.json") + "")
                        .status());
        outcome = Outcome.of("demo", "--lake", lake).with(lake, "LAKE");
        assertEquals(
                "ses-events: LAKE holds events that are not the demo's; name another folder: --lake"
                        + " FOLDER\n",
                outcome.err());
    }
}
