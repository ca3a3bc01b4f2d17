package sesevents.verify;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import sesevents.UserError;
import sesevents.aws.Aws;
import sesevents.replay.Pause;
import sesevents.sql.SqlTree;
import software.amazon.awssdk.core.exception.SdkException;

/** Goes through steps in their order, each only if a person agrees and what it needs was done. */
public final class Verification {
    private final List<Step> steps;
    private final Function<Step, Consent> asked;
    private final Consumer<String> out;
    private final Set<String> done = new HashSet<>();
    private String end;

    /** What a person says to a step. */
    public enum Consent {
        YES,
        NO,
        QUIT
    }

    /**
     * @param asked is asked before each step
     * @param out takes what happens, line by line
     */
    public Verification(List<Step> steps, Function<Step, Consent> asked, Consumer<String> out) {
        this.steps = steps;
        this.asked = asked;
        this.out = out;
    }

    /**
     * All that there is to prove, from top to bottom.
     *
     * @param from the address to send from
     * @param sam the SAM CLI
     * @param undo the command that removes all
     */
    public static List<Step> steps(
            Scratch scratch,
            String from,
            List<String> sam,
            Path checkout,
            Pause pause,
            Consumer<String> told,
            String undo) {
        Poll waiting = new Poll(pause, told);
        Stacks stacks = new Stacks(scratch.aws(), waiting);
        SqlTree sql = SqlTree.ofCheckout();
        Queries queries = new Queries(scratch, waiting);
        SimulatorMailing mailing = new SimulatorMailing(scratch, from);
        FirehoseProbes probes = new FirehoseProbes(scratch, stacks, waiting);
        String nothing = "nothing to undo";
        return List.of(
                new Step(
                        "account",
                        "ask who you are, whether SES lets you send, and whether the names are free",
                        "free",
                        nothing,
                        List.of(),
                        new Account(scratch, stacks, from)::look),
                new Step(
                        "deploy",
                        "build this checkout and deploy it as stack " + scratch.name(),
                        "about 0.02 USD an hour while it stands (alarms, metrics, a dashboard, a key)",
                        undo,
                        List.of("account"),
                        new MainStack(scratch, stacks, sam, checkout)::deploy),
                new Step(
                        "mail",
                        "send %d mails to SES's mailbox simulator, and wait until CloudWatch counts them"
                                .formatted(TestMail.ALL.size()),
                        "below 0.01 USD",
                        "nobody gets them; their events go with the bucket",
                        List.of("deploy"),
                        new SendMetric(scratch, mailing, waiting)::watch),
                new Step(
                        "answers",
                        "wait until Athena has the events, then run every query and check of sql/",
                        "below 0.01 USD (up to 65 queries of 10 MB)",
                        nothing,
                        List.of("mail"),
                        new Answers(mailing, queries, waiting, sql)::compare),
                new Step(
                        "history",
                        "look at event_history's Iceberg metadata, run the state machine, and insert"
                                + " this hour",
                        "below 0.01 USD (5 queries, some 10 state transitions)",
                        "the rows go with the bucket",
                        List.of("mail"),
                        new HistoryCheck(scratch, queries, waiting, sql)::run),
                new Step(
                        "tenant",
                        "make a tenant of SES, send one mail of it to the simulator, and take the tenant"
                                + " away",
                        "below 0.01 USD",
                        "the tenant goes at once, the events with the bucket",
                        List.of("deploy"),
                        new TenantProbe(scratch, mailing, queries, waiting, from)::run),
                new Step(
                        "probes",
                        "deploy stack %s: a function that answers wrongly, and %d streams to it"
                                .formatted(scratch.probeStack(), Probe.values().length),
                        "free while nothing is sent",
                        undo,
                        List.of("deploy"),
                        probes::deploy),
                new Step(
                        "firehose",
                        "put three records into each of these streams and see what becomes of them",
                        "below 0.01 USD",
                        "they go with the bucket",
                        List.of("probes"),
                        probes::run),
                new Step(
                        "trust",
                        "deploy stack %s, whose stream has a role that trusts by aws:SourceAccount"
                                .formatted(scratch.trustStack()),
                        "below 0.01 USD",
                        undo,
                        List.of("deploy"),
                        new TrustProbe(scratch, stacks, probes, waiting)::run),
                new Step(
                        "snapstart",
                        "publish a version of the probes' function with SnapStart",
                        "below 0.01 USD",
                        undo,
                        List.of("probes"),
                        new SnapStartProbe(scratch, waiting)::run),
                new Step(
                        "map-keys",
                        "ask Athena for the keys of a map that have capital letters",
                        "below 0.01 USD (1 query)",
                        "the object goes with the bucket",
                        List.of("probes"),
                        new MapKeysProbe(scratch, queries)::run),
                removal(scratch, stacks, List.of("deploy")));
    }

    /** For what an earlier run has left. */
    public static Step removal(Scratch scratch, Pause pause, Consumer<String> told) {
        Stacks stacks = new Stacks(scratch.aws(), new Poll(pause, told));
        return removal(scratch, stacks, List.of());
    }

    private static Step removal(Scratch scratch, Stacks stacks, List<String> needs) {
        return new Step(
                "remove",
                "remove all of it: stacks, configuration set, bucket with every object, and what SAM"
                        + " uploaded",
                "free",
                "it cannot be undone, and takes nothing but what verify-account made",
                needs,
                new Removal(scratch, stacks)::run);
    }

    /** Ends with the first step that fails, or where a person leaves. */
    public List<Result> run() {
        return steps.stream().map(this::result).toList();
    }

    private Result result(Step step) {
        if (end != null) {
            return skipped(step, end);
        }
        List<String> missing = step.needs().stream().filter(name -> !done.contains(name)).toList();
        if (!missing.isEmpty()) {
            return skipped(step, "it needs " + String.join(", ", missing));
        }
        return switch (asked.apply(step)) {
            case YES -> done(step);
            case NO -> skipped(step, "you said no");
            case QUIT -> {
                end = "you left";
                yield skipped(step, end);
            }
        };
    }

    private Result skipped(Step step, String reason) {
        out.accept("%s: skipped, %s".formatted(step.name(), reason));
        return new Result(step, Result.State.SKIPPED, reason, List.of());
    }

    private Result done(Step step) {
        Findings findings = new Findings(out);
        try {
            step.action().run(findings);
        } catch (SdkException e) {
            return failed(step, Aws.explained(e).getMessage(), findings);
        } catch (UserError e) {
            return failed(step, e.getMessage(), findings);
        }
        done.add(step.name());
        return new Result(step, Result.State.DONE, null, findings.all());
    }

    private Result failed(Step step, String reason, Findings findings) {
        out.accept("  FAILED: " + reason);
        end = "%s failed".formatted(step.name());
        return new Result(step, Result.State.FAILED, reason, findings.all());
    }
}
