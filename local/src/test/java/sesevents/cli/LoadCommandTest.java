package sesevents.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadCommandTest {
    private static final String EVENT =
            "{\"eventType\":\"Send\",\"mail\":{\"messageId\":\"m%d\",\"timestamp\":\"2026-03-0%dT10:00:00.000Z\",\"destination\":[\"a@example.com\"]},\"send\":{}}\n";

    @TempDir private Path folder;
    private Path lake;

    @BeforeEach
    void nameTheLake() {
        lake = folder.resolve("lake");
    }

    @Test
    void storesAFolderOfEveryForm() throws IOException {
        write("in/b/pretty.json", EVENT.formatted(1, 1).replace(",", ",\n  "));
        write("in/lines.ndjson", EVENT.formatted(2, 2) + EVENT.formatted(3, 3));
        gzip("in/lines.gz", EVENT.formatted(4, 4) + EVENT.formatted(5, 5));
        gzip("in/gzip-called.json", EVENT.formatted(6, 6));
        write("in/notes.txt", "not asked for");
        write("in/.hidden/x.json", "not asked for");

        assertEquals(
                new Outcome(
                        0,
                        """
                        read         6 records from 4 sources
                        stored       6 in LAKE/events
                        quarantined  0

                        next: ./ses-events query "select * from email_status order by time_sent desc limit 20" --lake LAKE
                        """,
                        ""),
                load("in"));
        assertEquals(List.of("m1", "m2", "m3", "m4", "m5", "m6"), storedMessageIds());
    }

    @Test
    void saysWhichRecordsAreQuarantinedAndWhy() throws IOException {
        write(
                "mixed.ndjson",
                EVENT.formatted(1, 1)
                        + EVENT.formatted(2, 2).substring(0, 40)
                        + "\n"
                        + EVENT.formatted(3, 3)
                        + "{\"Type\":\"SubscriptionConfirmation\",\"Message\":\"{}\"}\n"
                        + EVENT.formatted(4, 4).replace("timestamp", "time"));

        assertEquals(
                new Outcome(
                        3,
                        """
                        read         5 records from 1 source
                        stored       2 in LAKE/events
                        quarantined  3: missing_field 2, not_json 1
                          FOLDER/mixed.ndjson:2  not_json
                          FOLDER/mixed.ndjson:4  missing_field eventtype
                          FOLDER/mixed.ndjson:5  missing_field mail.timestamp
                        nothing is lost; to see them:
                          ./ses-events query "select from_utf8(from_base64(rawdata)) from failed_records" --lake LAKE

                        next: ./ses-events query "select * from email_status order by time_sent desc limit 20" --lake LAKE
                        """,
                        ""),
                load("mixed.ndjson"));
        assertEquals(List.of("m1", "m3"), storedMessageIds());
    }

    @Test
    void namesOnlyTheFirstOfManyQuarantinedRecords() throws IOException {
        write("bad.ndjson", "[1]\n".repeat(25));

        String out = load("bad.ndjson").out();

        assertTrue(out.contains("bad.ndjson:20  not_an_object"), out);
        assertFalse(out.contains("bad.ndjson:21"), out);
        assertTrue(out.contains("\n  ... and 5 more\n"), out);
        assertTrue(Files.isDirectory(lake.resolve("events")), "a lake that can be queried");
    }

    @Test
    void readsStdin() throws IOException {
        InputStream stdin = System.in;
        System.setIn(new ByteArrayInputStream(EVENT.formatted(1, 1).getBytes(UTF_8)));
        try {
            assertEquals(0, Outcome.of("load", "-", "--lake", lake.toString()).status());
        } finally {
            System.setIn(stdin);
        }
        assertEquals(List.of("m1"), storedMessageIds());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "missing       | no file or folder FOLDER/missing",
                "empty         | folder FOLDER/empty holds no *.json, *.ndjson, *.jsonl, *.log or *.gz",
                "dangling.json | no file or folder FOLDER/dangling.json",
                "''            | a path is empty: give a file, a folder, or . for this one",
            })
    void loadsNothingIfAPathCannotBeLoaded(String name, String message) throws IOException {
        write("good.json", EVENT.formatted(1, 1));
        Files.createDirectories(folder.resolve("empty"));
        Files.createSymbolicLink(folder.resolve("dangling.json"), folder.resolve("gone"));

        assertEquals(
                new Outcome(1, "", "ses-events: " + message + "; nothing was loaded\n"),
                load("good.json", name));
        assertFalse(Files.exists(lake));
    }

    @Test
    void keepsTheRecordsBeforeAGzipFileBreaksOff() throws IOException {
        gzip("whole.gz", EVENT.formatted(1, 1).repeat(2));
        gzip("cut.gz", EVENT.formatted(2, 2));
        byte[] cut = Files.readAllBytes(folder.resolve("cut.gz"));
        Files.write(folder.resolve("cut.gz"), Arrays.copyOf(cut, cut.length - 9));

        Outcome outcome = load("whole.gz", "cut.gz");

        assertEquals(
                "ses-events: FOLDER/cut.gz cannot be read beyond line 2 (the gzip data is cut off);"
                        + " the 3 records before are loaded, and loading them again does no harm\n",
                outcome.err());
        assertEquals(1, outcome.status());
        assertEquals(List.of("m1", "m1", "m2"), storedMessageIds());
    }

    @Test
    void letsWrappedEventsArriveWhenTheirEnvelopeSays() throws IOException {
        write(
                "sns.ndjson",
                "{\"Type\":\"Notification\",\"Message\":\"%s\",\"Timestamp\":\"2026-03-01T10:00:05.123Z\"}\n"
                        .formatted(EVENT.formatted(1, 1).strip().replace("\"", "\\\"")));

        assertEquals(0, load("sns.ndjson").status());

        assertEquals(
                List.of("ingest_hour=2026-03-01-10"),
                objects().stream().map(one -> one.getParent().getFileName().toString()).toList());
        assertEquals(List.of("m1"), storedMessageIds());
    }

    @Test
    void letsEventsArriveWhenTheyHappened() throws IOException {
        write(
                "history.ndjson",
                EVENT.formatted(2, 9) + EVENT.formatted(1, 1) + EVENT.formatted(3, 9));

        assertEquals(0, load("history.ndjson", "--arrival=event").status());

        assertEquals(
                List.of("ingest_hour=2026-03-01-10", "ingest_hour=2026-03-09-10"),
                objects().stream().map(one -> one.getParent().getFileName().toString()).toList());
        assertEquals(List.of("m1", "m2", "m3"), storedMessageIds());
    }

    @Test
    void followsSymbolicLinksButNotInCircles() throws IOException {
        write("real/a.json", EVENT.formatted(1, 1));
        write("other/b.json", EVENT.formatted(2, 2));
        Path real = folder.resolve("real");
        Files.createSymbolicLink(real.resolve("other"), folder.resolve("other"));
        Files.createSymbolicLink(real.resolve("c.json"), folder.resolve("other/b.json"));
        Files.createSymbolicLink(real.resolve("around"), real);
        Files.createSymbolicLink(folder.resolve("link"), real);

        String out = load("link").out();
        assertTrue(out.startsWith("read         3 records from 3 sources\n"), out);

        Files.createSymbolicLink(real.resolve("gone.json"), folder.resolve("gone"));
        assertEquals(
                "ses-events: FOLDER/link/gone.json cannot be read; nothing was loaded\n",
                load("link").err());
    }

    /** Loads files of the folder; other words are options. */
    private Outcome load(String... words) {
        List<String> all = new ArrayList<>(List.of("load", "--lake", lake.toString()));
        for (String word : words) {
            boolean isPath = !word.isEmpty() && !word.startsWith("-");
            all.add(isPath ? folder.resolve(word).toString() : word);
        }
        return Outcome.of(all).with(lake, "LAKE").with(folder, "FOLDER");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(file(name), text);
    }

    private void gzip(String name, String text) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file(name)))) {
            out.write(text.getBytes(UTF_8));
        }
    }

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return file;
    }

    private List<String> storedMessageIds() throws IOException {
        List<String> ids = new ArrayList<>();
        for (Path object : objects()) {
            try (InputStream in = new GZIPInputStream(Files.newInputStream(object))) {
                for (String line : new String(in.readAllBytes(), UTF_8).split("\n")) {
                    ids.add(line.replaceAll(".*\"messageId\":\"?([^\"]+)\".*", "$1"));
                }
            }
        }
        return ids.stream().sorted().toList();
    }

    private List<Path> objects() throws IOException {
        try (Stream<Path> paths = Files.walk(lake.resolve("events"))) {
            return paths.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
