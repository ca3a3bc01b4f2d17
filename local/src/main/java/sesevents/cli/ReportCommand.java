package sesevents.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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

    @Mixin private QuestionOptions options;

    @Override
    public Integer call() throws IOException {
        Numbers.require(spec, "--days", days, 1, Report.DAYS_MAX);
        try (SlowNote _ = new SlowNote(progress(), options.target().slowNote());
                Asking asking = options.open(progress())) {
            Files.writeString(
                    file,
                    Report.html(
                            days,
                            asking.questions(),
                            options.target().options(),
                            InstantSource.system()));
            printf("%s%n", file);
            return 0;
        }
    }
}
