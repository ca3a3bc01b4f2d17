package sesevents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the launcher needs, and how it builds. */
class LauncherToolsTest extends LauncherCase {
    @Test
    void saysThatNoJdkIsThere() throws IOException, InterruptedException {
        Path launcher = checkout.resolve("ses-events");
        // This machine has JDKs in the usual places, but none so new.
        Files.writeString(
                launcher, Files.readString(launcher).replace("java_wanted=25", "java_wanted=99"));

        Run run = run("demo");

        assertFails("no JDK 99 or later found; install one (", run);
        assertTrue(run.err().endsWith(") or set JAVA_HOME\n"), run.err());
    }

    @ParameterizedTest
    @CsvSource({
        "'', '; install it: '",
        "3.6.3, ' (found 3.6.3);'",
        "2.2.1, ' (found 2.2.1);'",
        "3.7, ' (found 3.7);'"
    })
    void saysThatMavenIsMissingOrTooOld(String version, String message)
            throws IOException, InterruptedException {
        tools(version);
        if (version.isEmpty()) {
            Files.delete(bin.resolve("mvn"));
        }
        assertFails("Maven 3.8 or later is not on PATH" + message, run("demo"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.8.0", "3.9.12", "3.10.1", "4.0.0", "10.0.0"})
    void takesEveryMavenThatIsNewEnough(String version) throws IOException, InterruptedException {
        tools(version);
        assertEquals(0, run("demo").status());
    }

    @Test
    void saysThatPythonIsMissing() throws IOException, InterruptedException {
        tools("3.9.9");
        Files.writeString(checkout.resolve("local/requirements.txt"), "");
        program("python3", "exit 1 # too old: the version check says no");

        assertFails("no Python 3.11 or later found; install it: ", run("sam", "build"));
    }

    @Test
    void buildsOnceAndAgainWhenASourceChanges() throws IOException, InterruptedException {
        tools("3.9.9");

        run("demo");
        run("demo");
        assertEquals(1, builds());

        Path source = Files.createFile(checkout.resolve("local/src/main/New.java"));
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
        run("demo");
        assertEquals(2, builds());
    }

    @Test
    void showsWhyABuildFailed() throws IOException, InterruptedException {
        tools("3.9.9");
        String fails = "echo 'Apache Maven 3.9.9'; echo '[ERROR] it broke'; [ \"$2\" = --version ]";
        program("mvn", fails);

        assertEquals(
                new Run(
                        1,
                        "",
                        "building ... (the first time downloads about 300 MB)\n"
                                + "[ERROR] it broke\n"
                                + "ses-events: the build failed; all of its output is in"
                                + " local/target/build.log\n"),
                run("demo"));
        assertEquals(1, run("demo").status());
    }

    @Test
    void takesTheFirstJdkThatIsNewEnough() throws IOException, InterruptedException {
        tools("3.9.9");
        jdk("24.0.2", machine.resolve("jdk"));
        program("java", "echo '    java.home = %s' >&2".formatted(machine.resolve("other")));
        jdk("26", machine.resolve("other"));

        assertTrue(run("demo").out().startsWith(machine.resolve("other").toString()));
    }

    private static void assertFails(String message, Run run) {
        assertEquals(List.of(1, ""), List.of(run.status(), run.out()));
        assertTrue(run.err().startsWith("ses-events: " + message), run.err());
    }

    private long builds() throws IOException {
        try (Stream<String> calls = Files.lines(machine.resolve("calls"))) {
            return calls.count();
        }
    }
}
