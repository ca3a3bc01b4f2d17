package sesevents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;
import sesevents.cli.Main;

/** The launcher in a checkout of its own, with nothing on PATH but what a test puts there. */
class LauncherTest {
    private static final String BASH = which("bash").toString();
    private static final String JDK_FILE = "JAVA_VERSION=\"%s\"%n";
    private static final String MAVEN =
            """
            case "$*" in
                *--version*) echo "Apache Maven %s (fake)" ;;
                *)
                    echo "$@" >>"${0%%/*}/../calls"
                    mkdir -p {local,bench}/target
                    echo a.jar:b.jar | tee {local,bench}/target/classpath.txt >/dev/null ;;
            esac
            """;

    @TempDir Path machine;
    private Path checkout;
    private Path bin;

    /** How a run ended, and what it printed. */
    private record Run(int status, String out, String err) {}

    @BeforeEach
    void setUp() throws IOException, InterruptedException {
        checkout = Files.createDirectories(machine.resolve("checkout"));
        bin = Files.createDirectories(machine.resolve("bin"));
        Files.copy(Checkout.root().resolve("ses-events"), checkout.resolve("ses-events"));
        for (String module : List.of(".", "lambda", "local", "local/trino", "bench")) {
            Path folder = checkout.resolve(module);
            Files.createDirectories(folder.resolve("src/main"));
            Files.createFile(folder.resolve("pom.xml"));
        }
        for (String tool :
                "cat cmp cp dirname find grep head mkdir mv sed tail tee touch uname".split(" ")) {
            program(tool, "exec %s \"$@\"".formatted(which(tool)));
        }
    }

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

    private Run run(String... arguments) throws IOException, InterruptedException {
        return bash(Stream.concat(Stream.of("ses-events"), Stream.of(arguments)).toList());
    }

    private Run bash(List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(BASH));
        command.addAll(words);
        Path out = machine.resolve("out");
        Path err = machine.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(checkout.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().put("HOME", machine.toString());
        builder.environment().put("JAVA_HOME", machine.resolve("jdk").toString());
        int status = builder.start().waitFor();
        return new Run(status, Files.readString(out), Files.readString(err));
    }

    private void tools(String maven) throws IOException {
        jdk("25.0.1", machine.resolve("jdk"));
        program("mvn", MAVEN.formatted(maven));
    }

    /** A JDK whose java prints its home or its arguments, writes to stderr, and exits with 3. */
    private void jdk(String version, Path home) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), JDK_FILE.formatted(version));
        executable(home.resolve("bin/javac"), "");
        executable(
                home.resolve("bin/java"),
                """
                echo "WARNING: Using incubator modules: jdk.incubator.vector" >&2
                case "$*" in *demo*) echo "${0%/bin/java}"; exit ;; esac
                printf '<%s>' "$@"; echo
                printf 'first\\n\\nlast, unfinished' >&2
                exit 3
                """);
    }

    private void program(String name, String script) throws IOException {
        executable(bin.resolve(name), script);
    }

    private void executable(Path file, String script) throws IOException {
        Files.writeString(file, "#!" + BASH + "\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private long builds() throws IOException {
        try (Stream<String> calls = Files.lines(machine.resolve("calls"))) {
            return calls.count();
        }
    }

    private static Path which(String tool) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("this machine has no " + tool));
    }
}
