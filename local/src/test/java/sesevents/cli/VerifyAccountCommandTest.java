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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sesevents.sql.SqlTree;
import sesevents.standin.SamStub;
import sesevents.standin.StandInAccount;

class VerifyAccountCommandTest {
    private static final String NAME = "ses-events-verify";
    private static final String HELP = " (try: ./ses-events help verify-account)\n";

    /** Some findings in an account as AWS documents it; the queries and checks of sql/ follow. */
    private static final String FINDINGS =
            """
            AWS/SES Send for 6 mails to 8 addresses: 6
            email_status of the mail to bounce: bounced Permanent/General
            tag of the mail to bounce: bounce
            recipient_status of To, Cc and Bcc: bcc delivered, cc delivered, to delivered
            partitions in Iceberg's metadata: truncate[7](ingest_hour), bucket[32](recipient)
            properties in Iceberg's metadata: 2 files, 86400 s
            critical-refresh-late in a stack's first day: OK
            state machine: SUCCEEDED
            sql/refresh/insert_hours of this hour: succeeds
            sql/refresh/check_hours of this hour: succeeds
            OPTIMIZE event_history REWRITE DATA USING BIN_PACK: succeeds
            VACUUM event_history: succeeds
            tenant of the Send event: ses-events-verify
            data that is not base64: the record: Lambda.InvalidReturnFormat (attempts: 1); its neighbours: stored
            an answer of more than 6,291,556 bytes: the record: Lambda.FunctionError (attempts: 4); \
            its neighbours: Lambda.FunctionError (attempts: 4)
            """;

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
    void repair() throws IOException {
        account.breaks();
        sam = SamStub.in(folder);
    }

    @Test
    void findsAnAccountAsExpectedAndLeavesNothing() throws IOException {
        Outcome outcome = verify("--yes");

        assertEquals(0, outcome.status(), outcome::out);
        assertEquals("", outcome.err());
        assertNothingIsLeft();
        String report = report();
        assertTrue(report.startsWith("# verify-account: all findings are as expected\n"), report);
        for (String absent : List.of("NOT AS", "SKIPPED", "123456789012", StandInAccount.SENDER)) {
            assertFalse(report.contains(absent), report);
        }
        SqlTree sql = SqlTree.ofCheckout();
        Stream.of(
                        FINDINGS.lines(),
                        sql.queries().stream()
                                .map(one -> "sql/queries/%s: runs".formatted(one.name())),
                        sql.checks().stream()
                                .map(one -> "sql/checks/%s: 0 rows".formatted(one.name())))
                .flatMap(lines -> lines)
                .forEach(
                        line ->
                                assertTrue(
                                        outcome.out().contains("  as expected: " + line + "\n"),
                                        line));
    }

