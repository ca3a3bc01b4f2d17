package sesevents.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sesevents.Checkout;
import sesevents.replay.Pause;
import sesevents.verify.Report;
import sesevents.verify.Result;
import sesevents.verify.Scratch;
import sesevents.verify.Step;
import sesevents.verify.Verification;
import sesevents.verify.Verification.Consent;

/** Deploys all of it in a real account, proves what only AWS can prove, and removes it again. */
@Command(
        name = "verify-account",
        description = {
            "Prove in your AWS account what cannot be proven without one: step by step, each with its"
                    + " price and a question before it; then a report, and all of it is removed.",
            "Nothing of yours is touched: it works under --stack-name, and leaves alone what it has"
                    + " not made itself."
        },
        footer = {
            "",
            "Exit status: 0 all is as expected, 1 failed, 2 wrong use, 3 something is not as expected."
        })
final class VerifyAccountCommand implements Callable<Integer> {
    private static final int SOME_UNLIKE = 3;

    /** From here on something stands that costs money. */
    private static final String FIRST_THAT_LEAVES = "deploy";

    private static final String REMOVAL = "remove";

    @Option(
            names = "--from",
            paramLabel = "ADDRESS",
            description = "An address that SES has verified, to send from.")
    private String from;

    @Option(
            names = "--stack-name",
            defaultValue = "ses-events-verify",
            paramLabel = "NAME",
            description = "Of the stack, and of all else that it makes (default ${DEFAULT-VALUE}).")
    private String name;

    @Mixin private AwsOptions aws;

    @Option(names = "--yes", description = "Ask nothing, do it all.")
    private boolean yes;

    @Option(
            names = "--skip",
            split = ",",
            paramLabel = "STEP",
            description = "Leave this step out, and those that need it.")
    private Set<String> skipped = Set.of();

    @Option(names = "--remove", description = "Only remove what an earlier run has left.")
    private boolean remove;

    @Option(
            names = "--report",
            defaultValue = "verify-account.md",
            paramLabel = "FILE",
            description = "Where the report goes (default ${DEFAULT-VALUE}).")
    private Path report;

    @Option(names = "--sam", hidden = true, description = "Another SAM CLI.")
    private Path sam;

    @Option(names = "--no-pause", hidden = true, description = "What stands in is never busy.")
    private boolean noPause;

    @Spec private CommandSpec spec;

    private PrintWriter out;
    private volatile boolean isLeftBehind;

    @Override
    public Integer call() throws IOException {
        check();
        out = spec.commandLine().getOut();
        Scratch scratch = new Scratch(aws.aws(), name);
        Map<String, String> secrets = new LinkedHashMap<>();
        secrets.put("ACCOUNT", scratch.account());
        if (from != null) {
            secrets.put("SENDER", from);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::sayHowToRemove));
        List<Result> results = new Verification(steps(scratch), this::ask, this::say).run();
        if (isDone(REMOVAL, results)) {
            isLeftBehind = false;
        }
        sayHowToRemove();
        return conclude(
                new Report(
                        LocalDate.now(ZoneOffset.UTC),
                        scratch.region(),
                        version(),
                        results,
                        secrets));
    }

    private List<Step> steps(Scratch scratch) {
        Pause pause = noPause ? _ -> {} : Pause.REAL;
        if (remove) {
            return List.of(Verification.removal(scratch, pause, this::say));
        }
        List<String> program =
                sam == null
                        ? List.of(Checkout.root().resolve("ses-events").toString(), "sam")
                        : List.of(sam.toString());
        List<Step> steps =
                Verification.steps(
                        scratch, from, program, Checkout.root(), pause, this::say, removal());
        Set<String> names = steps.stream().map(Step::name).collect(Collectors.toSet());
        for (String one : skipped) {
            if (!names.contains(one)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "no step %s; the steps are: %s"
                                .formatted(
                                        one,
                                        steps.stream()
                                                .map(Step::name)
                                                .collect(Collectors.joining(", "))));
            }
        }
        say(
                ("%d steps. In all they cost below 0.15 USD, if the last one removes what the others"
                                + " made within an hour.")
                        .formatted(steps.size()));
        say("Prices are those of us-east-1, rounded up, before any free tier.");
        return steps;
    }

    private void check() {
        if (!name.matches("[a-z]([a-z0-9-]{0,28}[a-z0-9])?")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--stack-name is 1 to 30 lower-case letters, digits and hyphens, a letter first");
        }
        if (!remove && from == null) {
            throw new ParameterException(
                    spec.commandLine(), "--from ADDRESS is missing: which address may send?");
        }
        if (!yes && (System.console() == null || !System.console().isTerminal())) {
            throw new ParameterException(
                    spec.commandLine(),
                    "there is no terminal to ask at, so nothing was done; --yes answers all questions");
        }
    }

    private Consent ask(Step step) {
        say("");
        say("%s: it will %s".formatted(step.name(), step.task()));
        say("  price: " + step.price());
        say("  undo: " + step.undo());
        Consent consent = consent(step);
        if (consent == Consent.YES && step.name().equals(FIRST_THAT_LEAVES)) {
            isLeftBehind = true;
        }
        return consent;
    }

    private Consent consent(Step step) {
        if (skipped.contains(step.name())) {
            return Consent.NO;
        }
        if (yes) {
            return Consent.YES;
        }
        out.print("  go on? [y/N/q] ");
        out.flush();
        String answer = System.console().readLine();
        if (answer == null) {
            return Consent.QUIT;
        }
        return switch (answer.strip().toLowerCase(Locale.ROOT)) {
            case "y", "yes" -> Consent.YES;
            case "q", "quit" -> Consent.QUIT;
            default -> Consent.NO;
        };
    }

    private int conclude(Report result) throws IOException {
        if (!remove) {
            Files.writeString(report, result.markdown());
            say("");
            say("report: %s; it has no account number and no address of yours".formatted(report));
        }
        if (result.isFailed()) {
            return 1;
        }
        return result.isAllAsExpected() ? 0 : SOME_UNLIKE;
    }

    /** Once: when all is over, or when somebody ends it before. */
    private synchronized void sayHowToRemove() {
        if (isLeftBehind) {
            isLeftBehind = false;
            say("");
            say("what was made is still there and costs money; to remove it: " + removal());
        }
    }

    private String removal() {
        return "./ses-events verify-account --remove --stack-name " + name + aws.options();
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }

    private static boolean isDone(String step, List<Result> results) {
        return results.stream()
                .anyMatch(
                        result ->
                                result.step().name().equals(step)
                                        && result.state() == Result.State.DONE);
    }

    /** As git names this checkout. */
    private static String version() {
        try {
            Process git =
                    new ProcessBuilder("git", "describe", "--always", "--dirty")
                            .directory(Checkout.root().toFile())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String version = git.inputReader().readLine();
            return version == null ? "unknown" : version;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run git", e);
        }
    }
}
