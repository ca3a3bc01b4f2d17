package sesevents.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sesevents.athena.Athena;
import sesevents.demo.Demo;
import sesevents.demo.Verification;
import sesevents.firehose.Tally;
import sesevents.load.LoadReport;
import sesevents.mail.Mailing;
import sesevents.mail.Sample;
import sesevents.sql.SqlTree;

/** Shows the main job from made-up mail to email_status, and proves that it came out right. */
@Command(
        name = "demo",
        description =
                "Run made-up mail and the sample events through the whole pipeline, and show what"
                        + " comes out.")
final class DemoCommand implements Callable<Integer> {
    private static final Duration SPAN = Duration.ofDays(3);
    private static final int PROGRESS_EVERY = 5_000;

    /** One mail for each story that the view can tell. */
    private static final String STORIES =
            """
            with stories as (
                select
                    *,
                    case
                        when time_complained is not null and time_clicked is not null then 'read, then complained'
                        when time_bounced is not null and time_delivered is not null
                            and cardinality(destination) > 1 then 'reached some of them'
                        when bounce_subtype = 'OnAccountSuppressionList' then 'on the suppression list'
                        when bounce_type = 'Permanent' then 'bounced for good'
                        when bounce_subtype = 'CustomTimeoutExceeded' then 'given up after delays'
                        when time_sent is null then 'refused by SES'
                        when time_delivered is not null and time_clicked is not null
                            then 'delivered and clicked'
                    end as story
                from email_status
            ),
            numbered as (
                select *, row_number() over (
                    partition by story order by coalesce(time_sent, timestamp '1970-01-01') desc, message_id
                ) as number
                from stories
                where story is not null
            )
            select
                story,
                subject,
                array_join(destination, ' ') as destination,
                date_format(time_sent, '%Y-%m-%d %H:%i:%s') as sent,
                date_format(time_delivered, '%m-%d %H:%i') as delivered,
                date_format(time_opened, '%m-%d %H:%i') as opened,
                date_format(time_bounced, '%m-%d %H:%i') as bounced,
                bounce_subtype,
                date_format(time_complained, '%m-%d %H:%i') as complained
            from numbered
            where number = 1
            order by story
            """;

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

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Instant end = Instant.now().truncatedTo(ChronoUnit.DAYS);
        Mailing mailing = new Mailing(seed, messages, end.minus(SPAN), end);
        List<Sample> samples = Sample.all(Checkout.root());
        PrintWriter out = spec.commandLine().getOut();

        out.printf(
                "%,d made-up mails of the last %d days (seed %d)", messages, SPAN.toDays(), seed);
        out.printf(" and the %d sample events of events/%n%n", samples.size());
        out.flush();
        Demo.Run run = new Demo(lake, samples, mailing).run(this::showProgress);
        printStages(out, run);
        progress("starting Trino, which Athena is made of ...");
        try (Athena athena = Athena.open(lake)) {
            out.println("email_status, one mail for each story:");
            new TablePrinter(athena.query(STORIES)).print(out);
            out.println();
            out.flush();
            verify(out, athena, run, mailing);
        }
        printNext(out);
        return 0;
    }

    private void printStages(PrintWriter out, Demo.Run run) {
        Tally tally = run.pipeline().tally();
        out.printf("Firehose     %,d records offered by SES%n", tally.offered());
        out.printf("function     %,d invocations of the real handler%n", tally.invocations());
        out.printf(
                "stored       %,d in %,d objects under %s%n",
                tally.stored(), tally.eventObjects(), lake.resolve("events"));
        out.printf(
                "quarantined  %,d in %,d objects under %s%s%n%n",
                tally.quarantined(),
                tally.quarantineObjects(),
                lake.resolve("quarantine"),
                LoadReport.reasons(run.pipeline().reasons()));
        out.flush();
    }

    private void verify(PrintWriter out, Athena athena, Demo.Run run, Mailing mailing) {
        progress("checking ...");
        Verification verification =
                new Verification(
                        athena,
                        proven -> {
                            out.println("checked: " + proven);
                            out.flush();
                        });
        verification.everyRecordIsThere(run);
        verification.everyMailHasItsStatus(mailing);
        verification.checksFindNothing(SqlTree.ofCheckout().checks());
        List<String> faults = verification.faults();
        if (!faults.isEmpty()) {
            throw new UserError(
                    "the demo came out wrong in %d places, which is a fault of this project; the"
                            + " first: %s",
                    faults.size(), faults.getFirst());
        }
    }

    private void printNext(PrintWriter out) {
        out.println();
        out.println("next:");
        out.printf(
                "  ./ses-events query \"select * from email_status where bounce_type = 'Permanent'\""
                        + " --lake %s%n",
                lake);
        out.println("  ./ses-events load YOUR-EVENTS.json   (files, folders, .gz; into .lake)");
        out.flush();
    }

    private void showProgress(long records) {
        if (records % PROGRESS_EVERY == 0) {
            progress("%,d records ...".formatted(records));
        }
    }

    private void progress(String text) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(text);
        err.flush();
    }
}
