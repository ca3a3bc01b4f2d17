package sesevents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;
import sesevents.cli.Main;

class LauncherTest extends LauncherCase {
    @ParameterizedTest
    @ValueSource(strings = {"frobnicate", "", "*", "demo       run", "Exit"})
    void refusesACommandThatDoesNotExist(String command) throws IOException, InterruptedException {
        assertEquals(refused("unknown command '" + command + "'"), run(command));
    }

    @Test
    void refusesToRunWithoutACommandOrAStepThatExists() throws IOException, InterruptedException {
        assertEquals(refused("no command given"), run());
        assertEquals(
                refused(
                        "unknown step 'jav' of test; the steps are: shell format generated sql lint"
                                + " policy validate sam-build java fuzz"),
                run("test", "format", "jav"));
    }

    private static Run refused(String message) {
        return new Run(2, "", "ses-events: " + message + " (try: ./ses-events help)\n");
    }

    @Test
    void helpsWithoutJava() throws IOException, InterruptedException {
        Run help = run("help");
        assertEquals(List.of(0, ""), List.of(help.status(), help.err()));
        assertEquals(help, run("--help"));
    }

    @ParameterizedTest
    @CsvSource({
        "help load, sesevents.cli.Main><load><--help",
        "help bench, sesevents.bench.BenchCommand><bench><--help",
        "help bench sql, sesevents.bench.BenchCommand><bench><sql><--help"
    })
    void helpsWithACommand(String words, String java) throws IOException, InterruptedException {
        tools("3.9.9");
        Run run = run(words.split(" "));
        assertTrue(run.out().endsWith("<" + java + ">\n"), run::toString);
        assertEquals(refused("unknown command 'lod'"), run("help", "lod"));
    }

    @Test
    void listsEveryCommand() throws IOException, InterruptedException {
        Set<String> expected = new TreeSet<>(Set.of("bench", "help", "sam", "test"));
        for (Class<?> command : Main.class.getAnnotation(Command.class).subcommands()) {
            expected.add(command.getAnnotation(Command.class).name());
        }
        Set<String> listed =
                Pattern.compile("(?m)^  (\\S+) ")
                        .matcher(run("help").out())
                        .results()
                        .map(found -> found.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(expected, listed);
    }

    @Test
    void hidesTheIncubatorWarningAndNothingElse() throws IOException, InterruptedException {
        tools("3.9.9");
        run("demo");

        Run run = run("load", "two words", "");

        assertEquals(3, run.status());
        assertTrue(run.out().endsWith("<sesevents.cli.Main><load><two words><>\n"), run.out());
        assertEquals("first\n\nlast, unfinished", run.err());
    }

    /** Where a locale knows only ASCII, Java cannot open a file of another name. */
    @ParameterizedTest
    @CsvSource({
        "'', '', C.UTF-8",
        "C, en_US.UTF-8, C.UTF-8",
        "'', POSIX, C.UTF-8",
        "'', de_DE.UTF-8, ''",
        "tr_TR.utf8, C, tr_TR.utf8"
    })
    void runsJavaInALocaleThatKnowsAllNamesOfFiles(String given, String lang, String used)
            throws IOException, InterruptedException {
        tools("3.9.9");
        executable(machine.resolve("jdk/bin/java"), "echo \"locale=$LC_ALL,$LANG\"\n");
        String script = "export LC_ALL=$1 LANG=$2; %s ses-events load x".formatted(BASH);
        Run run = bash(List.of("-c", script, "-", given, lang));
        assertTrue(run.out().endsWith("locale=" + used + "," + lang + "\n"), run::toString);
    }

    @Test
    void outlivesTheInterruptThatJavaTakesForItself() throws IOException, InterruptedException {
        tools("3.9.9");
        // More than a pipe holds, so that its reader is at work when Ctrl-C comes to them all.
        executable(
                machine.resolve("jdk/bin/java"),
                """
                trap '' INT
                printf 'WARNING: Using incubator modules\\n%100000s\\n' '' >&2
                kill -INT 0
                echo after >&2
                exit 7
                """);

        // A job of its own: the signal must not come to this JVM.
        Run run = bash(List.of("-c", "set -m; \"$@\" & wait $!", "-", BASH, "ses-events", "query"));

        assertEquals(7, run.status());
        assertTrue(run.err().contains("\nafter\n"));
    }
}
