package sesevents.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sesevents.StandInAccount;
import sesevents.Venv;

class VerifyAccountCommandTest {
    private static final String WITHOUT_ATHENA = "--skip=answers,ledger,map-keys";
    private static final String HOW_TO_REMOVE =
            "what was made is still there and costs money; to remove it: ./ses-events verify-account"
                    + " --remove --stack-name ses-events-verify --region us-east-1\n";

    /** Deploys with the parameters and tags that it is given, as SAM does. */
    private static final String SAM =
            """
            #!%s
            import boto3, os, sys, time
            args = sys.argv[1:]
            value = lambda name: args[args.index(name) + 1]
            pairs = lambda first, last: [one.split("=", 1) for one in args[args.index(first) + 1:last]]
            if args[0] == "deploy":
                if os.path.exists(__file__ + ".fails"):
                    sys.exit(1)
                overrides = args.index("--parameter-overrides")
                boto3.client("cloudformation", region_name=value("--region"),
                             aws_access_key_id="local", aws_secret_access_key="local").create_stack(
                    StackName=value("--stack-name"), TemplateBody="{}",
                    Tags=[{"Key": k, "Value": v} for k, v in pairs("--tags", overrides)],
                    Parameters=[{"ParameterKey": k, "ParameterValue": v}
                                for k, v in pairs("--parameter-overrides", None)])
                if os.path.exists(__file__ + ".hangs"):
                    open(__file__ + ".began", "w").close()
                    time.sleep(60)
            """;

    @TempDir private Path folder;
    private StandInAccount account;

    @BeforeEach
    void open() throws IOException {
        account = new StandInAccount();
    }

    @AfterEach
    void close() {
        account.close();
    }

    @Test
    void findsAnAccountAsExpectedAndLeavesNothing() throws IOException {
        Outcome outcome = verify("--yes");

        assertEquals(0, outcome.status(), outcome::out);
        assertEquals("", outcome.err());
        assertNothingIsLeft();
        String report = report();
        assertTrue(report.startsWith("# verify-account: all that was looked at is as expected\n"));
        assertEquals(
                List.of(),
                report.lines()
                        .filter(line -> line.startsWith("|") && !line.startsWith("| what |"))
                        .filter(line -> !line.equals("|---|---|---|---|"))
                        .filter(line -> !line.endsWith(" | as expected |"))
                        .toList());
        assertEquals(List.of(), secretsIn(report));
        assertFalse(report.contains("skipped"), report);
        for (String row :
                List.of(
                        "| email_status of the mail to bounce | bounced Permanent/General | bounced"
                                + " Permanent/General |",
                        "| recipient_status of To, Cc and Bcc | bcc delivered, cc delivered, to"
                                + " delivered | bcc delivered, cc delivered, to delivered |",
                        "| sql/queries/why_bounced | runs | runs |",
                        "| sql/checks/one_status_per_message | 0 rows | 0 rows |",
                        "| write order in Iceberg's metadata | recipient, message_id | recipient,"
                                + " message_id |",
                        "| data that is no base64 | it: Lambda.InvalidReturnFormat after 1 attempt;"
                                + " its neighbours: stored |",
                        "| an answer of more than 6,291,556 bytes | it: Lambda.FunctionError after 4"
                                + " attempts; its neighbours: Lambda.FunctionError after 4 attempts |",
                        "| keys of a map in OpenX SerDe | Campaign, lower, ses:Operation |")) {
            assertTrue(report.contains(row), row);
        }
    }

    @Test
    void namesWhatIsUnlikeExpected() throws IOException {
        account.breaks("BadBase64");
        account.breaks("SnapStart");
        account.breaks("SourceAccount");

        Outcome outcome = verify("--yes", WITHOUT_ATHENA);

        assertEquals(3, outcome.status(), outcome::out);
        String report = report();
        assertTrue(report.startsWith("# verify-account: 3 unlike expected\n"), report);
        assertEquals(
                List.of(
                        "| data that is no base64 | it: Lambda.InvalidReturnFormat after 1 attempt;"
                                + " its neighbours: stored | it: Lambda.FunctionError after 4"
                                + " attempts; its neighbours: Lambda.FunctionError after 4 attempts |"
                                + " UNLIKE EXPECTED |",
                        "| role that trusts by aws:SourceAccount | Firehose delivers | no stream:"
                                + " ROLLBACK_COMPLETE: Stream: Firehose is unable to assume role |"
                                + " UNLIKE EXPECTED |",
                        "| SnapStart of java25 on arm64 | Active, On | Active, Off | UNLIKE EXPECTED |"),
                report.lines().filter(line -> line.endsWith("UNLIKE EXPECTED |")).toList());
        assertNothingIsLeft();
    }

