package sesevents.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sesevents.SamStub;
import sesevents.StandInAccount;
import sesevents.sql.Query;
import sesevents.sql.SqlTree;

class VerifyAccountCommandTest {
    private static final String HOW_TO_REMOVE =
            "what was made is still there and costs money; to remove it: ./ses-events verify-account"
                    + " --remove --stack-name ses-events-verify --region us-east-1"
                    + " --endpoint-url ";

    private static StandInAccount account;

    @TempDir private Path folder;
    private SamStub sam;

    @BeforeAll
    static void open() throws IOException {
        account = new StandInAccount();
    }

    @AfterAll
    static void close() {
        if (account != null) {
            account.close();
        }
    }

    @BeforeEach
    void mend() throws IOException {
        account.mends();
        sam = SamStub.in(folder);
    }

    @Test
    void findsAnAccountAsExpectedAndLeavesNothing() throws IOException {
        Outcome outcome = verify("--yes");

        assertEquals(0, outcome.status(), outcome::out);
        assertEquals("", outcome.err());
        assertNothingIsLeft();
        String report = report();
        assertTrue(report.startsWith("# verify-account: all that was looked at is as expected\n"));
        assertEquals(List.of(), rows(report, "UNLIKE EXPECTED"));
        assertFalse(report.contains("skipped"), report);
        assertEquals(
                List.of(),
                Stream.of("123456789012", StandInAccount.SENDER).filter(report::contains).toList());
        for (String row :
                List.of(
                        "| AWS/SES Send for 6 mails to 8 addresses | 6, and not 8; more if other mail"
                                + " goes out | 6 |",
                        "| email_status of the mail to bounce | bounced Permanent/General | bounced"
                                + " Permanent/General |",
                        "| recipient_status of To, Cc and Bcc | bcc delivered, cc delivered, to"
                                + " delivered | bcc delivered, cc delivered, to delivered |",
                        "| partitions in Iceberg's metadata | truncate[7](ingest_hour),"
                                + " bucket[32](recipient) | truncate[7](ingest_hour),"
                                + " bucket[32](recipient) |",
                        "| properties in Iceberg's metadata | 2 files, 86400 s | 2 files, 86400 s |",
                        "| sql/refresh/insert_hours of this hour | inserts | inserts |",
                        "| sql/refresh/check_hours of this hour | finds all | finds all |",
                        "| OPTIMIZE event_history REWRITE DATA USING BIN_PACK | done | done |",
                        "| VACUUM event_history | done | done |",
                        "| tenant that Send names | ses-events-verify | ses-events-verify |",
                        "| data that is no base64 | it: Lambda.InvalidReturnFormat after 1 attempt;"
                                + " its neighbours: stored |",
                        "| an answer of more than 6,291,556 bytes | it: Lambda.FunctionError after 4"
                                + " attempts; its neighbours: Lambda.FunctionError after 4 attempts |",
                        "| keys of a map in OpenX SerDe | Campaign, lower, ses:Operation |")) {
            assertTrue(report.contains(row), row);
        }
        for (Query query : SqlTree.ofCheckout().queries()) {
            assertTrue(report.contains("| sql/queries/" + query.name() + " | runs | runs |"));
        }
        for (Query check : SqlTree.ofCheckout().checks()) {
            assertTrue(report.contains("| sql/checks/" + check.name() + " | 0 rows | 0 rows |"));
        }
    }

    @Test
    void namesWhatIsUnlikeExpected() throws IOException {
        account.breaks("BadBase64", "Send", "SnapStart", "SourceAccount", "TenantTag");

        Outcome outcome = verify("--yes", "--skip", "answers,history,map-keys");

        assertEquals(3, outcome.status(), outcome::out);
        assertTrue(report().startsWith("# verify-account: 6 unlike expected\n"), this::report);
        assertEquals(
                List.of(
                        "| AWS/SES Send for 6 mails to 8 addresses | 6, and not 8; more if other mail"
                                + " goes out | 8 | UNLIKE EXPECTED |",
                        "| tenant that Send names | ses-events-verify | nobody | UNLIKE EXPECTED |",
                        "| tenant that Delivery names | ses-events-verify | nobody | UNLIKE EXPECTED |",
                        "| data that is no base64 | it: Lambda.InvalidReturnFormat after 1 attempt;"
                                + " its neighbours: stored | it: Lambda.FunctionError after 4"
                                + " attempts; its neighbours: Lambda.FunctionError after 4 attempts |"
                                + " UNLIKE EXPECTED |",
                        "| role that trusts by aws:SourceAccount | Firehose delivers | no stream:"
                                + " ROLLBACK_COMPLETE: Stream: Firehose is unable to assume role |"
                                + " UNLIKE EXPECTED |",
                        "| SnapStart of java25 on arm64 | Active, On | Active, Off | UNLIKE EXPECTED |"),
                rows(report(), "UNLIKE EXPECTED"));
        assertNothingIsLeft();
    }