    @Test
    void namesWhatIsNotAsExpected() throws IOException {
        account.breaks("BadBase64", "Send", "TenantTag");

        Outcome outcome = verify("--yes", "--skip", "answers,history");

        assertEquals(3, outcome.status(), outcome::out);
        assertTrue(report().startsWith("# verify-account: findings not as expected: 4\n"));
        assertEquals(
                """
                | AWS/SES Send for 6 mails to 8 addresses | 6, and not 8; more if other mail goes out | 8 | NOT AS EXPECTED |
                | tenant of the Send event | ses-events-verify | nobody | NOT AS EXPECTED |
                | tenant of the Delivery event | ses-events-verify | nobody | NOT AS EXPECTED |
                | data that is not base64 | the record: Lambda.InvalidReturnFormat (attempts: 1); its neighbours: stored \
                | the record: Lambda.FunctionError (attempts: 4); its neighbours: Lambda.FunctionError (attempts: 4) \
                | NOT AS EXPECTED |
                """,
                report().lines()
                        .filter(line -> line.endsWith("| NOT AS EXPECTED |"))
                        .map(line -> line + "\n")
                        .collect(Collectors.joining()));
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "account > deploy mail answers history tenant firehose remove",
                "deploy > mail answers history tenant firehose remove",
                "mail,tenant,firehose > answers history",
                "answers,history,tenant,firehose >"
            })
    void skipsDeclinedStepsAndThoseThatNeedThem(String declined, String needing)
            throws IOException {
        Outcome outcome = verify("--yes", "--skip", declined);

        assertEquals(0, outcome.status(), outcome::out);
        assertEquals(
                List.of(declined.split(",")), stepsThat(": skipped, you said no", outcome.out()));
        assertEquals(
                needing == null ? List.of() : List.of(needing.split(" ")),
                stepsThat(": skipped, it needs .*", outcome.out()));
        assertNothingIsLeft();
    }

    @Test
    void leavesAnotherOnesTenantAlone() {
        account.tenants().add(NAME);
        try {
            Outcome outcome = verify("--yes", "--skip", "mail,firehose");

            assertEquals(3, outcome.status(), outcome::out);
            assertTrue(outcome.out().contains("NOT AS EXPECTED: a tenant: "), outcome::out);
            assertEquals(Set.of(NAME), account.tenants());
        } finally {
            account.tenants().clear();
        }
    }

    @Test
    void removesWhatAnEarlierRunLeft() throws IOException {
        assertSays(0, howToRemove(), verify("--yes", "--skip", "mail,tenant,firehose,remove"));
        assertEquals(Set.of(NAME), account.configurationSets());

        assertEquals(0, verify("--remove", "--yes").status());
        assertNothingIsLeft();
        assertEquals(0, verify("--remove", "--yes").status());
    }

    @Test
    void saysHowToRemoveWhatAFailedDeploymentLeaves() throws IOException {
        sam.failing();

        Outcome outcome = verify("--yes");

        assertSays(1, "  FAILED: sam deploy ended with status 1\n", outcome);
        assertSays(1, howToRemove(), outcome);
        assertTrue(report().contains("\nFAILED: sam deploy ended with status 1\n"), this::report);
        assertTrue(report().contains("\nSKIPPED: deploy failed\n"), this::report);
    }

    @Test
    void saysHowToSeeWhyAStackFailed() throws IOException {
        account.breaks("Stack");
        assertSays(
                1,
                "  FAILED: stack ses-events-verify-probe is ROLLBACK_COMPLETE; to see why: aws"
                        + " cloudformation describe-stack-events --region us-east-1 --stack-name"
                        + " ses-events-verify-probe\n",
                verify("--yes", "--skip", "mail,tenant"));

        account.breaks();
        assertEquals(0, verify("--remove", "--yes").status());
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--skip=remove", "--remove"})
    void leavesAStackWithoutItsTagAlone(String option) {
        account.moto().stack("foreign", "{\"Resources\":{\"T\":{\"Type\":\"AWS::SNS::Topic\"}}}");
        try {
            Outcome outcome = verify("--yes", "--stack-name", "foreign", option);

            assertSays(
                    1,
                    "  FAILED: stack foreign in us-east-1 was not made by verify-account (it has no tag"
                            + " verify-account), so it is left alone; choose another name:"
                            + " --stack-name\n",
                    outcome);
            assertFalse(outcome.out().contains("costs money"), outcome::out);
            assertTrue(account.moto().stacks().contains("foreign"));
        } finally {
            account.moto().deleteStack("foreign");
        }
    }

    @Test
    void saysWhatIsMissing() {
        assertEquals(
                "ses-events: there is no terminal to ask at, so nothing was done; --yes answers all"
                        + " questions"
                        + HELP,
                verify().err());
        assertEquals(2, verify("--yes", "--stack-name", "Capital").status());
        assertEquals(
                "ses-events: no step nothing; the steps are: account, deploy, mail, answers, history,"
                        + " tenant, firehose, remove"
                        + HELP,
                verify("--yes", "--skip", "nothing").err());
        assertEquals(
                new Outcome(
                        2,
                        "",
                        "ses-events: --from ADDRESS is missing: which address may send?" + HELP),
                Outcome.of("verify-account", "--yes"));
        assertSays(
                1,
                "  FAILED: SES has not verified nobody@example.org in us-east-1, nor its domain; verify"
                        + " it: aws sesv2 create-email-identity",
                verify("--yes", "--from", "nobody@example.org"));
    }

    @Test
    void saysWhereCredentialsComeFrom() {
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

    private static List<String> stepsThat(String end, String out) {
        return out.lines()
                .filter(line -> line.matches("[a-z]+" + end))
                .map(line -> line.replaceFirst(":.*", ""))
                .toList();
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

    private static void assertSays(int status, String line, Outcome outcome) {
        assertEquals(status, outcome.status(), outcome::out);
        assertTrue(outcome.out().contains(line), outcome::out);
    }

    private static String howToRemove() {
        return "what was made is still there and costs money; to remove it: ./ses-events"
                + " verify-account --remove --stack-name ses-events-verify --region us-east-1"
                + " --endpoint-url %s\n".formatted(account.uri());
    }

    private Outcome verify(String... more) {
        List<String> arguments = new ArrayList<>();
        Collections.addAll(arguments, "--region", "us-east-1", "--endpoint-url");
        Collections.addAll(arguments, account.uri().toString(), "--sam", sam.toString());
        Collections.addAll(arguments, "--report", folder.resolve("report.md").toString());
        Collections.addAll(arguments, "--no-pause");
        if (!List.of(more).contains("--from")) {
            Collections.addAll(arguments, "--from", StandInAccount.SENDER);
        }
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
}
