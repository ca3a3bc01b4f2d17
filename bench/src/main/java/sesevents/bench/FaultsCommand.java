package sesevents.bench;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sesevents.bench.faults.FaultBench;
import sesevents.bench.faults.LaptopBench;
import sesevents.cli.Numbers;
import sesevents.cli.Progress;

/** Makes everything fail that can fail, and counts what is lost. */
@Command(
        name = "faults",
        description =
                "Made-up mail through a function, a Firehose, an S3, a refresh and a replay that fail"
                        + " again and again, and a lake on a laptop where commands are killed, disks"
                        + " full and files damaged: what is lost, what counts twice (two hours).",
        footer = {"", "Exit status: 3 when something is lost, counted twice or not accounted for."})
final class FaultsCommand implements Callable<Integer> {
    private static final int NOT_RIGHT = 3;
    private static final int LAPTOP_EVENTS_PER_FILE = 300;

    @Option(
            names = "--events",
            defaultValue = "1000000",
            description = "About how many events in all (default ${DEFAULT-VALUE}).")
    private long events;

    @Option(
            names = "--runs",
            defaultValue = "10",
            description =
                    "In how many runs, each with a seed of its own (default ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Seed of the first run (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--lake",
            defaultValue = ".lake/faults",
            description =
                    "Folder to use; its contents are deleted first (default ${DEFAULT-VALUE}).")
    private Path lake;

    @Option(
            names = "--only",
            paramLabel = "WHERE",
            description = "Only the faults of aws, or only those of a laptop.")
    private Where only;

    private enum Where {
        AWS,
        LAPTOP
    }

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        Numbers.require(spec, "--events", events, 1, 1_000_000_000);
        Numbers.require(spec, "--runs", runs, 1, 1_000);
        PrintWriter out = spec.commandLine().getOut();
        Progress progress = new Progress(spec.commandLine().getErr());
        boolean isRight = true;
        if (only != Where.LAPTOP) {
            isRight = new FaultBench(lake, seed, runs, events, progress).run(out);
        }
        if (only != Where.AWS) {
            isRight &= new LaptopBench(lake, seed, runs, LAPTOP_EVENTS_PER_FILE, progress).run(out);
        }
        return isRight ? 0 : NOT_RIGHT;
    }
}
