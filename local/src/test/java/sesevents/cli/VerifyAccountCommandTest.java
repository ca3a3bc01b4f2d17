package sesevents.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sesevents.sql.SqlTree;
import sesevents.standin.StandInAccount;

class VerifyAccountCommandTest extends VerifyAccountCase {
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
            sql/refresh/insert_hours of the latest hours: succeeds
            sql/refresh/check_hours of the latest hours: succeeds
            OPTIMIZE event_history REWRITE DATA USING BIN_PACK: succeeds
            VACUUM event_history: succeeds
            tenant of the Send event: ses-events-verify
            data that is not base64: the record: Lambda.InvalidReturnFormat (attempts: 1); its neighbours: stored
            an answer of more than 6,291,556 bytes: the record: Lambda.FunctionError (attempts: 4); \
            its neighbours: Lambda.FunctionError (attempts: 4)
            """;

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
    void saysWhatIsMissing() {
        assertEquals(
                "ses-events: no step nothing; the steps are: account, deploy, mail, answers, history,"
                        + " tenant, firehose, remove (try: ./ses-events help verify-account)\n",
                verify("--yes", "--skip=nothing").err());
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
}
