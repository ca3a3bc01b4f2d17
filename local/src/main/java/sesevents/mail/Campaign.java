package sesevents.mail;

import java.util.List;

/**
 * A kind of mail that the account sends.
 *
 * @param subject with a %d for the mail's number
 * @param templated SES fills in the subject, so that its Send event has none
 */
record Campaign(
        String name,
        String configurationSet,
        String source,
        String operation,
        boolean templated,
        String subject) {

    /** The most frequent first. */
    static final List<Campaign> ALL =
            List.of(
                    new Campaign(
                            "newsletter",
                            "marketing",
                            "Example Shop <news@shop.example.com>",
                            "SendBulkEmail",
                            true,
                            "This week's offers, No. %d"),
                    new Campaign(
                            "order-update",
                            "transactional",
                            "Example Shop <orders@shop.example.com>",
                            "SendEmail",
                            false,
                            "Your order %d has shipped"),
                    new Campaign(
                            "password-reset",
                            "transactional",
                            "accounts@shop.example.com",
                            "SendTemplatedEmail",
                            true,
                            "Reset your password (%d)"),
                    new Campaign(
                            "invoice",
                            "transactional",
                            "=?UTF-8?B?QnVjaGhhbHR1bmcgTcO8bGxlcg==?= <billing@mueller.example.net>",
                            "SendRawEmail",
                            false,
                            "Rechnung %d für Ihre Bestellung"),
                    new Campaign(
                            "gifts",
                            "marketing",
                            "Example Shop <news@shop.example.com>",
                            "SendBulkEmail",
                            true,
                            "Gift ideas 🎁 just for you, \"%d\" of them"),
                    new Campaign(
                            "alert",
                            "monitoring",
                            "alerts@ops.example.org",
                            "SendRawEmail",
                            false,
                            "[ALERT %d] disk 91 % full"));

    String domain() {
        return source.substring(source.indexOf('@') + 1).replace(">", "");
    }

    String subjectOf(long number) {
        return subject.replace("%d", Long.toString(number));
    }
}
