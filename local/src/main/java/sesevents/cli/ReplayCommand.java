package sesevents.cli;

import static sesevents.load.LoadReport.plural;

import java.io.IOException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sesevents.aws.Pause;
import sesevents.firehose.StreamSettings;
import sesevents.lake.Examples;
import sesevents.lake.ObjectStore;
import sesevents.load.LoadReport;
import sesevents.load.Pipeline;
import sesevents.replay.BackupReplay;
import sesevents.replay.Counts;
import sesevents.replay.LakeDestination;
import sesevents.replay.QuarantineReplay;
import sesevents.replay.Replay;
import sesevents.replay.Selection;
import sesevents.replay.StreamDestination;
import sesevents.text.Shell;
import sesevents.text.Visible;

/** Sends the records of the quarantine, or of a source backup, into the stream again. */
@Command(
        name = "replay",
        description = {
            "Send quarantined records into the stream again; without --apply, only say what would"
                    + " be sent.",
            "An object moves to replayed/ when all of it is accepted. If it is killed or run twice,"
                    + " nothing is lost, and records that are sent twice count once."
        },
        footer = {
            "",
            "Exit status: 0 done, 1 failed, 3 some lines or objects cannot be read, split or moved."
        })
final class ReplayCommand extends Subcommand {
    private static final int SOME_UNREADABLE = 3;
    private static final int PROGRESS_EVERY = 10_000;
    private static final String SENT_TO_STREAM =
            """
            sent again   %,d that the stream had refused at first

            in Athena in 2 to 3 minutes; what is refused again comes back to the quarantine
            """;

    @Mixin private Target target;

    @Option(names = "--from", paramLabel = "DAY", description = "First day, as 2026-01-31.")
    private LocalDate from;

    @Option(names = "--to", paramLabel = "DAY", description = "Last day.")
    private LocalDate to;

    @Option(
            names = "--reason",
            description = "Only records with this reason: Lambda.FunctionError, not_json, ...")
    private String reason;

    @Option(names = "--apply", description = "Send them.")
    private boolean apply;

    @Option(
            names = "--fixed",
            description =
                    "Also records that the transform of this checkout refuses, because the deployed"
                            + " one takes them.")
    private boolean fixed;

    @Option(
            names = "--rate",
            defaultValue = "300",
            paramLabel = "N",
            description =
                    "At most so many records a second, so that SES's own have room (default"
                            + " ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--source-backup",
            paramLabel = "PREFIX",
            description =
                    "Instead of the quarantine, the objects under a prefix such as"
                            + " backup/2026/11/24/.")
    private String backup;

    @Override
    public Integer call() throws IOException {
        check();
        ObjectStore objects = target.objects();
        Counts found = replay(objects).survey();
        printCounts(found);
        if (found.sent() == 0) {
            boolean isUnknown = reason != null && !found.stays().containsKey(reason);
            printf("nothing to send%s%n", isUnknown ? ": no record has the reason " + reason : "");
        } else if (!apply) {
            printf("nothing is sent yet; to send them: %s --apply%n", sameCommand());
        } else {
            found = apply(objects, found);
        }
        return found.isWhole() ? 0 : SOME_UNREADABLE;
    }

    private void check() {
        requireOrder(from, to);
        Numbers.require(spec, "--rate", rate, 1, 1_000_000);
        refuseIf(
                backup != null && (from != null || to != null || reason != null || fixed),
                "--source-backup takes all of its objects: no --from, --to, --reason, --fixed");
    }

    private Replay replay(ObjectStore objects) {
        InstantSource clock = InstantSource.system();
        LongConsumer progress = progress().records(PROGRESS_EVERY);
        return backup == null
                ? new QuarantineReplay(
                        objects, new Selection(from, to, reason, fixed), clock, progress)
                : new BackupReplay(objects, backup, clock, progress);
    }

