package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BounceReasonsTest {
    /** What servers and SES write, and what it means: reason | type subtype | status | words. */
    private static final String ANSWERS =
            """
            suppressed | Permanent OnAccountSuppressionList | 5.1.1 | Amazon SES did not send the message to this address because it is on the suppression list for your account.
            suppressed | Permanent Suppressed | 5.1.1 | Amazon SES has suppressed sending to this address because it has a recent history of bouncing as an invalid address.
            suppressed | Permanent OnTenantSuppressionList | 5.1.1 |
            suppressed | Permanent EmailValidationSuppressed | | smtp; 550 5.2.2 mailbox full
            suppressed | Permanent UnsubscribedRecipient | |
            auto_reply | Transient General | |
            other | Transient General | 4.0.0 |
            other | Undetermined Undetermined | |
            other | Undetermined Undetermined | 5.0.0 |
            full | Transient MailboxFull | 5.2.2 | smtp; 552 5.2.2 Over quota
            full | Transient MailboxFull | 4.2.2 | smtp; 452 4.2.2 mailbox full
            full | Transient General | 5.2.2 | smtp; 552 5.2.2 The email account that you tried to reach is over quota. - gsmtp
            full | Permanent General | 5.1.1 | smtp; 552 5.1.1 <a@x.org> Recipient overquota
            full | Transient General | | smtp; 552 Requested mail action aborted: exceeded storage allocation
            full | Transient General | 5.2.2 | smtp; 552 5.2.2 Mailbox size limit exceeded
            full | Transient MailboxFull | 4.4.7 | smtp; 550 4.4.7 Message expired: unable to deliver in 840 minutes.<452 4.2.2 try again>
            full | Transient MailboxFull | |
            other | Transient General | 4.3.1 | smtp; 452 4.3.1 Insufficient system storage
            size | Transient MessageTooLarge | 5.3.4 | smtp; 552 5.3.4 Message size exceeds fixed limit
            size | Transient General | 5.2.3 | smtp; 552-5.2.3 Your message exceeded our message size limits
            size | Transient General | | smtp; 552 message too large
            size | Transient General | 5.3.4 | smtp; 554 no
            size | Transient MessageTooLarge | |
            content | Permanent General | 5.7.1 | smtp; 554 5.7.1 Message rejected due to content
            content | Transient ContentRejected | 5.7.1 | smtp; 550-5.7.1 Our system has detected that this message is likely unsolicited mail
            content | Transient General | 5.7.1 | smtp; 554 5.7.1 Message rejected under suspicion of SPAM
            content | Transient AttachmentRejected | 5.7.0 | smtp; 552-5.7.0 Our system detected an illegal attachment on your message
            content | Transient General | | smtp; 550 virus detected
            content | Transient ContentRejected | |
            content | Transient AttachmentRejected | |
            content | Permanent General | 5.6.0 | smtp; 554 no
            blocked | Permanent General | 5.7.1 | smtp; 550 5.7.1 Service unavailable, Client host [192.0.2.1] blocked using Spamhaus. See https://www.spamhaus.org/query/ip/192.0.2.1
            blocked | Permanent General | 5.7.1 | smtp; 550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent: part of their network is on our block list (S3150)
            blocked | Permanent General | 5.7.606 | smtp; 550 5.7.606 Access denied, banned sending IP [192.0.2.1]
            blocked | Permanent General | 5.7.1 | smtp; 550 5.7.1 suspicious due to the very low reputation of the sending domain. To protect our users from spam, it has been blocked
            blocked | Transient General | 4.7.28 | smtp; 421 4.7.28 unusual rate of unsolicited mail originating from your IP address
            blocked | Transient General | 4.7.0 | smtp; 421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to unexpected volume or user complaints
            blocked | Permanent General | 5.2.121 | smtp; 554 5.2.121 The sender has exceeded the limit for this recipient per hour
            policy | Permanent General | 5.7.26 | smtp; 550-5.7.26 This mail is unauthenticated: neither SPF nor DKIM passed. - gsmtp
            policy | Permanent General | 5.7.1 | smtp; 550 5.7.1 rejected by DMARC policy for example.com
            policy | Permanent General | 5.7.1 | smtp; 554 5.7.1 <a@x.org>: Relay access denied
            policy | Permanent General | 5.1.8 | smtp; 550 5.1.8 <news@x.org>: Sender address rejected: Domain not found
            policy | Permanent General | 5.7.9 | smtp; 554 5.7.9 Message not accepted for policy reasons
            policy | Transient General | 4.7.1 | smtp; 451 4.7.1 <a@x.org>: Recipient address rejected: Greylisted for 5 minutes
            policy | Permanent General | 5.7.1 | smtp; 554 5.7.1 no
            policy | Permanent General | | smtp; 550 Administrative prohibition
            dns | Permanent General | 5.1.2 | smtp; 550 5.1.2 Host unknown (Name server: x.org: host not found)
            dns | Permanent General | 5.4.4 | smtp; 554 5.4.4 Unable to lookup DNS for x.org
            dns | Permanent General | 5.4.310 | smtp; 550 5.4.310 DNS domain x.org does not exist
            dns | Permanent General | 5.7.1 | smtp; 551 5.7.1 Domain not found
            dns | Permanent General | 5.1.10 | smtp; 556 5.1.10 no
            dns | Permanent General | 5.4.4 | smtp; 554 no
            unknown_mailbox | Permanent General | 5.1.1 | smtp; 550 5.1.1 user unknown
            unknown_mailbox | Permanent General | 5.1.1 | smtp; 550 5.1.1 <jane@example.com>... User
            unknown_mailbox | Permanent General | 5.1.1 | smtp; 550 5.1.1 <jane@example.com>... User unknown
            unknown_mailbox | Permanent General | 5.1.1 |
            unknown_mailbox | Permanent NoEmail | 5.1.1 | smtp; 550 5.1.1 <nobody@example.org>: Recipient address rejected: User unknown
            unknown_mailbox | Permanent General | 5.1.1 | smtp; 550-5.1.1 The email account that you tried to reach does not exist. - gsmtp
            unknown_mailbox | Permanent General | 5.2.1 | smtp; 550 5.2.1 The email account that you tried to reach is disabled
            unknown_mailbox | Transient General | 5.5.0 | smtp; 550 5.5.0 Requested action not taken: mailbox unavailable
            unknown_mailbox | Permanent General | 5.4.1 | smtp; 550 5.4.1 Recipient address rejected: Access denied
            unknown_mailbox | Permanent General | | smtp; 554 delivery error: dd This user doesn't have a yahoo.com account
            unknown_mailbox | Permanent General | | smtp; 550 No such user spam@content.org
            unknown_mailbox | Permanent General | 5.1.1 | smtp; 550 5.1.1 Not our customer. See https://x.org/policy
            unknown_mailbox | Permanent NoEmail | |
            unreachable | Transient General | 4.4.1 | smtp; 421 4.4.1 Unable to connect to remote host
            unreachable | Transient CustomTimeoutExceeded | 4.4.7 | smtp; 550 4.4.7 Message expired: unable to deliver in 840 minutes.<421 4.4.1 Unable to connect to remote host>
            unreachable | Transient General | 4.4.7 | smtp; 550 4.4.7 Message expired
            unreachable | Transient CustomTimeoutExceeded | |
            unreachable | Transient General | 4.4.2 | smtp; 421 4.4.2 Error: timeout exceeded
            unreachable | Transient General | 4.4.0 | smtp; 451 4.4.0 later
            other | Permanent General | 5.3.0 | smtp; 551 5.3.0 Unknown error
            other | Transient General | 4.3.2 | smtp; 451 4.3.2 Temporary server error. Please try again later
            other | Permanent General | | smtp; 550 corporate
            """;

    @Test
    void readsTheReasonOutOfWhatServersAndSesWrite() {
        List<String> answers = ANSWERS.lines().toList();
        List<String> events = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            String[] cells = answers.get(i).split("\\|", -1);
            String[] types = cells[1].strip().split(" ");
            events.add(
                    "Bounce %02d bounceType: %s, bounceSubType: %s, of: [{emailAddress: r@x.org%s%s}]"
                            .formatted(
                                    i,
                                    types[0],
                                    types[1],
                                    member("status", cells[2].strip()),
                                    member("diagnosticCode", cells[3].strip())));
        }
        TestLake.of(Events.of(events.toArray(String[]::new)));
        List<List<Object>> reasons =
                TestLake.engine()
                        .query("select reason from bounce_reasons order by message_id")
                        .values();

        List<String> found = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            String given = answers.get(i).substring(answers.get(i).indexOf(" |"));
            found.add(reasons.get(i).getFirst() + given);
        }
        assertEquals(String.join("\n", answers), String.join("\n", found));
    }

    private static String member(String name, String value) {
        return value.isEmpty() ? "" : ", %s: '%s'".formatted(name, value.replace("'", "''"));
    }
}
