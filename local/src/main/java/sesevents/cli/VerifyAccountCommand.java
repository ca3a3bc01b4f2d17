package sesevents.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sesevents.Checkout;
import sesevents.aws.Pause;
import sesevents.verify.Report;
import sesevents.verify.Report.Result;
import sesevents.verify.Report.State;
import sesevents.verify.Scratch;
import sesevents.verify.Step;
import sesevents.verify.Verification;
import sesevents.verify.Verification.Consent;

/** Deploys everything in a real account, proves what only AWS can prove, and removes it again. */
@Command(
        name = "verify-account",
        description = {
            "Prove in your AWS account what only AWS can prove. Each step tells its price and asks"
                    + " first; at the end everything is removed, and a report remains.",
            "Nothing of yours is touched: everything lies under --stack-name, and only what this"
                    + " command made is removed."
        },
        footer = {
            "",
            "Exit status: 0 all as expected, 1 a step failed, 2 wrong use, 3 something is not as"
                    + " expected."
        })
final class VerifyAccountCommand extends Subcommand {
    private static final int NOT_AS_EXPECTED = 3;

    private static final String COST =
            "In all they cost below 0.15 USD, if the last one removes everything within an hour.";

    /** The first step that makes something that costs money. */
    private static final String DEPLOY = "deploy";

    @Option(
            names = "--from",
            paramLabel = "ADDRESS",
            description = "The address to send from; SES must have verified it.")
    private String from;

    @Option(
            names = "--stack-name",
            defaultValue = "ses-events-verify",
            paramLabel = "NAME",
            description =
                    "The name of the stack and of everything else (default ${DEFAULT-VALUE}).")
    private String name;

    @Mixin private AwsOptions aws;

    @Option(names = "--yes", description = "Do every step without asking.")
    private boolean yes;

    @Option(
            names = "--skip",
            split = ",",
            paramLabel = "STEP",
            description = "Leave out this step and the steps that need it.")
    private Set<String> skipped = Set.of();

    @Option(names = "--remove", description = "Only remove what an earlier run left.")
    private boolean remove;

    @Option(
            names = "--report",
            defaultValue = "verify-account.md",
            paramLabel = "FILE",
            description = "Where to write the report (default ${DEFAULT-VALUE}).")
    private Path report;

    @Option(names = "--sam", hidden = true, description = "Another SAM CLI.")
    private Path sam;

    @Option(names = "--no-pause", hidden = true, description = "Do not wait between questions.")
    private boolean noPause;

    private volatile boolean isLeftBehind;

    @Override
    public Integer call() throws IOException {
        check();
        Scratch scratch = Scratch.of(aws.aws(), name, noPause ? _ -> {} : Pause.REAL, this::say);
        List<Step> steps = steps(scratch);
        Runtime.getRuntime().addShutdownHook(new Thread(this::sayHowToRemove));
        List<Result> results = new Verification(steps, this::ask, this::say).run();
        // The removal is the last step.
        if (results.getLast().state() == State.DONE) {
            isLeftBehind = false;
        }
        sayHowToRemove();
        return conclude(results, scratch);
    }

    private void check() {
        refuseIf(
                !name.matches("[a-z]([a-z0-9-]{0,28}[a-z0-9])?"),
                "--stack-name is 1 to 30 lower-case letters, digits and hyphens, a letter first");
        refuseIf(!remove && from == null, "--from ADDRESS is missing: which address may send?");
        refuseIf(
                !yes && (System.console() == null || !System.console().isTerminal()),
                "there is no terminal to ask at, so nothing was done; --yes answers all questions");
    }

    private List<Step> steps(Scratch scratch) {
        if (remove) {
            return List.of(Verification.removal(scratch, List.of()));
        }
        List<String> program =
                sam == null
                        ? List.of(Checkout.root() + "/ses-events", "sam")
                        : List.of(sam.toString());
        List<Step> steps = Verification.steps(scratch, from, program, removal());
        List<String> names = steps.stream().map(Step::name).toList();
        for (String one : skipped) {
            refuseIf(
                    !names.contains(one),
                    "no step %s; the steps are: %s",
                    one,
                    String.join(", ", names));
        }
        say(steps.size() + " steps. " + COST);
        say("Prices are those of us-east-1, rounded up, before any free tier.");
        return steps;
    }

    private Consent ask(Step step) {
        say("\n%s: it will %s".formatted(step.name(), step.task()));
        say("  price: " + step.price());
        say("  undo: " + step.undo());
        Consent consent = consent(step);
        if (consent == Consent.YES && step.name().equals(DEPLOY)) {
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
        out().print("  go on? [y/N/q] ");
        out().flush();
        String answer = System.console().readLine();
        return switch (answer == null ? "q" : answer.strip().toLowerCase(Locale.ROOT)) {
            case "y", "yes" -> Consent.YES;
            case "q", "quit" -> Consent.QUIT;
            default -> Consent.NO;
        };
    }

    private int conclude(List<Result> results, Scratch scratch) throws IOException {
        Report result =
                new Report(
                        LocalDate.now(ZoneOffset.UTC),
                        scratch.region(),
                        version(),
                        results,
                        Map.of(scratch.account(), "ACCOUNT", String.valueOf(from), "SENDER"));
        if (!remove) {
            Files.writeString(report, result.markdown());
            say("\nreport: " + report + "; it has no account number and no address of yours");
        }
        if (result.isFailed()) {
            return 1;
        }
        return result.isAllAsExpected() ? 0 : NOT_AS_EXPECTED;
    }

    /** At the end, or when the user ends the command earlier; only once. */
    private synchronized void sayHowToRemove() {
        if (isLeftBehind) {
            isLeftBehind = false;
            say("\nwhat was made is still there and costs money; to remove it: " + removal());
        }
    }

    private String removal() {
        return "./ses-events verify-account --remove --stack-name " + name + aws.options();
    }

    private void say(String line) {
        out().println(line);
    }

    /** Git's name for this checkout. */
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
