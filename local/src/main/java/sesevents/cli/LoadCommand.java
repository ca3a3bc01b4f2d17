package sesevents.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sesevents.athena.Athena;
import sesevents.ledger.Ledger;
import sesevents.load.Arrival;
import sesevents.load.Load;
import sesevents.load.LoadReport;
import sesevents.load.Pipeline;
import sesevents.load.Source;

/** Puts one's own events through the pipeline into a folder, and accounts for every record. */
@Command(
        name = "load",
        description =
                "Put SES events through the pipeline: files of one event or many, pretty-printed or"
                        + " a line each, gzip or not.",
        footer = {
            "",
            "Exit status: 0 all stored, 1 a path cannot be read, 3 some records were quarantined."
        })
final class LoadCommand implements Callable<Integer> {
    private static final int SOME_QUARANTINED = 3;
    private static final int PROGRESS_EVERY = 50_000;

    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description =
                    "Files, folders (all *.json, *.ndjson, *.jsonl, *.log, *.gz in them), or - for"
                            + " stdin.")
    private List<String> paths;

    @Option(
            names = "--lake",
            defaultValue = ".lake",
            description = "Folder of the lake (default ${DEFAULT-VALUE}).")
    private Path lake;

    @Option(
            names = "--arrival",
            defaultValue = "now",
            description =
                    "now, or event: each event arrives when it happened (default ${DEFAULT-VALUE}).")
    private Arrival arrival;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        List<Source> sources = Source.of(paths, System.in);
        Pipeline pipeline =
                Load.run(
                        sources,
                        lake,
                        arrival,
                        InstantSource.system(),
                        UUID::randomUUID,
                        new Progress(spec.commandLine().getErr()).records(PROGRESS_EVERY));
        LoadReport report = new LoadReport(pipeline, sources.size(), lake);
        PrintWriter out = spec.commandLine().getOut();
        report.print(out);
        refresh(pipeline.days().headSet(Ledger.lastClosedDay(), true), out);
        report.printNext(out);
        return pipeline.tally().quarantined() == 0 ? 0 : SOME_QUARANTINED;
    }

    /** What is written into a closed day, and be it there already, the ledger learns only so. */
    private void refresh(Set<LocalDate> days, PrintWriter out) {
        if (days.isEmpty()) {
            return;
        }
        try (SlowNote _ = new SlowNote(spec.commandLine().getErr());
                Athena athena = Athena.open(lake)) {
            Ledger ledger = new Ledger(athena);
            for (LocalDate day : days) {
                ledger.insert(day);
                spec.commandLine().getErr().printf("ledger: %s%n", day);
            }
        }
        out.printf("ledger       %,d closed days refreshed%n", days.size());
        out.flush();
    }
}
