package sesevents.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sesevents.console.Console;
import sesevents.console.Report;

/** Writes the console's figures into one file. */
@Command(
        name = "report",
        description = {
            "Write the figures of the console into one HTML file: reputation, deliverability,"
                    + " engagement, health.",
            "The file loads nothing from elsewhere, so it can be sent and kept."
        },
        footer = {"", "Exit status: 0 written, 1 failed, 2 wrong use."})
final class ReportCommand extends Subcommand {
    private static final int DAYS_MAX = 35;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "The file to write.")
    private Path file;

    @Option(
            names = "--days",
            defaultValue = "30",
            paramLabel = "N",
            description = "How many days, today included (default ${DEFAULT-VALUE}).")
    private int days;

    @Mixin private Target target;

    @Mixin private PriceLimit limit;

    @Override
    public Integer call() throws IOException {
        Numbers.require(spec, "--days", days, 1, DAYS_MAX);
        try (SlowNote _ = new SlowNote(progress(), target.slowNote());
                Asking asking = target.asking(progress(), limit)) {
            Files.writeString(
                    file,
                    Report.html(
                            days,
                            new Console.Setup(
                                    asking.questions(),
                                    target.options(),
                                    InstantSource.system(),
                                    Failure::explained,
                                    failure -> failure.printStackTrace(err()))));
            printf("%s%n", file);
            return 0;
        }
    }
}
