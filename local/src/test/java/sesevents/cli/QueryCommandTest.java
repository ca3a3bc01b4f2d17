package sesevents.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sesevents.lake.Lake;

class QueryCommandTest {
    @TempDir private Path folder;

    @Test
    void answersAFile() throws IOException {
        Path lake = Lake.make(folder.resolve("lake")).folder();
        Path hour = Files.createDirectories(lake.resolve("events/ingest_hour=2026-02-01-10"));
        Files.writeString(hour.resolve("1"), "{\"eventType\":\"Send\"}\n");
        Path file =
                Files.writeString(
                        folder.resolve("q.sql"),
                        "-- How many?\nselect count(*) as n from \"ses_event_db\".\"ses_events\";\n");
        Outcome outcome =
                Outcome.of("query", "--file", file + "", "--lake", lake + "", "--format", "csv");
        assertEquals(0, outcome.status(), outcome::err);
        assertEquals("\"n\"\n\"1\"\n", outcome.out());
    }

    @Test
    void takesSqlFromStdinWhereNoneIsGivenAndNobodyIsAtATerminal() throws IOException {
        Lake.make(folder);
        Outcome outcome = withStdin("select 40 + 2 as n");
        assertEquals("\"n\"\n\"42\"\n", outcome.out(), outcome::err);
        assertEquals(
                new Outcome(
                        1,
                        "",
                        "ses-events: no SQL on stdin; give a statement or --file FILE, or run this on a"
                                + " terminal to get a prompt\n"),
                withStdin(" \n"));
    }

    @Test
    void saysInOneLineWhereTheSqlIsWrong() throws IOException {
        Lake.make(folder);
        Outcome outcome =
                Outcome.of("query", "select\n  nothing\nfrom ses_events", "--lake", folder + "");
        assertEquals(
                "ses-events: line 2:3: Column 'nothing' cannot be resolved (tables and columns: sql/README.md)\n",
                outcome.err().replaceFirst("Trino starts.*\n", ""));
        assertEquals("", outcome.out());
    }

    private Outcome withStdin(String sql) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(sql.getBytes(StandardCharsets.UTF_8)));
        try {
            return Outcome.of("query", "--lake", folder + "", "--format", "csv");
        } finally {
            System.setIn(before);
        }
    }
}
