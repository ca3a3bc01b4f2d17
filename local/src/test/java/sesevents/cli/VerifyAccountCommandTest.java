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
        List<String> findings = new ArrayList<>(FINDINGS.lines().toList());
        SqlTree sql = SqlTree.ofCheckout();
        sql.queries().forEach(one -> findings.add("sql/queries/%s: runs".formatted(one.name())));
        sql.checks().forEach(one -> findings.add("sql/checks/%s: 0 rows".formatted(one.name())));
        for (String finding : findings) {
            assertTrue(outcome.out().contains("  as expected: " + finding + "\n"), finding);
        }
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
                        .collect(Collectors.joining("\n", "", "\n")));
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
            assertSays(3, "NOT AS EXPECTED: a tenant: ", "--yes", "--skip=mail,firehose");
            assertEquals(Set.of(NAME), account.tenants());
        } finally {
            account.tenants().clear();
        }
    }

    @Test
    void removesWhatAnEarlierRunLeft() throws IOException {
        assertSays(0, howToRemove(), "--yes", "--skip=mail,tenant,firehose,remove");
        assertEquals(Set.of(NAME), account.configurationSets());

        assertEquals(0, verify("--remove", "--yes").status());
        assertNothingIsLeft();
        assertEquals(0, verify("--remove", "--yes").status());
    }

    @Test
    void saysHowToRemoveWhatAFailedDeploymentLeaves() throws IOException {
        sam.failing();

        String failed = assertSays(1, "  FAILED: sam deploy ended with status 1\n", "--yes");

        assertTrue(failed.contains(howToRemove()), failed);
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
                "--yes",
                "--skip=mail,tenant");

        account.breaks();
        assertEquals(0, verify("--remove", "--yes").status());
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--skip=remove", "--remove"})
    void leavesAStackWithoutItsTagAlone(String option) {
        account.moto().stack("foreign", "{\"Resources\":{\"T\":{\"Type\":\"AWS::SNS::Topic\"}}}");
        try {
            String out =
                    assertSays(
                            1,
                            "  FAILED: stack foreign in us-east-1 was not made by verify-account (it has"
                                    + " no tag verify-account), so it is left alone; choose another"
                                    + " name: --stack-name\n",
                            "--yes",
                            "--stack-name=foreign",
                            option);
            assertFalse(out.contains("costs money"), out);
            assertTrue(account.moto().stacks().contains("foreign"));
        } finally {
            account.moto().deleteStack("foreign");
        }
    }

    @Test
    void saysWhatIsMissing() {
        assertRefused(
                "there is no terminal to ask at, so nothing was done; --yes answers all questions",
                verify());
        assertRefused(
                "--stack-name is 1 to 30 lower-case letters, digits and hyphens, a letter first",
                verify("--yes", "--stack-name=Capital"));
        assertRefused(
                "no step nothing; the steps are: account, deploy, mail, answers, history, tenant,"
                        + " firehose, remove",
                verify("--yes", "--skip=nothing"));
        assertRefused(
                "--from ADDRESS is missing: which address may send?",
                Outcome.of("verify-account", "--yes"));
        assertSays(
                1,
                "  FAILED: SES has not verified nobody@example.org in us-east-1, nor its domain; verify"
                        + " it: aws sesv2 create-email-identity",
                "--yes",
                "--from=nobody@example.org");
    }

    @Test
    void saysWhereCredentialsComeFrom() {
        System.clearProperty("aws.accessKeyId");
        System.setProperty("aws.disableEc2Metadata", "true");
        try {
            assertEquals(
                    "ses-events: no AWS credentials; set AWS_PROFILE, or log in (aws sso login, aws"
                            + " configure)\n",
                    verify("--yes").err());
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

    private static void assertRefused(String message, Outcome outcome) {
        String line = "ses-events: " + message + " (try: ./ses-events help verify-account)\n";
        assertEquals(line, outcome.err());
        assertEquals(2, outcome.status());
    }

    private String assertSays(int status, String line, String... arguments) {
        Outcome outcome = verify(arguments);
        assertEquals(status, outcome.status(), outcome::out);
        assertTrue(outcome.out().contains(line), outcome::out);
        return outcome.out();
    }

    private static String howToRemove() {
        return "what was made is still there and costs money; to remove it: ./ses-events"
                + " verify-account --remove --stack-name ses-events-verify --region us-east-1"
                + " --endpoint-url %s\n".formatted(account.uri());
    }

    private Outcome verify(String... more) {
        String usual =
                "--region us-east-1 --endpoint-url %s --sam %s --report %s --no-pause"
                        .formatted(account.uri(), sam, folder.resolve("report.md"));
        List<String> arguments = new ArrayList<>(List.of(usual.split(" ")));
        Collections.addAll(arguments, more);
        if (arguments.stream().noneMatch(argument -> argument.startsWith("--from"))) {
            arguments.add("--from=" + StandInAccount.SENDER);
        }
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