    /** Whatever is declined, what needs it is skipped, and the rest goes on. */
    @Test
    void leavesOutWhatIsDeclined() throws IOException {
        assertEquals(
                List.of(
                        "deploy: skipped, you said no",
                        "mail: skipped, it needs deploy",
                        "answers: skipped, it needs mail",
                        "ledger: skipped, it needs mail",
                        "probes: skipped, it needs deploy",
                        "firehose: skipped, it needs probes",
                        "trust: skipped, it needs deploy",
                        "snapstart: skipped, it needs probes",
                        "map-keys: skipped, it needs probes",
                        "remove: skipped, it needs deploy"),
                skipped("deploy"));
        assertNothingIsLeft();
        assertEquals(11, skipped("account").size());
        assertEquals(
                List.of(
                        "mail: skipped, you said no",
                        "answers: skipped, it needs mail",
                        "ledger: skipped, it needs mail"),
                skipped("mail,map-keys").subList(0, 3));
        assertNothingIsLeft();
        for (String step : List.of("probes", "firehose", "trust", "snapstart")) {
            assertTrue(
                    skipped(step + ",answers,ledger,map-keys")
                            .contains(step + ": skipped, you said no"));
            assertNothingIsLeft();
        }

        Outcome outcome = verify("--yes", WITHOUT_ATHENA + ",remove");

        assertEquals(0, outcome.status(), outcome::out);
        assertTrue(outcome.out().endsWith(HOW_TO_REMOVE + lastLine()), outcome::out);
        assertEquals(Set.of("ses-events-verify"), account.configurationSets());

        Outcome removal = remove();

        assertEquals(0, removal.status(), removal::out);
        assertNothingIsLeft();
    }

    @Test
    void saysHowToRemoveWhatAFailedStepLeaves() throws IOException {
        Files.createFile(folder.resolve("sam.fails"));

        Outcome outcome = verify("--yes");

        assertEquals(1, outcome.status(), outcome::out);
        assertTrue(outcome.out().contains("  FAILED: sam deploy ended with status 1\n"));
        assertTrue(outcome.out().contains(HOW_TO_REMOVE), outcome::out);
        assertTrue(report().contains("\nFAILED: sam deploy ended with status 1\n"), this::report);
        assertEquals(0, remove().status());
    }

    @Test
    void leavesAStackAloneThatIsNotItsOwn() throws IOException {
        account.moto()
                .stack(
                        "ses-events-verify",
                        "{\"Resources\":{\"Topic\":{\"Type\":\"AWS::SNS::Topic\"}}}");
        String refusal =
                "  FAILED: stack ses-events-verify in us-east-1 is not of verify-account (it has no tag"
                        + " verify-account), so it is left alone; take another name: --stack-name\n";

        for (Outcome outcome : List.of(verify("--yes"), remove())) {
            assertEquals(1, outcome.status());
            assertTrue(outcome.out().contains(refusal), outcome::out);
            assertFalse(outcome.out().contains(HOW_TO_REMOVE), outcome::out);
        }
        assertEquals("ses-events-verify", account.moto().aws().stack("ses-events-verify").name());
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        assertEquals(
                new Outcome(
                        2,
                        "",
                        "ses-events: there is no terminal to ask at, so nothing was done; --yes answers"
                                + " all questions (try: ./ses-events help)\n"),
                verify());
        assertEquals(2, verify("--yes", "--stack-name", "Capital").status());
        assertEquals(2, verify("--yes", "--skip", "nothing").status());
        assertEquals(
                "ses-events: --from ADDRESS is missing: which address may send? (try: ./ses-events"
                        + " help)\n",
                Outcome.of("verify-account", "--yes").err());

        Outcome unverified = Outcome.of("verify-account", arguments("nobody@example.org", "--yes"));
        assertEquals(1, unverified.status());
        assertTrue(
                unverified
                        .out()
                        .contains(
                                "  FAILED: SES has not verified nobody@example.org in us-east-1, nor its"
                                        + " domain; verify it: aws sesv2 create-email-identity"),
                unverified::out);
    }

    private List<String> skipped(String steps) throws IOException {
        Outcome outcome = verify("--yes", "--skip", steps);
        assertEquals(0, outcome.status(), outcome::out);
        return outcome.out().lines().filter(line -> line.contains(": skipped, ")).toList();
    }

    private void assertNothingIsLeft() throws IOException {
        assertEquals(Set.of(), account.configurationSets());
        assertEquals(List.of("aws-sam-cli-managed-default"), account.moto().stacks());
        assertEquals(List.of("sam"), account.moto().buckets());
        try (Stream<String> keys = account.moto().existing("sam").list("")) {
            assertEquals(List.of("other/template"), keys.toList());
        }
    }

    private static List<String> secretsIn(String report) {
        return Stream.of("123456789012", StandInAccount.SENDER).filter(report::contains).toList();
    }

    private Outcome verify(String... arguments) throws IOException {
        return Outcome.of("verify-account", arguments(StandInAccount.SENDER, arguments));
    }

    private Outcome remove() throws IOException {
        return verify("--remove", "--yes");
    }

    private String[] arguments(String from, String... more) throws IOException {
        List<String> arguments = new ArrayList<>();
        Collections.addAll(arguments, "--from", from, "--region", "us-east-1");
        Collections.addAll(arguments, "--endpoint-url", account.uri().toString());
        Collections.addAll(arguments, "--sam", sam().toString(), "--no-pause");
        Collections.addAll(arguments, "--report", folder.resolve("report.md").toString());
        Collections.addAll(arguments, more);
        return arguments.toArray(String[]::new);
    }

    private String lastLine() {
        return "\nreport: %s; it has no account number and no address of yours\n"
                .formatted(folder.resolve("report.md"));
    }

    private String report() {
        try {
            return Files.readString(folder.resolve("report.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path sam() throws IOException {
        Path sam = folder.resolve("sam");
        Files.writeString(sam, SAM.formatted(Venv.file("bin/python")));
        return Files.setPosixFilePermissions(sam, PosixFilePermissions.fromString("rwx------"));
    }
}
