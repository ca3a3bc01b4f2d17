package sesevents.verify;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import sesevents.UserError;
import sesevents.aws.Aws;
import sesevents.verify.Report.Result;
import sesevents.verify.Report.State;
import software.amazon.awssdk.core.exception.SdkException;

/** Runs steps in order: each one only if a person agrees and the steps that it needs are done. */
public final class Verification {
    private final List<Step> steps;
    private final Function<Step, Consent> question;
    private final Consumer<String> out;
    private final Set<String> done = new HashSet<>();
    private String end;

    /** A person's answer before a step. */
    public enum Consent {
        YES,
        NO,
        QUIT
    }

    /**
     * @param question is asked before each step
     * @param out takes the progress, line by line
     */
    public Verification(List<Step> steps, Function<Step, Consent> question, Consumer<String> out) {
        this.steps = steps;
        this.question = question;
        this.out = out;
    }

    /**
     * All steps, in order.
     *
     * @param from the address to send from
     * @param sam the SAM CLI: the program and its first arguments
     * @param undo the command that removes everything
     */
    public static List<Step> steps(Scratch scratch, String from, List<String> sam, String undo) {
        Stacks stacks = new Stacks(scratch);
        Queries queries = new Queries(scratch);
        SimulatorMailing mailing = new SimulatorMailing(scratch, from);
        String nothing = "nothing to undo";
        return List.of(
                new Step(
                        "account",
                        "check who you are, whether SES lets you send, and whether the names are free",
                        "free",
                        nothing,
                        List.of(),
                        new Account(scratch, stacks, from)::check),
                new Step(
                        "deploy",
                        "build this checkout and deploy it as stack " + scratch.name(),
                        "about 0.02 USD an hour while it stands (alarms, metrics, a dashboard, a key)",
                        undo,
                        List.of("account"),
                        findings -> stacks.deploy(sam, findings)),
                new Step(
                        "mail",
                        "send %d mails to SES's mailbox simulator, and wait until CloudWatch counts them"
                                .formatted(TestMail.ALL.size()),
                        "below 0.01 USD",
                        "nobody receives them; their events are removed with the bucket",
                        List.of("deploy"),
                        mailing::run),
                new Step(
                        "answers",
                        "wait until Athena has the events, then run every query and check of sql/",
                        "below 0.01 USD (up to 75 queries of 10 MB)",
                        nothing,
                        List.of("mail"),
                        new Answers(mailing, queries)::compare),
                new Step(
                        "history",
                        "check event_history's Iceberg metadata, run the state machine, and insert"
                                + " the latest hours",
                        "below 0.01 USD (5 queries, some 10 state transitions)",
                        "the rows are removed with the bucket",
                        List.of("mail"),
                        new HistoryCheck(scratch, queries)::run),
                new Step(
                        "tenant",
                        "create a tenant of SES, send one of its mails to the simulator, and delete the"
                                + " tenant",
                        "below 0.01 USD",
                        "the tenant is deleted at once, its events with the bucket",
                        List.of("deploy"),
                        new TenantProbe(scratch, mailing, queries, from)::run),
                new Step(
                        "firehose",
                        "deploy stack %s, with a function that gives wrong answers and %d streams that"
                                        .formatted(
                                                scratch.probeStack(),
                                                FirehoseProbe.WrongAnswer.values().length)
                                + " call it, and put three records into each stream",
                        "below 0.01 USD",
                        undo,
                        List.of("deploy"),
                        new FirehoseProbe(scratch, stacks)::run),
                removal(scratch, List.of("deploy")));
    }

    /**
     * The step that removes everything.
     *
     * @param needs none, to remove what an earlier run left
     */
    public static Step removal(Scratch scratch, List<String> needs) {
        return new Step(
                "remove",
                "remove everything: stacks, configuration set, bucket with every object, and what SAM"
                        + " uploaded",
                "free",
                "impossible; but it removes only what verify-account made",
                needs,
                new Removal(scratch, new Stacks(scratch))::run);
    }

    /** Skips all later steps after one that fails, or once a person quits. */
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
        return switch (question.apply(step)) {
            case YES -> done(step);
            case NO -> skipped(step, "you said no");
            case QUIT -> {
                end = "you quit";
                yield skipped(step, end);
            }
        };
    }

    private Result skipped(Step step, String reason) {
        out.accept("%s: skipped, %s".formatted(step.name(), reason));
        return new Result(step, State.SKIPPED, reason, List.of());
    }

    private Result done(Step step) {
        Findings findings = new Findings(out);
        try {
            step.action().accept(findings);
        } catch (SdkException e) {
            return failed(step, Aws.explained(e), findings);
        } catch (UserError e) {
            return failed(step, e, findings);
        }
        done.add(step.name());
        return new Result(step, State.DONE, null, findings.all());
    }

    private Result failed(Step step, UserError error, Findings findings) {
        out.accept("  FAILED: " + error.getMessage());
        end = "%s failed".formatted(step.name());
        return new Result(step, State.FAILED, error.getMessage(), findings.all());
    }
}
