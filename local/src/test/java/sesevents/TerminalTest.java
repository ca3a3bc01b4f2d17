package sesevents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sesevents.cli.Main;
import sesevents.lake.Lake;
import sesevents.standin.SamStub;
import sesevents.standin.StandInAccount;

/** The command line on a real pseudo-terminal, which Python opens. */
class TerminalTest {
    // Whoever is started in the background ignores Ctrl-C, and so do all that it starts.
    private static final String PTY =
            """
            import os, pty, signal, sys
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))
            """;

    @TempDir private Path lake;
    private final StringBuilder screen = new StringBuilder();
    private Process process;

    @Test
    void opensAPromptWhereSomebodySits() throws IOException, InterruptedException {
        Lake.make(lake);
        startPrompt();
        type("select 40 +\r2 as \"an answer\";\r");
        readUntil(" kB read");
        quit();
        assertTrue(
                screen.toString()
                        .replace("\r", "")
                        .contains(" an answer\n-----------\n 42\n(1 row)\n"),
                screen::toString);
    }

    /** While it runs only Snappy's library is there, which Parquet needs. */
    @Test
    void keepsNothingInTheTemporaryDirectory(@TempDir Path temporary)
            throws IOException, InterruptedException {
        Lake.make(lake);
        startPrompt("JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=" + temporary);
        type("select count(*) from ses_events;\r");
        readUntil(" kB read");
        try (Stream<Path> left = Files.list(temporary)) {
            assertTrue(left.allMatch(path -> path.getFileName().toString().startsWith("snappy-")));
        }
        quit();
        try (Stream<Path> left = Files.list(temporary)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void saysAtThePromptThatTheViewsLackOlderMail() throws IOException, InterruptedException {
        Path hour = Lake.make(lake).hour(LocalDateTime.of(2026, 2, 1, 10, 0));
        Files.writeString(Files.createDirectories(hour).resolve("1.gz"), "no gzip");
        startPrompt();
        type("select 1;\rselect 2;\r");
        quit();
        assertEquals(
                2,
                screen.toString().split("; the views lack older mail", -1).length,
                screen::toString);
    }

    @Test
    void hasAtThePromptWhatCameIntoAnOldHourSinceTheLastStatement()
            throws IOException, InterruptedException {
        Path hour = Lake.make(lake).hour(LocalDateTime.of(2026, 2, 1, 10, 0));
        Files.createDirectories(hour);
        startPrompt();
        for (String id : List.of("m1", "m2")) {
            String event = "{\"event_id\":\"e%1$s\",\"message_id\":\"%1$s\"}\n".formatted(id);
            Files.writeString(hour.resolve(id), event);
            type("select 'last is ' || max(message_id) from email_status;\r");
            readUntil("last is " + id);
        }
        quit();
    }

    @Test
    void showsNothingInvisibleOnTheScreenAndKeepsItInAFile(@TempDir Path folder)
            throws IOException, InterruptedException {
        Lake.make(lake);
        String sql = "select 'a' || chr(8238) || chr(27) as x";
        List<String> query = command("query", sql, "--format", "csv", "--lake", lake.toString());
        Path file = folder.resolve("out");
        Process inFile =
                new ProcessBuilder(query.subList(3, query.size()))
                        .redirectOutput(file.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertEquals(0, inFile.waitFor());
        assertEquals("\"x\"\n\"a\u202e\u001b\"\n", Files.readString(file));
        start(new ProcessBuilder(query));
        end();
        assertTrue(screen.toString().contains("\"a\\u202e\\u001b\""), screen::toString);
    }

    /** Ctrl-C goes to the SAM CLI as well. */
    @Test
    void asksBeforeEachStepAndSaysHowToRemoveWhatCtrlCLeaves(@TempDir Path folder)
            throws IOException, InterruptedException {
        try (StandInAccount account = new StandInAccount()) {
            String command =
                    "verify-account --from %s --region us-east-1 --endpoint-url %s --sam %s --report %s"
                            .formatted(
                                    StandInAccount.SENDER,
                                    account.uri(),
                                    SamStub.in(folder).hanging(),
                                    folder.resolve("report.md"));
            ProcessBuilder builder = new ProcessBuilder(command(command.split(" ")));
            builder.environment().put("AWS_ACCESS_KEY_ID", "local");
            builder.environment().put("AWS_SECRET_ACCESS_KEY", "local");
            start(builder);
            readUntil("  price: free");
            readUntil("go on? [y/N/q] ");
            type("y\r");
            readUntil("  price: about 0.02 USD an hour");
            type("y\r");
            readUntil("deploying ...");
            type("\u0003");
            readUntil(
                    "to remove it: ./ses-events verify-account --remove --stack-name"
                            + " ses-events-verify --region us-east-1");
            process.getInputStream().readAllBytes();
            process.waitFor();
        }
    }

    /** Starts a prompt, and waits until it asks for the first statement. */
    private void startPrompt(String... environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command("query", "--lake", lake.toString()));
        for (String variable : environment) {
            String[] parts = variable.split("=", 2);
            builder.environment().put(parts[0], parts[1]);
        }
        start(builder);
        readUntil("ses_event_db> ");
    }

    /** Starts a process that is ended after 90 seconds. */
    private void start(ProcessBuilder builder) throws IOException {
        process = builder.redirectErrorStream(true).start();
        CompletableFuture.delayedExecutor(90, TimeUnit.SECONDS).execute(process::destroy);
    }

    private void quit() throws IOException, InterruptedException {
        type("quit\r");
        end();
    }

    private void end() throws IOException, InterruptedException {
        screen.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals(0, process.waitFor(), screen::toString);
    }

    private static List<String> command(String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Venv.file("bin/python").toString(),
                                "-c",
                                PTY,
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "--add-modules=jdk.incubator.vector",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-XX:TieredStopAtLevel=1",
                                "-Dses-events.home=" + Checkout.root(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private void type(String keys) throws IOException {
        process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    private void readUntil(String text) throws IOException {
        while (screen.indexOf(text) < 0) {
            int read = process.getInputStream().read();
            assertTrue(read >= 0, () -> "the terminal closed after: " + screen);
            screen.append((char) read);
        }
    }
}
