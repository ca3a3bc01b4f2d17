package sesevents.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What verify-account leaves in an account, and what it removes. */
class VerifyAccountRemovalTest extends VerifyAccountCase {
    private static final String NAME = "ses-events-verify";

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

    private static String howToRemove() {
        return "what was made is still there and costs money; to remove it: ./ses-events"
                + " verify-account --remove --stack-name ses-events-verify --region us-east-1"
                + " --endpoint-url %s\n".formatted(account.uri());
    }
}
