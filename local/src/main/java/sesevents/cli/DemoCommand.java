package sesevents.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sesevents.Checkout;
import sesevents.Sample;
import sesevents.UserError;
import sesevents.engine.Engine;
import sesevents.engine.LakeRefresh;
import sesevents.firehose.Tally;
import sesevents.lake.Keys;
import sesevents.lake.Lake;
import sesevents.lake.LakeLock;
import sesevents.load.LoadReport;
import sesevents.madeup.Demo;
import sesevents.madeup.DemoCheck;
import sesevents.madeup.Mailing;
import sesevents.madeup.Showcase;
import sesevents.sql.SqlTree;
import sesevents.text.Shell;

/** Runs made-up mail through the pipeline, shows the views, and checks every answer. */
@Command(
        name = "demo",
        description =
                "Run made-up mail and the sample events through the whole pipeline, and show what"
                        + " comes out.")
final class DemoCommand extends Subcommand {
    private static final Duration SPAN = Duration.ofDays(3);

    /** The rows of all mails are compared in memory. */
    private static final int MESSAGES_MAX = 1_000_000;

    private static final int PROGRESS_EVERY = 5_000;

    @Option(
            names = "--lake",
            defaultValue = ".lake/demo",
            description = "Folder of the demo's own lake (default ${DEFAULT-VALUE}).")
    private Path lake;

    @Option(
            names = "--messages",
            defaultValue = "4000",
            description = "How many mails to make up (default ${DEFAULT-VALUE}).")
    private long messages;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Another number makes up other mail (default ${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() throws IOException {
        Numbers.require(spec, "--messages", messages, 1, MESSAGES_MAX);
        Instant end = Instant.now().truncatedTo(ChronoUnit.DAYS);
        Mailing mailing = new Mailing(seed, messages, end.minus(SPAN), end);
        List<Sample> samples = Sample.all(Checkout.root());
        printf(
                "%,d made-up mails of the last %d days (seed %d) and the %d sample events of"
                        + " events/%n%n",
                messages, SPAN.toDays(), seed, samples.size());
        try (Closeable _ = LakeLock.ofDemo(Lake.ofDemo(lake))) {
            show(samples, mailing);
        }
        printf(
                """

                next:
                  ./ses-events console --lake %1$s   (search it in a browser)
                  ./ses-events query "select * from email_status where bounce_type = 'Permanent'" --lake %1$s
                  ./ses-events load YOUR-EVENTS.json   (files, folders, .gz; into .lake)
                """,
                Shell.word(lake));
        return 0;
    }

    private void show(List<Sample> samples, Mailing mailing) {
        Demo.Run run = new Demo(lake, samples, mailing).run(progress().records(PROGRESS_EVERY));
        printStages(run);
        progress().accept("starting Trino, which Athena is made of ...");
        try (Engine engine = Engine.open(lake)) {
            LongAdder rows = new LongAdder();
            new LakeRefresh(new Lake(lake), engine).run(inserted -> rows.add(inserted.rows()));
            printf(
                    "history      %,d rows under %s, one an event and recipient%n",
                    rows.sum(), lake.resolve(Keys.HISTORY));
            for (Showcase showcase : Showcase.ALL) {
                printf("%n%s:%n", showcase.title());
                new TablePrinter(engine.query(showcase.sql()), showcase.widthMax()).print(out());
            }
            out().println();
            progress().accept("checking ...");
            verify(engine, run, mailing);
        }
    }

    private void printStages(Demo.Run run) {
        Tally tally = run.pipeline().tally();
        printf(
                """
                Firehose     %,d records offered by SES
                function     %,d invocations of the real handler
                stored       %,d in %,d objects under %s
                quarantined  %,d in %,d objects under %s%s
                """,
                tally.offered(),
                tally.invocations(),
                tally.stored(),
                tally.eventObjects(),
                new Lake(lake).events(),
                tally.quarantined(),
                tally.quarantineObjects(),
                new Lake(lake).quarantine(),
                LoadReport.reasons(run.pipeline().reasons()));
    }

    private void verify(Engine engine, Demo.Run run, Mailing mailing) {
        DemoCheck check = new DemoCheck(engine, proven -> out().println("checked: " + proven));
        check.everyRecordIsThere(run);
        check.everyMailHasItsStatus(mailing);
        check.checksFindNothing(SqlTree.ofCheckout().checks());
        List<String> faults = check.faults();
        if (!faults.isEmpty()) {
            throw new UserError(
                    "the demo came out wrong in %d places, which is a fault of this project; the"
                            + " first: %s",
                    faults.size(), faults.getFirst());
        }
    }
}