    @Test
    void leavesOutWhatIsDeclinedAndWhatNeedsIt() throws IOException {
        assertEquals(
                List.of(
                        "account: skipped, you said no",
                        "deploy: skipped, it needs account",
                        "mail: skipped, it needs deploy",
                        "answers: skipped, it needs mail",
                        "history: skipped, it needs mail",
                        "tenant: skipped, it needs deploy",
                        "probes: skipped, it needs deploy",
                        "firehose: skipped, it needs probes",
                        "trust: skipped, it needs deploy",
                        "snapstart: skipped, it needs probes",
                        "map-keys: skipped, it needs probes",
                        "remove: skipped, it needs deploy"),
                skipped("account"));
        assertEquals("deploy: skipped, you said no", skipped("deploy").getFirst());
        assertNothingIsLeft();
        assertEquals(
                List.of(
                        "mail: skipped, you said no",
                        "answers: skipped, it needs mail",
                        "history: skipped, it needs mail",
                        "tenant: skipped, you said no",
                        "firehose: skipped, you said no",
                        "trust: skipped, you said no",
                        "map-keys: skipped, you said no"),
                skipped("mail,tenant,firehose,trust,map-keys"));
        assertNothingIsLeft();
        assertEquals(
                List.of(
                        "answers: skipped, you said no",
                        "history: skipped, you said no",
                        "tenant: skipped, you said no",
                        "probes: skipped, you said no",
                        "firehose: skipped, it needs probes",
                        "snapstart: skipped, it needs probes",
                        "map-keys: skipped, it needs probes"),
                skipped("answers,history,tenant,probes"));
        assertNothingIsLeft();
    }

    @Test
    void leavesATenantAloneThatIsNotItsOwn() throws IOException {
        account.tenants().add("ses-events-verify");
        try {
            Outcome outcome = verify("--yes", "--skip", "mail,probes");

            assertEquals(3, outcome.status(), outcome::out);
            assertTrue(outcome.out().contains("UNLIKE EXPECTED: a tenant: "), outcome::out);
            assertEquals(Set.of("ses-events-verify"), account.tenants());
        } finally {
            account.tenants().clear();
        }
    }

    @Test
    void removesWhatAnEarlierRunHasLeft() throws IOException {
        Outcome outcome =
                verify("--yes", "--skip", "mail,tenant,firehose,trust,snapstart,map-keys,remove");

        assertEquals(0, outcome.status(), outcome::out);
        assertTrue(outcome.out().contains(howToRemove()), outcome::out);
        assertEquals(Set.of("ses-events-verify"), account.configurationSets());

        Outcome removal = verify("--remove", "--yes");

        assertEquals(0, removal.status(), removal::out);
        assertNothingIsLeft();
        assertEquals(0, verify("--remove", "--yes").status());
    }

    @Test
    void saysHowToRemoveWhatAFailedStepLeaves() throws IOException {
        sam.failing();

        Outcome outcome = verify("--yes");

        assertEquals(1, outcome.status(), outcome::out);
        assertTrue(outcome.out().contains("  FAILED: sam deploy ended with status 1\n"));
        assertTrue(outcome.out().contains(howToRemove()), outcome::out);
        assertTrue(report().contains("\nFAILED: sam deploy ended with status 1\n"), this::report);
        assertTrue(report().contains("\nskipped: deploy failed\n"), this::report);
    }

