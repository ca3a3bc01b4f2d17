package sesevents.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import sesevents.lake.Lake;

class QueryCommandTest {
    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void answersAFile() throws IOException {
        Path lake = Lake.make(folder.resolve("lake")).folder();
        Path hour = Files.createDirectories(lake.resolve("events/ingest_hour=2026-02-01-10"));
        Files.writeString(hour.resolve("1"), "{\"eventType\":\"Send\"}\n");
        Path file =
                Files.writeString(
                        folder.resolve("q.sql"),
                        "-- How many?\nselect count(*) as n from \"ses_event_db\".\"ses_events\";\n");
        assertEquals(0, run("query", "--file", file, "--lake", lake, "--format", "csv"));
        assertEquals("\"n\"\n\"1\"\n", out.toString());
    }

    @Test
    void takesSqlFromStdinWhereNoneIsGivenAndNobodyIsAtATerminal() throws IOException {
        Lake.make(folder);
        assertEquals(
                0, runWith("select 40 + 2 as n", "query", "--lake", folder, "--format", "csv"));
        assertEquals("\"n\"\n\"42\"\n", out.toString());
        assertEquals(1, runWith(" \n", "query", "--lake", folder));
        assertTrue(err.toString().contains("ses-events: no SQL on stdin; "), err.toString());
    }

    @Test
    void saysInOneLineWhereTheSqlIsWrong() throws IOException {
        Lake.make(folder);
        assertEquals(1, run("query", "select\n  nothing\nfrom ses_events", "--lake", folder));
        assertEquals(
                "ses-events: line 2:3: Column 'nothing' cannot be resolved (tables and columns: sql/README.md)\n",
                err.toString().replaceFirst("Trino starts.*\n", ""));
        assertEquals("", out.toString());
    }

    @Test
    void saysHowToMakeALakeThatIsMissing() {
        Path lake = folder.resolve("none");
        assertEquals(1, run("query", "select 1", "--lake", lake));
        assertEquals(
                "ses-events: no lake at %s; make one: ./ses-events demo, or ./ses-events load FILE --lake %s\n"
                        .formatted(lake, lake),
                err.toString());
    }

    @Test
    void saysWhatIsMissingOrTooMuch() {
        assertEquals(2, run("query", "select 1", "--file", "x.sql"));
        assertEquals(2, run("query", "select 1", "--format", "xml"));
        assertEquals(1, run("query", "--file", folder.resolve("no.sql")));
        assertEquals(
                """
                ses-events: Error: SQL, --file=<file> are mutually exclusive (specify only one) (try: ./ses-events help query)
                ses-events: Invalid value for option '--format': expected one of [TABLE, CSV, JSON] (case-insensitive) but was 'xml' (try: ./ses-events help query)
                ses-events: cannot read %1$s/no.sql: %1$s/no.sql does not exist
                """
                        .formatted(folder),
                err.toString());
    }

    private int runWith(String stdin, Object... args) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)));
        try {
            return run(args);
        } finally {
            System.setIn(before);
        }
    }

    private int run(Object... args) {
        CommandLine command =
                Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        String[] words = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            words[i] = args[i].toString();
        }
        int status = command.execute(words);
        command.getOut().flush();
        command.getErr().flush();
        return status;
    }
}
