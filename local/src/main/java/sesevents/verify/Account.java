package sesevents.verify;

import java.util.Optional;
import java.util.stream.Stream;
import sesevents.UserError;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.GetAccountResponse;
import software.amazon.awssdk.services.sesv2.model.NotFoundException;

/**
 * Whether the account may send, and whether the names of the stacks are free.
 *
 * @param from the address to send from
 */
record Account(Scratch scratch, Stacks stacks, String from) {
    void check(Findings findings) {
        scratch.stacks().forEach(stacks::exists);
        try (SesV2Client ses = scratch.aws().ses()) {
            GetAccountResponse account = ses.getAccount(_ -> {});
            String state = account.sendingEnabled() ? "may send" : "is paused";
            String sandbox =
                    account.productionAccessEnabled()
                            ? "not in the sandbox"
                            : "in the sandbox, which can reach the simulator";
            findings.judge(
                    "SES account", "may send", state + ", " + sandbox, account.sendingEnabled());
            if (identity(ses, from).isEmpty()) {
                throw new UserError(
                        "SES has not verified %s in %s, nor its domain; verify it: aws sesv2"
                                + " create-email-identity --region %s --email-identity %s",
                        from, scratch.region(), scratch.region(), from);
            }
        }
        findings.compare("sender", "verified", "verified");
    }

    /** The verified identity that may send from the address: the address itself, or its domain. */
    static Optional<String> identity(SesV2Client ses, String from) {
        return Stream.of(from, from.replaceFirst(".*@", ""))
                .filter(identity -> isVerified(ses, identity))
                .findFirst();
    }

    private static boolean isVerified(SesV2Client ses, String identity) {
        try {
            return ses.getEmailIdentity(request -> request.emailIdentity(identity))
                    .verifiedForSendingStatus();
        } catch (NotFoundException _) {
            return false;
        }
    }
}
