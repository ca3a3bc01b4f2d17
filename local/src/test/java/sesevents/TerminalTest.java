package sesevents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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

    @Test
    void opensAPromptWhereSomebodySits() throws IOException, InterruptedException {
        Lake.make(lake);
        StringBuilder screen = new StringBuilder();
        Process process = prompt(lake, screen);
        type("select 40 +\r2 as \"an answer\";\r", process.getOutputStream());
        readUntil(" kB read", process.getInputStream(), screen);
        type("quit\r", process.getOutputStream());
        screen.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals(0, process.waitFor(), screen::toString);
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
        ProcessBuilder builder = new ProcessBuilder(command("query", "--lake", lake.toString()));
        builder.environment().put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);
        Process process = start(builder);
        StringBuilder screen = new StringBuilder();
        readUntil("ses_event_db> ", process.getInputStream(), screen);
        type("select count(*) from ses_events;\r", process.getOutputStream());
        readUntil(" kB read", process.getInputStream(), screen);
        try (Stream<Path> left = Files.list(temporary)) {
            assertTrue(left.allMatch(path -> path.getFileName().toString().startsWith("snappy-")));
        }
        type("quit\r", process.getOutputStream());
        process.getInputStream().readAllBytes();
        assertEquals(0, process.waitFor());
        try (Stream<Path> left = Files.list(temporary)) {
            assertEquals(List.of(), left.toList());
        }
    }

    /** A prompt that waits for its first statement. */
    private static Process prompt(Path lake, StringBuilder screen) throws IOException {
        Process process = start(new ProcessBuilder(command("query", "--lake", lake.toString())));
        readUntil("ses_event_db> ", process.getInputStream(), screen);
        return process;
    }

    /** Starts a process that is ended after 90 seconds. */
    private static Process start(ProcessBuilder builder) throws IOException {
        Process process = builder.redirectErrorStream(true).start();
        CompletableFuture.delayedExecutor(90, TimeUnit.SECONDS).execute(process::destroy);
        return process;
    }

    @Test
    void saysAtThePromptThatTheViewsLackOlderMail() throws IOException, InterruptedException {
        Path hour = Lake.make(lake).hour(LocalDateTime.of(2026, 2, 1, 10, 0));
        Files.writeString(Files.createDirectories(hour).resolve("1.gz"), "no gzip");
        StringBuilder screen = new StringBuilder();
        Process process = prompt(lake, screen);
        type("select 1;\rselect 2;\rquit\r", process.getOutputStream());
        screen.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals(0, process.waitFor(), screen::toString);
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
        StringBuilder screen = new StringBuilder();
        Process process = prompt(lake, screen);
        for (String id : List.of("m1", "m2")) {
            Files.writeString(
                    hour.resolve(id),
                    "{\"event_id\":\"e%1$s\",\"message_id\":\"%1$s\"}\n".formatted(id));
            type(
                    "select 'last is ' || max(message_id) from email_status;\r",
                    process.getOutputStream());
            readUntil("last is " + id, process.getInputStream(), screen);
        }
        type("quit\r", process.getOutputStream());
        process.getInputStream().readAllBytes();
        assertEquals(0, process.waitFor(), screen::toString);
    }

    @Test
    void showsNothingInvisibleOnTheScreenAndKeepsItInAFile(@TempDir Path folder)
            throws IOException, InterruptedException {
        Lake.make(lake);
        List<String> query =
                command(
                        "query",
                        "select 'a' || chr(8238) || chr(27) as x",
                        "--format",
                        "csv",
                        "--lake",
                        lake.toString());
        Path file = folder.resolve("out");
        Process inFile =
                new ProcessBuilder(query.subList(3, query.size()))
                        .redirectOutput(file.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertEquals(0, inFile.waitFor());
        assertEquals("\"x\"\n\"a\u202e\u001b\"\n", Files.readString(file));
        Process onScreen = new ProcessBuilder(query).redirectErrorStream(true).start();
        String screen =
                new String(onScreen.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, onScreen.waitFor(), screen);
        assertTrue(screen.contains("\"a\\u202e\\u001b\""), screen);
    }

    /** Ctrl-C goes to the SAM CLI as well. */
    @Test
    void asksBeforeEachStepAndSaysHowToRemoveWhatCtrlCLeaves(@TempDir Path folder)
            throws IOException, InterruptedException {
        try (StandInAccount account = new StandInAccount()) {
            ProcessBuilder builder =
                    new ProcessBuilder(
                            command(
                                    "verify-account",
                                    "--from",
                                    StandInAccount.SENDER,
                                    "--region",
                                    "us-east-1",
                                    "--endpoint-url",
                                    account.uri().toString(),
                                    "--sam",
                                    SamStub.in(folder).hanging().toString(),
                                    "--report",
                                    folder.resolve("report.md").toString()));
            builder.environment().put("AWS_ACCESS_KEY_ID", "local");
            builder.environment().put("AWS_SECRET_ACCESS_KEY", "local");
            Process process = start(builder);
            StringBuilder screen = new StringBuilder();
            readUntil("  price: free", process.getInputStream(), screen);
            readUntil("go on? [y/N/q] ", process.getInputStream(), screen);
            type("y\r", process.getOutputStream());
            readUntil("  price: about 0.02 USD an hour", process.getInputStream(), screen);
            type("y\r", process.getOutputStream());
            readUntil("deploying ...", process.getInputStream(), screen);
            type("\u0003", process.getOutputStream());
            readUntil(
                    "to remove it: ./ses-events verify-account --remove --stack-name"
                            + " ses-events-verify --region us-east-1",
                    process.getInputStream(),
                    screen);
            process.getInputStream().readAllBytes();
            process.waitFor();
        }
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

    private static void type(String keys, OutputStream terminal) throws IOException {
        terminal.write(keys.getBytes(StandardCharsets.UTF_8));
        terminal.flush();
    }

    private static void readUntil(String text, InputStream terminal, StringBuilder screen)
            throws IOException {
        while (screen.indexOf(text) < 0) {
            int read = terminal.read();
            assertTrue(read >= 0, () -> "the terminal closed after: " + screen);
            screen.append((char) read);
        }
    }
}
