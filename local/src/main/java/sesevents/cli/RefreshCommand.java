package sesevents.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sesevents.athena.Athena;
import sesevents.ledger.Ledger;

/** Does what the stack does each day: brings closed days that are missing into the ledger. */
@Command(
        name = "refresh",
        description =
                "Bring the closed days that are missing into the ledger, as the stack does each day;"
                        + " a day is closed two days after it.")
final class RefreshCommand implements Callable<Integer> {
    @Option(
            names = "--lake",
            defaultValue = ".lake",
            description = "Folder of the lake (default ${DEFAULT-VALUE}).")
    private Path lake;

    @Option(names = "--from", paramLabel = "DAY", description = "First day, as 2026-01-31.")
    private LocalDate from;

    @Option(
            names = "--to",
            paramLabel = "DAY",
            description = "Last day (default: the newest closed one).")
    private LocalDate to;

    @Option(
            names = "--days",
            defaultValue = "35",
            description =
                    "How many days up to the last one, where no first one is given (default"
                            + " ${DEFAULT-VALUE}).")
    private int days;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        LocalDate last = to == null ? Ledger.lastClosedDay() : to;
        LocalDate first = from == null ? last.minusDays(days - 1L) : from;
        Days.requireOrder(spec, first, last);
        Lake.require(lake);
        PrintWriter out = spec.commandLine().getOut();
        try (SlowNote _ = new SlowNote(spec.commandLine().getErr());
                Athena athena = Athena.open(lake)) {
            Ledger ledger = new Ledger(athena);
            List<LocalDate> missing = ledger.missing(lake, first, last);
            for (LocalDate day : missing) {
                out.printf("%s  %,d rows%n", day, ledger.insert(day));
                out.flush();
            }
            out.printf(
                    "the ledger has every closed day of the lake from %s to %s; %d inserted now%n",
                    first, last, missing.size());
        }
        return 0;
    }
}
