package sesevents.bench.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import sesevents.cli.Main;

/** A refresh that is killed at some moment of its work, as a machine is that loses its power. */
final class KilledRefresh {
    private static final int DAY_MILLIS = 3_000;

    private KilledRefresh() {}

    /**
     * Runs it in a process of its own, started as this one, and kills that.
     *
     * @param days how many it has to do
     * @return how many it had told of by then
     */
    static int run(Path lake, int days, Random random) throws IOException {
        int daysBefore = random.nextInt(days);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Main.class.getName(), "refresh", "--lake", lake.toString()));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (BufferedReader told = process.inputReader()) {
            int daysTold = 0;
            while (daysTold < daysBefore && told.readLine() != null) {
                daysTold++;
            }
            process.waitFor(Duration.ofMillis(random.nextInt(DAY_MILLIS)));
            return daysTold;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }
}