    private Counts apply(ObjectStore objects, Counts found) throws IOException {
        printf("sending ...\n");
        if (target.isStack()) {
            StreamDestination stream =
                    new StreamDestination(
                            target.aws().firehose(),
                            target.stack().stream(),
                            rate,
                            InstantSource.system(),
                            Pause.REAL,
                            new Random());
            Counts sent = replay(objects).apply(stream);
            printSent(sent, found);
            printf(SENT_TO_STREAM, stream.again());
            return sent;
        }
        Pipeline pipeline = new Pipeline(target.lake(), StreamSettings.DEPLOYED, UUID::randomUUID);
        Counts sent = replay(objects).apply(new LakeDestination(pipeline, InstantSource.system()));
        printSent(sent, found);
        printf(
                "stored       %,d%nquarantined  %,d%s%n",
                pipeline.tally().stored(),
                pipeline.tally().quarantined(),
                LoadReport.reasons(pipeline.reasons()));
        return sent;
    }

    private void printCounts(Counts counts) {
        long records = counts.sent() + counts.left();
        printf(
                "%s: %,d %s in %,d %s%n",
                backup == null ? "quarantine" : backup,
                records,
                plural(records, "record"),
                counts.objects(),
                plural(counts.objects(), "object"));
        int width =
                Stream.of(counts.goes(), counts.stays(), Map.of("unreadable", 0))
                        .flatMap(reasons -> reasons.keySet().stream())
                        .mapToInt(reason -> Visible.line(reason).length())
                        .max()
                        .getAsInt();
        String line = "  %-" + width + "s  %,10d  %s%n";
        counts.goes().forEach((reason, count) -> printf(line, Visible.line(reason), count, "goes"));
        if (counts.different() < counts.sent()) {
            printf(
                    "  of the %,d that go %,d %s different; each goes once%n",
                    counts.sent(), counts.different(), counts.different() == 1 ? "is" : "are");
        }
        counts.stays()
                .forEach((reason, count) -> printf(line, Visible.line(reason), count, "stays"));
        long unreadable = counts.unreadableLines().count();
        if (unreadable > 0) {
            printf(line, "unreadable", unreadable, "stays: no error lines");
            printNames(counts.unreadableLines().first());
        }
        long objects = counts.unreadableObjects().count();
        if (objects > 0) {
            printf(line, "unreadable", objects, plural(objects, "object") + ": left as it is");
        }
        printNames(counts.unreadableObjects().first());
        printNames(counts.taken().first());
    }

    /** Anyone may have chosen the keys, so control characters in them are made visible. */
    private void printNames(List<String> names) {
        names.forEach(one -> printf("    %s%n", Visible.line(one)));
    }

    private void printSent(Counts counts, Counts found) {
        printf("sent         %,d %s", counts.sent(), plural(counts.sent(), "record"));
        if (counts.different() < counts.sent()) {
            printf(", %,d different", counts.different());
        }
        long moved = counts.movedObjects();
        printf(
                backup == null
                        ? "%nmoved        %,d %s to replayed/%n"
                        : "%ndone         %,d %s, noted under replayed/source-backup/%n",
                moved,
                plural(moved, "object"));
        printf("left         %,d %s%n", counts.left(), plural(counts.left(), "record"));
        printNew(found.unreadableObjects(), counts.unreadableObjects());
        printNew(found.taken(), counts.taken());
    }

    /** Prints only what was not printed before the records were sent. */
    private void printNew(Examples printed, Examples names) {
        printNames(names.first().stream().filter(name -> !printed.first().contains(name)).toList());
    }

    private String sameCommand() {
        return "./ses-events replay"
                + target.options()
                + option("--from", from)
                + option("--to", to)
                + option("--reason", reason)
                + (fixed ? " --fixed" : "")
                + option("--source-backup", backup);
    }

    private static String option(String option, Object value) {
        return value == null ? "" : " %s %s".formatted(option, Shell.word(value));
    }
}
