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
import sesevents.Checkout;
import sesevents.FolderTree;

class DemoCommandTest {
    @TempDir private Path folder;

    @Test
    void showsEveryStageAndProvesTheOutcome() {
        Outcome outcome = demo("lake", "--messages=100", "--seed=2");

        assertEquals(0, outcome.status(), outcome.err());
        for (String line :
                List.of(
                        "100 made-up mails of the last 3 days \\(seed 2\\) and the \\d+ sample events of"
                                + " events/",
                        "Firehose +\\d+ records offered by SES",
                        "stored +\\d+ in \\d+ objects under LAKE/events",
                        "quarantined +\\d+ in \\d+ objects under LAKE/quarantine.*",
                        "history +[\\d,]+ rows under LAKE/history, one an event and recipient",
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
                        "  ./ses-events query \"select .*\" --lake LAKE")) {
            assertTrue(outcome.out().lines().anyMatch(out -> out.matches(line)), line + outcome);
        }
    }

    @Test
    void deletesNothingThatItDidNotMake() throws IOException {
        for (String name :
                List.of("events", "quarantine", "replayed", "offered", "history", "own/events")) {
            Path file = write(name + "/2026/x.gz");

            Outcome outcome = demo(name.startsWith("own") ? "own" : ".");

            assertEquals(1, outcome.status(), name);
            assertTrue(
                    outcome.err()
                            .contains("but not the file that marks a lake, so it was left alone"),
                    outcome.err());
            assertEquals("mine", Files.readString(file));
            FolderTree.delete(folder.resolve(name));
        }
    }

    @Test
    void leavesFilesOfOthersInItsOwnLakeAlone() throws IOException {
        assertEquals(0, demo("lake", "--messages=10").status());
        Path file = write("lake/events/ingest_hour=2026-01-01-10/notes.txt");

        assertEquals(
                "ses-events: the demo would delete LAKE/events/ingest_hour=2026-01-01-10/notes.txt, which"
                        + " it did not make; move it away, or name another folder: --lake FOLDER\n",
                demo("lake").err());
        assertEquals("mine", Files.readString(file));
        Files.delete(file);

        String event = Checkout.root().resolve("events/send.json").toString();
        assertEquals(0, Outcome.of("load", "--lake", folder + "/lake", event).status());
        assertEquals(
                "ses-events: LAKE holds events that are not the demo's; name another folder: --lake"
                        + " FOLDER\n",
                demo("lake").err());
    }

    private Path write(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "mine");
    }

    private Outcome demo(String lake, String... options) {
        Path path = folder.resolve(lake).normalize();
        List<String> words = new ArrayList<>(List.of("demo", "--lake", path.toString()));
        words.addAll(List.of(options));
        return Outcome.of(words).with(path, "LAKE");
    }
}
