package sesevents.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sesevents.engine.Engine;
import sesevents.engine.LakeRefresh;
import sesevents.lake.Lake;
import sesevents.lake.Source;
import sesevents.load.Load;
import sesevents.load.LoadReport;

/** Puts SES events through the pipeline into a lake, and accounts for every record. */
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
    private Load.Arrival arrival;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<Source> sources = Source.of(paths, System.in);
        Load load =
                Load.run(
                        sources,
                        lake,
                        arrival,
                        InstantSource.system(),
                        UUID::randomUUID,
                        new Progress(spec.commandLine().getErr()).records(PROGRESS_EVERY));
        LoadReport report = new LoadReport(load, sources.size(), lake);
        PrintWriter out = spec.commandLine().getOut();
        report.print(out);
        refresh(out);
        report.printNext(out);
        return load.pipeline().tally().quarantined() == 0 ? 0 : SOME_QUARANTINED;
    }

    /** The views read older hours from the history, so it must have the new events. */
    private void refresh(PrintWriter out) {
        Lake loaded = new Lake(lake);
        if (!LakeRefresh.isStale(loaded)) {
            return;
        }
        PrintWriter err = spec.commandLine().getErr();
        try (SlowNote _ = new SlowNote(err);
                Engine engine = Engine.open(lake)) {
            LongAdder rows = new LongAdder();
            new LakeRefresh(loaded, engine)
                    .run(
                            inserted -> {
                                err.println(inserted);
                                rows.add(inserted.rows());
                            });
            out.printf("history      %,d rows inserted%n", rows.sum());
        }
        out.flush();
    }
}