    @Test
    void leavesAStackAloneThatIsNotItsOwn() throws IOException {
        account.moto().stack("foreign", "{\"Resources\":{\"T\":{\"Type\":\"AWS::SNS::Topic\"}}}");
        try {
            for (String[] arguments :
                    new String[][] {
                        {"--yes", "--stack-name", "foreign"},
                        {"--remove", "--yes", "--stack-name", "foreign"}
                    }) {
                Outcome outcome = verify(arguments);
                assertEquals(1, outcome.status(), outcome::out);
                assertTrue(
                        outcome.out()
                                .contains(
                                        "  FAILED: stack foreign in us-east-1 is not of"
                                                + " verify-account (it has no tag verify-account), so"
                                                + " it is left alone; take another name:"
                                                + " --stack-name\n"),
                        outcome::out);
                assertFalse(outcome.out().contains("costs money"), outcome::out);
            }
            assertTrue(account.moto().stacks().contains("foreign"));
        } finally {
            account.moto().deleteStack("foreign");
        }
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        assertEquals(
                new Outcome(
                        2,
                        "",
                        "ses-events: there is no terminal to ask at, so nothing was done; --yes answers"
                                + " all questions (try: ./ses-events help verify-account)\n"),
                verify());
        assertEquals(2, verify("--yes", "--stack-name", "Capital").status());
        assertEquals(
                "ses-events: no step nothing; the steps are: account, deploy, mail, answers, history,"
                        + " tenant, probes, firehose, trust, snapstart, map-keys, remove (try:"
                        + " ./ses-events help verify-account)\n",
                verify("--yes", "--skip", "nothing").err());
        assertEquals(
                "ses-events: --from ADDRESS is missing: which address may send? (try: ./ses-events"
                        + " help verify-account)\n",
                Outcome.of("verify-account", "--yes").err());

        Outcome unverified = run("nobody@example.org", "--yes");
        assertEquals(1, unverified.status());
        assertTrue(
                unverified
                        .out()
                        .contains(
                                "  FAILED: SES has not verified nobody@example.org in us-east-1, nor"
                                        + " its domain; verify it: aws sesv2 create-email-identity"),
                unverified::out);
    }

    @Test
    void saysWhereCredentialsComeFrom() throws IOException {
        System.clearProperty("aws.accessKeyId");
        System.setProperty("aws.disableEc2Metadata", "true");
        try {
            assertEquals(
                    new Outcome(
                            1,
                            "",
                            "ses-events: no AWS credentials; set AWS_PROFILE, or log in (aws sso login,"
                                    + " aws configure)\n"),
                    verify("--yes"));
        } finally {
            System.clearProperty("aws.disableEc2Metadata");
            account.moto().aws();
        }
    }

    private List<String> skipped(String steps) throws IOException {
        Outcome outcome = verify("--yes", "--skip", steps);
        assertEquals(0, outcome.status(), outcome::out);
        return outcome.out().lines().filter(line -> line.contains(": skipped, ")).toList();
    }

    private static void assertNothingIsLeft() throws IOException {
        assertEquals(Set.of(), account.configurationSets());
        assertEquals(Set.of(), account.tenants());
        assertEquals(List.of("aws-sam-cli-managed-default"), account.moto().stacks());
        assertEquals(List.of("sam"), account.moto().buckets());
        try (Stream<String> keys = account.moto().existing("sam").list("")) {
            assertEquals(List.of("other/template"), keys.toList());
        }
    }

    private static List<String> rows(String report, String verdict) {
        return report.lines().filter(line -> line.endsWith("| " + verdict + " |")).toList();
    }

    private Outcome verify(String... arguments) {
        return run(StandInAccount.SENDER, arguments);
    }

    private Outcome run(String from, String... more) {
        List<String> arguments = new ArrayList<>();
        Collections.addAll(arguments, "--from", from, "--region", "us-east-1");
        Collections.addAll(arguments, "--endpoint-url", account.uri().toString());
        Collections.addAll(arguments, "--sam", sam.toString(), "--no-pause");
        Collections.addAll(arguments, "--report", folder.resolve("report.md").toString());
        Collections.addAll(arguments, more);
        return Outcome.of("verify-account", arguments.toArray(String[]::new));
    }

    private String report() {
        try {
            return Files.readString(folder.resolve("report.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String howToRemove() {
        return HOW_TO_REMOVE + account.uri() + "\n";
    }
}
