package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import sesevents.engine.Lifecycles.Event;

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
        List<String> wanted = ANSWERS.lines().map(String::strip).toList();
        Events events = new Events();
        for (int i = 0; i < wanted.size(); i++) {
            String[] cells = cells(wanted.get(i));
            String[] types = cells[1].split(" ");
            String report = member("status", cells[2]) + member("diagnosticCode", cells[3]);
            events.add("Bounce", "%03d".formatted(i), "", bounce(types[0], types[1], report));
        }
        List<String> found =
                TestLake.of(events.lines())
                        .query(
                                "select reason, concat(bounce_type, ' ', bounce_subtype), bounce_status,"
                                        + " diagnostic_code from bounce_reasons order by message_id")
                        .values()
                        .stream()
                        .map(BounceReasonsTest::line)
                        .toList();
        assertEquals(String.join("\n", wanted), String.join("\n", found));
    }

    @Test
    void showsWhereSesAndTheServerDisagree() {
        assertEquals(
                """
                SES said Transient, the server said 550
                SES said Transient, the server said 552
                SES said Permanent, the server said 450
                SES said Undetermined, the server said 554
                SES said Transient, the server said 5.3.0
                null
                null
                null
                null
                null
                SES said Transient, the server said 550""",
                disagreements(
                        bounce("Transient", "General", reply("5.3.0", "smtp; 550 no")),
                        bounce("Transient", "MailboxFull", reply("", "SMTP;552 over quota")),
                        bounce("Permanent", "General", reply("", "450 4.1.1 no")),
                        bounce("Undetermined", "Undetermined", reply("", "smtp; 554")),
                        bounce("Transient", "General", reply("5.3.0", "")),
                        // Agreement, nothing said, no code, and SES's own 550 when it gives up.
                        bounce("Permanent", "General", reply("5.1.1", "smtp; 550 no")),
                        bounce("Transient", "General", ""),
                        bounce("Transient", "General", reply("", "smtp; 5505 no code")),
                        bounce("Transient", "General", reply("4.4.7", expired(""))),
                        bounce("Transient", "General", reply("4.4.7", expired("<421 try later>"))),
                        bounce("Transient", "General", reply("4.4.7", expired("<550 nobody>")))));
    }

    @Test
    void hasARowForEachRecipientOfABounce() {
        String two =
                "'bounce':{'bounceType':'Permanent','bounceSubType':'General','bouncedRecipients':["
                        + "{'emailAddress':'A <A@x.org>','status':'5.1.1'},"
                        + "{'emailAddress':'b@Y.org','status':'5.2.2'},"
                        + "{'emailAddress':'a@X.org','status':'5.4.4','diagnosticCode':'x|y'}]}";
        String nobody = "'bounce':{'bounceType':'Permanent','bouncedRecipients':[{}]}";
        Events events =
                new Events()
                        .add(
                                "Bounce",
                                "m1",
                                "'destination':['a@x.org','reached@z.org'],'commonHeaders':{'subject':'Hi'}",
                                two)
                        .add("Bounce", "m2", "'destination':['c@z.org','d@z.org']", nobody)
                        .add("Bounce", "m3", "", nobody)
                        .add("Delivery", "m4", "'destination':['e@z.org']", "");
        List<String> twice = new ArrayList<>(events.lines());
        twice.addAll(events.lines());
        assertEquals(
                """
                [2026-02-01 10:00:00.000, a@x.org, x.org, dns, Permanent, General, 5.4.4, x|y, null, Hi, m1]
                [2026-02-01 10:00:00.000, b@y.org, y.org, full, Permanent, General, 5.2.2, null, null, Hi, m1]
                [2026-02-01 10:00:00.000, c@z.org, z.org, other, Permanent, null, null, null, null, null, m2]
                [2026-02-01 10:00:00.000, d@z.org, z.org, other, Permanent, null, null, null, null, null, m2]
                [2026-02-01 10:00:00.000, , null, other, Permanent, null, null, null, null, null, m3]""",
                text(
                        TestLake.of(twice)
                                .query(
                                        "select event_timestamp, recipient, recipient_domain, reason,"
                                                + " bounce_type, bounce_subtype, bounce_status,"
                                                + " diagnostic_code, disagreement, subject, message_id"
                                                + " from bounce_reasons"
                                                + " order by message_id, recipient")));
    }

    @Test
    void namesTheTenantWhoseMailBounced() {
        String tags = "'tags':{'ses:tenant-name':['acme'],'ses:configuration-set':['main']}";
        Events events =
                new Events()
                        .add(
                                "Bounce",
                                "m1",
                                tags,
                                bounce("Permanent", "OnTenantSuppressionList", ""))
                        .add("Bounce", "m2", "'tags':{}", bounce("Permanent", "NoEmail", ""));
        assertEquals(
                """
                [m1, suppressed, acme]
                [m2, unknown_mailbox, null]""",
                text(
                        TestLake.of(events.lines())
                                .query(
                                        "select message_id, reason, tenant from bounce_reasons"
                                                + " order by message_id")));
    }

    @Test
    void readsOfHistoryWhatAFilterOnTimeOrRecipientLeaves() {
        String bounce = bounce("Permanent", "NoEmail", "");
        TestLake.of("2026-02-03-10", new Events().add("Bounce", "m1", "", bounce).lines());
        String later =
                bounce.replace("r@x.org", "s@x.org")
                        .replace("{'b", "{'timestamp':'2026-03-02T10:00:00Z','b");
        TestLake.event("2026-03-02-10", new Events().add("Bounce", "m2", "", later).lines());
        TestLake.refresh();
        String all = "select message_id from bounce_reasons";

        assertEquals(2, TestLake.historyFiles(all));
        for (String filter :
                List.of("event_timestamp < timestamp '2026-03-01'", "recipient = 'r@x.org'")) {
            String some = all + " where " + filter;
            assertEquals("[m1]", TestLake.answer(some));
            assertEquals(1, TestLake.historyFiles(some), filter);
        }
    }

    @Test
    void explainsEveryBounceOfMadeUpMail() {
        Lifecycles mail = Lifecycles.untilNow(22, 4_000, 4);
        List<List<Object>> expected = expected(mail);
        String all =
                "select event_id, recipient, reason, bounce_status, diagnostic_code, disagreement"
                        + " from bounce_reasons order by event_id";
        assertEquals(expected, mail.lake().query(all).values());
        assertEquals(expected, mail.shuffledTwice(9).query(all).values());
        assertEquals(
                Set.of(
                        "suppressed",
                        "auto_reply",
                        "full",
                        "content",
                        "unknown_mailbox",
                        "unreachable"),
                Set.copyOf(expected.stream().map(row -> row.get(2)).toList()));
    }

    private static List<List<Object>> expected(Lifecycles mail) {
        TreeMap<String, List<Object>> rows = new TreeMap<>();
        mail.distinct().stream()
                .filter(event -> event.type().equals("Bounce"))
                .forEach(event -> rows.put(event.id(), row(event)));
        return List.copyOf(rows.values());
    }

    /** Each of its bounces is of one recipient. */
    private static List<Object> row(Event event) {
        JsonNode report = event.json().at("/bounce/bouncedRecipients/0");
        String words = report.path("diagnosticCode").asText("");
        boolean refused = words.startsWith("smtp; 55") && !words.contains("expired");
        boolean transientToSes = event.text("/bounce/bounceType").equals("Transient");
        return Arrays.asList(
                event.id(),
                report.get("emailAddress").textValue().toLowerCase(Locale.ROOT),
                reason(event, words),
                report.path("status").textValue(),
                report.path("diagnosticCode").textValue(),
                refused && transientToSes
                        ? "SES said Transient, the server said " + words.substring(6, 9)
                        : null);
    }

    /** By SES's word where that is right in made-up mail; it is wrong about some refusals. */
    private static String reason(Event event, String words) {
        if (words.isEmpty()) {
            return "auto_reply";
        }
        if (words.contains("unsolicited")) {
            return "content";
        }
        return switch (event.text("/bounce/bounceSubType")) {
            case "OnAccountSuppressionList" -> "suppressed";
            case "MailboxFull" -> "full";
            case "CustomTimeoutExceeded" -> "unreachable";
            case "NoEmail", "General" -> "unknown_mailbox";
            default -> throw new AssertionError(event.json());
        };
    }

    private static String disagreements(String... bounces) {
        Events events = new Events();
        for (int i = 0; i < bounces.length; i++) {
            events.add("Bounce", "%03d".formatted(i), "", bounces[i]);
        }
        Rows rows =
                TestLake.of(events.lines())
                        .query("select disagreement from bounce_reasons order by message_id");
        return text(rows).replaceAll("[\\[\\]]", "");
    }

    private static String bounce(String type, String subtype, String report) {
        return "'bounce':{'bounceType':'%s','bounceSubType':'%s','bouncedRecipients':[{'emailAddress':'r@x.org'%s}]}"
                .formatted(type, subtype, report.replace("n't", "n\\u0027t"));
    }

    private static String reply(String status, String words) {
        return member("status", status) + member("diagnosticCode", words);
    }

    private static String member(String name, String value) {
        return value.isEmpty() ? "" : ",'%s':'%s'".formatted(name, value);
    }

    private static String expired(String quoted) {
        return "smtp; 550 4.4.7 Message expired: unable to deliver in 840 minutes." + quoted;
    }

    private static String[] cells(String line) {
        String[] cells = (line + " ").split("\\|", -1);
        return Arrays.stream(cells).map(String::strip).toArray(String[]::new);
    }

    private static String line(List<Object> row) {
        return row.stream()
                .map(cell -> cell == null ? "" : cell.toString())
                .reduce((left, right) -> left + " | " + right)
                .get()
                .replace("|  |", "| |")
                .strip();
    }

    private static String text(Rows rows) {
        return String.join("\n", rows.values().stream().map(Object::toString).toList());
    }
}
