package sesevents.cli;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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
                        + " a line each, gzip or not; also what SNS, SQS, EventBridge, Firehose,"
                        + " Kinesis or CloudWatch Logs wrapped them in.",
        footer = {
            "",
            "Exit status: 0 all stored, 1 a path cannot be read, 3 some records were quarantined."
        })
final class LoadCommand extends Subcommand {
    private static final int SOME_QUARANTINED = 3;
    private static final int PROGRESS_EVERY = 50_000;

    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description =
                    "Files, folders (all *.json, *.ndjson, *.jsonl, *.log, *.gz in them), or - for"
                            + " stdin.")
    private List<String> paths;

    @Mixin private LakeOption lake;

    @Option(
            names = "--arrival",
            defaultValue = "now",
            description =
                    "now: each event arrives now, or when its envelope says; event: when it happened"
                            + " (default ${DEFAULT-VALUE}).")
    private Load.Arrival arrival;

    @Override
    public Integer call() throws IOException {
        List<Source> sources = Source.of(paths, System.in);
        Load load =
                Load.run(
                        sources,
                        lake.folder(),
                        arrival,
                        InstantSource.system(),
                        UUID::randomUUID,
                        progress().records(PROGRESS_EVERY));
        LoadReport report = new LoadReport(load, sources.size(), lake.folder());
        report.print(out());
        refresh(new Lake(lake.folder()));
        report.printNext(out());
        return load.pipeline().tally().quarantined() == 0 ? 0 : SOME_QUARANTINED;
    }

    /** The views read older hours from the history, so it must have the new events. */
    private void refresh(Lake loaded) {
        if (!LakeRefresh.isStale(loaded)) {
            return;
        }
        try (SlowNote _ = new SlowNote(progress(), SlowNote.OF_LAKE);
                Engine engine = Engine.open(loaded.folder())) {
            LongAdder rows = new LongAdder();
            new LakeRefresh(loaded, engine)
                    .run(
                            inserted -> {
                                err().println(inserted);
                                rows.add(inserted.rows());
                            });
            printf("history      %,d rows inserted%n", rows.sum());
        }
    }
}
