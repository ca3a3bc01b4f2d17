package sesevents.bench;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sesevents.bench.sql.Prices;
import sesevents.bench.sql.SqlBench;
import sesevents.cli.Numbers;
import sesevents.cli.Progress;

/** Measures what questions read, here and on the design that came before. */
@Command(
        name = "sql",
        description =
                "Bytes, files and time of questions over a made-up history, here and on the design"
                        + " of AWS's sample (a quarter of an hour).")
final class SqlCommand implements Runnable {
    @Option(
            names = "--events",
            defaultValue = "1000000",
            description = "About how many events to make up (default ${DEFAULT-VALUE}).")
    private long events;

    @Option(
            names = "--days",
            defaultValue = "90",
            description = "Over how many days (default ${DEFAULT-VALUE}).")
    private int days;

    @Option(
            names = "--buffer-days",
            defaultValue = "5",
            description =
                    "How many days of the sample's 60 s files to write; the rest is extrapolated; 0 leaves"
                            + " the sample out (default ${DEFAULT-VALUE}).")
    private int bufferDays;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Another number makes up other mail (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--times",
            defaultValue = "1",
            description =
                    "Ask again over this many times the rows in event_history, which SQL multiplies"
                            + " (default ${DEFAULT-VALUE}).")
    private int times;

    @Option(
            names = "--runs",
            defaultValue = "3",
            description =
                    "How often to ask each question here; the median counts (default ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--price-tb",
            defaultValue = "5",
            description = "USD for a TB that Athena reads (default ${DEFAULT-VALUE}).")
    private double terabyte;

    @Option(
            names = "--price-gets",
            defaultValue = "0.0004",
            description = "USD for 1,000 GET requests of S3 (default ${DEFAULT-VALUE}).")
    private double thousandGets;

    @Option(
            names = "--lake",
            defaultValue = ".lake/bench",
            description =
                    "Folder to use; its contents are deleted first (default ${DEFAULT-VALUE}).")
    private Path lake;

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        Numbers.require(spec, "--events", events, 1, 1_000_000_000);
        Numbers.require(spec, "--days", days, 1, 10_000);
        Numbers.require(spec, "--buffer-days", bufferDays, 0, 10_000);
        Numbers.require(spec, "--times", times, 1, 1_000);
        Numbers.require(spec, "--runs", runs, 1, 1_000);
        SqlBench bench =
                new SqlBench(
                        lake,
                        seed,
                        events,
                        days,
                        bufferDays,
                        times,
                        runs,
                        new Progress(spec.commandLine().getErr()));
        bench.run(spec.commandLine().getOut(), new Prices(terabyte, thousandGets));
    }
}
