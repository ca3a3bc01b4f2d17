package sesevents.cli;

import static sesevents.load.LoadReport.plural;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sesevents.firehose.StreamSettings;
import sesevents.lake.ObjectStore;
import sesevents.load.LoadReport;
import sesevents.load.Pipeline;
import sesevents.replay.BackupReplay;
import sesevents.replay.Counts;
import sesevents.replay.Destination;
import sesevents.replay.LakeDestination;
import sesevents.replay.Pace;
import sesevents.replay.Pause;
import sesevents.replay.Replay;
import sesevents.replay.Selection;
import sesevents.replay.StreamDestination;
import sesevents.text.Shell;
import sesevents.text.Visible;

/** Puts what lies in the quarantine, or in a source backup, into the stream again. */
@Command(
        name = "replay",
        description = {
            "Put quarantined records into the stream again; without --apply, only say what would"
                    + " go.",
            "An object moves to replayed/ when all of it is accepted. Killed or run twice, nothing"
                    + " is lost, and what comes twice counts once."
        },
        footer = {
            "",
            "Exit status: 0 done, 1 failed, 3 some lines or objects cannot be read, split or moved."
        })
final class ReplayCommand implements Callable<Integer> {
    private static final int SOME_UNREADABLE = 3;
    private static final int PROGRESS_EVERY = 10_000;

    @Mixin private Target place;

    @Option(names = "--from", paramLabel = "DAY", description = "First day, as 2026-01-31.")
    private LocalDate from;

    @Option(names = "--to", paramLabel = "DAY", description = "Last day.")
    private LocalDate to;

    @Option(
            names = "--reason",
            description =
                    "Only this reason, as the list has it: Lambda.FunctionError, not_json, ...")
    private String reason;

    @Option(names = "--apply", description = "Send them.")
    private boolean apply;

    @Option(
            names = "--fixed",
            description =
                    "Also those that the transform of this checkout refuses, since the deployed one"
                            + " takes them.")
    private boolean fixed;

    @Option(
            names = "--rate",
            defaultValue = "300",
            paramLabel = "N",
            description =
                    "Records a second at most, so that SES's own have room (default"
                            + " ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--source-backup",
            paramLabel = "PREFIX",
            description =
                    "Not the quarantine, but the objects under backup/2026/11/24/ or the like.")
    private String backup;

    @Spec private CommandSpec spec;

    /** Looks or sends: the quarantine and a backup are asked the same. */
    private interface Run {
        Counts with(Destination destination) throws IOException;
    }

    @Override
    public Integer call() throws IOException {
        check();
        ObjectStore objects = place.objects();
        PrintWriter out = spec.commandLine().getOut();
        Counts found = run(objects).with(null);
        print(found, out);
        if (found.sent() == 0) {
            boolean unheard = reason != null && !found.stays().containsKey(reason);
            out.printf(
                    "nothing to send%s%n", unheard ? ": no record has the reason " + reason : "");
        } else if (!apply) {
            out.printf("nothing is sent yet; to send them: %s --apply%n", again());
        } else {
            found = apply(objects, found, out);
        }
        out.flush();
        return found.isWhole() ? 0 : SOME_UNREADABLE;
    }

    private void check() {
        Days.requireOrder(spec, from, to);
        Numbers.require(spec, "--rate", rate, 1, 1_000_000);
        if (backup != null && (from != null || to != null || reason != null || fixed)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--source-backup takes all of its objects: no --from, --to, --reason, --fixed");
        }
    }

    private Run run(ObjectStore objects) {
        LongConsumer progress = new Progress(spec.commandLine().getErr()).records(PROGRESS_EVERY);
        if (backup != null) {
            return destination -> {
                BackupReplay replay =
                        new BackupReplay(objects, backup, InstantSource.system(), progress);
                return destination == null ? replay.survey() : replay.apply(destination);
            };
        }
        return destination -> {
            Replay replay =
                    new Replay(
                            objects,
                            new Selection(from, to, reason, fixed),
                            InstantSource.system(),
                            progress);
            return destination == null ? replay.survey() : replay.apply(destination);
        };
    }

