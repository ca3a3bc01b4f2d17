package sesevents.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import sesevents.Checkout;

/** A command in a process of its own, started like this process, that can be killed. */
public final class ChildCommand {
    private final Process process;
    private final Path output;

    /** The exit status, and all that the command printed. */
    public record Ended(int status, String said) {}

    private ChildCommand(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    public static ChildCommand start(String... arguments) {
        return start(List.of(), List.of(), arguments);
    }

    /**
     * Starts a command that cannot write files beyond a size. The system refuses the write as on a
     * full disk, but with another error number.
     */
    public static ChildCommand startOnFullDisk(int kilobytes, String... arguments) {
        String limit = "ulimit -f " + kilobytes + " && exec \"$@\"";
        // Without this the JVM's own file of counters could be the one that fails.
        return start(List.of("bash", "-c", limit, "bash"), List.of("-XX:-UsePerfData"), arguments);
    }

    private static ChildCommand start(
            List<String> before, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-Dses-events.home=" + Checkout.root());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Main.class.getName());
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile("ses-events", ".out");
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            return new ChildCommand(process, output);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.getFirst(), e);
        }
    }

    public Ended await() {
        try {
            int status = process.onExit().join().exitValue();
            String said = said();
            Files.delete(output);
            return new Ended(status, said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The output so far. */
    public String said() throws IOException {
        return Files.readString(output, StandardCharsets.ISO_8859_1);
    }

    /** Kills the process after a time, unless it has ended by then. */
    public Ended killAfter(Duration time) {
        process.onExit().completeOnTimeout(process, time.toMillis(), TimeUnit.MILLISECONDS).join();
        process.destroyForcibly();
        return await();
    }
}
