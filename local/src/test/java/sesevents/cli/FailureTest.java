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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sesevents.UserError;

class FailureTest {
    @TempDir private Path folder;

    @Test
    void saysWhyAFileCannotBeReadOrWrittenAndWhatToDo() {
        String path = "/lake/x";
        String full = "No space left on device";
        assertSays(
                "cannot write /lake: /lake/x: No space left on device; make room, then run the same"
                        + " again",
                new UncheckedIOException(
                        "cannot write /lake", new FileSystemException(path, null, full)));
        assertSays(
                "No space left on device; make room, then run the same again",
                new IllegalStateException("Trino does not start", new IOException(full)));
        assertSays(
                "/lake/x: permission denied; check its permissions, or name another place",
                new AccessDeniedException(path));
        assertSays(
                "/lake/x: Read-only file system; check its permissions, or name another place",
                new UncheckedIOException(
                        new FileSystemException(path, null, "Read-only file system")));
        assertSays("/lake/x does not exist", new NoSuchFileException(path));
        assertSays("the text is not UTF-8", new MalformedInputException(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "query|select 1",
                "who|a@x.org",
                "refresh",
                "replay",
                "audit",
                "demo",
                "load|FILE"
            })
    void refusesALakeThatIsAFile(String command) throws IOException {
        String file = Files.writeString(folder.resolve("x"), "x").toString();
        Outcome outcome =
                Outcome.of(List.of((command + "|--lake|FILE").replace("FILE", file).split("[|]")));
        assertEquals(1, outcome.status());
        assertTrue(outcome.err().matches("ses-events: .*\\Q" + file + "\\E.*\n"), outcome::err);
    }

    @ParameterizedTest
    @ValueSource(strings = {"query|select 1", "who|a@x.org", "refresh", "replay", "audit"})
    void saysHowToMakeALakeThatIsMissing(String command) {
        Path lake = folder.resolve("none");
        assertEquals(
                new Outcome(
                        1,
                        "",
                        "ses-events: no lake at %1$s; make one: ./ses-events demo, or ./ses-events load FILE --lake %1$s\n"
                                .formatted(lake)),
                Outcome.of(List.of((command + "|--lake|" + lake).split("[|]"))));
    }

    @Test
    void refusesAFileOfSqlThatIsNoText() throws IOException {
        Files.write(folder.resolve("binary"), new byte[] {'a', (byte) 0xff});
        for (String refused :
                List.of(
                        "%s: it is a folder",
                        "%s/binary: the text is not UTF-8", "%s/no: %1$s/no does not exist")) {
            String message = refused.formatted(folder);
            assertEquals(
                    new Outcome(1, "", "ses-events: cannot read " + message + "\n"),
                    Outcome.of("query", "--file", message.substring(0, message.indexOf(": "))));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "demo --messages -1 | --messages is 1 to 1,000,000, not -1",
                "demo --messages 0 | --messages is 1 to 1,000,000, not 0",
                "demo --messages 9223372036854775807 | --messages is 1 to 1,000,000, not 9,223,372,036,854,775,807",
                "replay --rate 0 | --rate is 1 to 1,000,000, not 0",
                "replay --source-backup x/ --fixed | --source-backup takes all of its objects: no --from, --to, --reason, --fixed",
                "replay --lake a --stack b | Error: --stack=NAME, --lake=<lake> are mutually exclusive (specify only one)",
                "replay --from 2026-03-02 --to 2026-03-01 | 2026-03-02 is after 2026-03-01; give the earlier day first",
                "replay --from 1.3.2026 | Invalid value for option '--from': '1.3.2026' is not a date; write it as 2026-01-31",
                "replay --from +999999999-01-01 | Invalid value for option '--from': '+999999999-01-01' is not a date; write it as 2026-01-31",
                "load | Missing required parameter: 'PATH'",
                "audit --coverage-min -1 | --coverage-min is 0 to 100, not -1.0",
                "audit --coverage-min 101 | --coverage-min is 0 to 100, not 101.0",
                "audit --coverage-min NaN | --coverage-min is 0 to 100, not NaN",
                "verify-account --yes | --from ADDRESS is missing: which address may send?",
                "verify-account --from a@x.org | there is no terminal to ask at, so nothing was done; --yes answers all questions",
                "verify-account --yes --from a@x.org --stack-name Capital | --stack-name is 1 to 30 lower-case letters, digits and hyphens, a letter first",
                "query 1 --file x.sql | Error: SQL, --file=<file> are mutually exclusive (specify only one)",
                "query 1 --format xml | Invalid value for option '--format': expected one of [TABLE, CSV, JSON] (case-insensitive) but was 'xml'"
            })
    void refusesWrongUse(String command, String message) {
        List<String> words = List.of(command.split(" "));
        String line =
                "ses-events: %s (try: ./ses-events help %s)\n".formatted(message, words.getFirst());
        assertEquals(new Outcome(2, "", line), Outcome.of(words));
    }

    @Test
    void refusesAnAddressOrARegionThatIsNone() {
        String noAddress = "--endpoint-url %s is not an address; write it as http://localhost:4566";
        for (String endpoint :
                List.of("localhost:4566", "ftp://x", "http:///x", "x", "http://", "http://[bad")) {
            assertRefused(noAddress.formatted(endpoint), "us-east-1", endpoint);
        }
        String noRegion = "'%s' is not a region; write it as us-east-1";
        for (String region : List.of("us east 1", "US", "us_east", "", "ü")) {
            assertRefused(noRegion.formatted(region), region, "http://localhost:1");
        }
        Outcome unreachable = replay("us-east-1", "http://localhost:1");
        assertEquals(1, unreachable.status());
        assertEquals(1, unreachable.err().lines().count(), unreachable::err);
    }

    @Test
    void showsWhereAFaultOfTheProgramIs() {
        assertEquals(null, Failure.explained(new IllegalStateException("no")));
        assertEquals(null, Failure.explained(new NullPointerException()));
    }

    private static void assertRefused(String message, String region, String endpoint) {
        String line = "ses-events: " + message + "\n";
        assertEquals(new Outcome(1, "", line), replay(region, endpoint));
    }

    private static Outcome replay(String region, String endpoint) {
        return Outcome.of("replay", "--stack", "x", "--region", region, "--endpoint-url", endpoint);
    }

    private static void assertSays(String expected, Exception failure) {
        UserError said = Failure.explained(failure);
        assertTrue(said != null, failure::toString);
        assertEquals(expected, said.getMessage());
    }
}