    private Counts apply(ObjectStore objects, Counts found, PrintWriter out) throws IOException {
        out.printf("sending ...%n");
        out.flush();
        if (place.isStack()) {
            Pause pause = Pause.REAL;
            StreamDestination stream =
                    new StreamDestination(
                            place.aws().firehose(),
                            place.stack().stream(),
                            new Pace(rate, InstantSource.system(), pause),
                            pause,
                            new Random());
            Counts sent = run(objects).with(stream);
            printSent(sent, found, out);
            out.printf("sent again   %,d that the stream had refused at first%n", stream.again());
            out.printf(
                    "%nin Athena in 2 to 3 minutes; what is refused again comes back to the"
                            + " quarantine%n");
            return sent;
        }
        Pipeline pipeline = new Pipeline(place.lake(), StreamSettings.DEPLOYED, UUID::randomUUID);
        Counts sent = run(objects).with(new LakeDestination(pipeline, InstantSource.system()));
        printSent(sent, found, out);
        out.printf(
                "stored       %,d%nquarantined  %,d%s%n",
                pipeline.tally().stored(),
                pipeline.tally().quarantined(),
                LoadReport.reasons(pipeline.reasons()));
        return sent;
    }

    private void print(Counts counts, PrintWriter out) {
        out.printf(
                "%s: %,d %s in %,d %s%n",
                backup == null ? "quarantine" : backup,
                counts.sent() + counts.left(),
                plural(counts.sent() + counts.left(), "record"),
                counts.objects(),
                plural(counts.objects(), "object"));
        int width =
                Stream.of(counts.goes(), counts.stays())
                        .flatMap(reasons -> reasons.keySet().stream())
                        .map(Visible::line)
                        .mapToInt(String::length)
                        .max()
                        .orElse(0);
        String line = "  %-" + Math.max(width, "unreadable".length()) + "s  %,10d  %s%n";
        for (Map.Entry<String, Long> one : counts.goes().entrySet()) {
            out.printf(line, Visible.line(one.getKey()), one.getValue(), "goes");
        }
        if (counts.different() < counts.sent()) {
            out.printf(
                    "  of the %,d that go %,d %s different; each goes once%n",
                    counts.sent(), counts.different(), counts.different() == 1 ? "is" : "are");
        }
        for (Map.Entry<String, Long> one : counts.stays().entrySet()) {
            out.printf(line, Visible.line(one.getKey()), one.getValue(), "stays");
        }
        if (counts.unreadableLines() > 0) {
            out.printf(line, "unreadable", counts.unreadableLines(), "stays: no error lines");
            printNames(counts.unreadable(), out);
        }
        if (counts.unreadableObjectCount() > 0) {
            out.printf(
                    line,
                    "unreadable",
                    counts.unreadableObjectCount(),
                    plural(counts.unreadableObjectCount(), "object") + ": left as it is");
        }
        printNames(counts.unreadableObjects(), out);
        printNames(counts.taken(), out);
    }

    /** Keys are text of strangers. */
    private static void printNames(List<String> names, PrintWriter out) {
        names.forEach(one -> out.printf("    %s%n", Visible.line(one)));
    }

    private void printSent(Counts counts, Counts found, PrintWriter out) {
        out.printf(
                "sent         %,d %s%s%n",
                counts.sent(),
                plural(counts.sent(), "record"),
                counts.different() < counts.sent()
                        ? ", %,d different".formatted(counts.different())
                        : "");
        out.printf(
                "%s %,d %s%s%n",
                backup == null ? "moved       " : "done        ",
                counts.moved(),
                plural(counts.moved(), "object"),
                backup == null ? " to replayed/" : ", noted under replayed/source-backup/");
        out.printf("left         %,d %s%n", counts.left(), plural(counts.left(), "record"));
        printNames(without(found.unreadableObjects(), counts.unreadableObjects()), out);
        printNames(without(found.taken(), counts.taken()), out);
    }

    /** What was said before it was sent is not said again. */
    private static List<String> without(List<String> said, List<String> names) {
        return names.stream().filter(name -> !said.contains(name)).toList();
    }

    private String again() {
        return "./ses-events replay"
                + place.options()
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
