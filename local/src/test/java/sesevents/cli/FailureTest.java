package sesevents.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sesevents.UserError;

class FailureTest {
    @TempDir private Path folder;

    @Test
    void saysWhyAFileCannotBeReadOrWrittenAndWhatToDo() {
        FileSystemException full =
                new FileSystemException("/lake/events/x", null, "No space left on device");
        assertSays(
                "cannot write /lake: /lake/events/x: No space left on device; make room, then run"
                        + " the same again",
                new UncheckedIOException("cannot write /lake", full));
        assertSays(
                "No space left on device; make room, then run the same again",
                new IllegalStateException(
                        "Trino does not start", new IOException("No space left on device")));
        assertSays(
                "/lake: permission denied; check its permissions, or name another place",
                new AccessDeniedException("/lake"));
        assertSays(
                "/lake/.metastore: Read-only file system; check its permissions, or name another"
                        + " place",
                new UncheckedIOException(
                        new FileSystemException(
                                "/lake/.metastore", null, "Read-only file system")));
        assertSays("/a does not exist", new NoSuchFileException("/a"));
        assertSays("the text is not UTF-8", new MalformedInputException(1));
    }

    @Test
    void refusesALakeThatIsAFile() throws IOException {
        String file = Files.writeString(folder.resolve("file"), "x").toString();
        for (String command :
                List.of(
                        "query|select 1",
                        "who|a@x.org",
                        "refresh",
                        "replay",
                        "audit",
                        "demo",
                        "load|" + file)) {
            List<String> words = new ArrayList<>(List.of(command.split("[|]")));
            words.addAll(List.of("--lake", file));
            Outcome outcome =
                    Outcome.of(
                            words.getFirst(),
                            words.subList(1, words.size()).toArray(String[]::new));
            assertEquals(1, outcome.status(), command);
            assertEquals(1, outcome.err().lines().count(), outcome::err);
            assertTrue(outcome.err().startsWith("ses-events: "), outcome::err);
            assertTrue(outcome.err().contains(file), outcome::err);
        }
    }

    @Test
    void refusesAFileOfSqlThatIsNoText() throws IOException {
        Path binary = Files.write(folder.resolve("binary"), new byte[] {'a', (byte) 0xff});
        assertEquals(
                new Outcome(
                        1, "", "ses-events: cannot read %s: it is a folder\n".formatted(folder)),
                Outcome.of("query", "--file", folder.toString()));
        assertEquals(
                new Outcome(
                        1,
                        "",
                        "ses-events: cannot read %s: the text is not UTF-8\n".formatted(binary)),
                Outcome.of("query", "--file", binary.toString()));
        assertEquals(
                new Outcome(1, "", "ses-events: cannot read no.sql: no.sql does not exist\n"),
                Outcome.of("query", "--file", "no.sql"));
    }

    @Test
    void refusesAnAddressOrARegionThatIsNone() {
        for (String endpoint :
                List.of("localhost:4566", "ftp://x", "http:///x", "x", "http://", "http://[bad")) {
            assertEquals(
                    new Outcome(
                            1,
                            "",
                            ("ses-events: --endpoint-url %s is not an address; write it as"
                                            + " http://localhost:4566\n")
                                    .formatted(endpoint)),
                    replay("--region", "us-east-1", "--endpoint-url", endpoint));
        }
        for (String region : List.of("us east 1", "US", "us_east", "", "ü")) {
            assertEquals(
                    new Outcome(
                            1,
                            "",
                            "ses-events: '%s' is not a region; write it as us-east-1\n"
                                    .formatted(region)),
                    replay("--region", region));
        }
        Outcome unreachable =
                replay("--region", "us-east-1", "--endpoint-url", "http://localhost:1");
        assertEquals(1, unreachable.status());
        assertEquals(1, unreachable.err().lines().count(), unreachable::err);
    }

    @Test
    void showsWhereAFaultOfTheProgramIs() {
        assertEquals(null, Failure.explained(new IllegalStateException("no")));
        assertEquals(null, Failure.explained(new NullPointerException()));
    }

    private static Outcome replay(String... options) {
        List<String> all = new ArrayList<>(List.of("--stack", "x"));
        all.addAll(List.of(options));
        return Outcome.of("replay", all.toArray(String[]::new));
    }

    private static void assertSays(String expected, Exception failure) {
        UserError said = Failure.explained(failure);
        assertTrue(said != null, failure::toString);
        assertEquals(expected, said.getMessage());
    }
}
