package sesevents.madeup;

import java.util.List;

/**
 * A kind of mail that the account sends.
 *
 * @param subject with a %d for the mail's number
 * @param templated SES fills in the subject, so that its Send event has none
 * @param toEveryone it goes to the whole list, including people who have been inactive for years
 */
record Campaign(
        String name,
        String configurationSet,
        String source,
        String operation,
        boolean templated,
        boolean toEveryone,
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
                            false,
                            "This week's offers, No. %d"),
                    new Campaign(
                            "order-update",
                            "transactional",
                            "Example Shop <orders@shop.example.com>",
                            "SendEmail",
                            false,
                            false,
                            "Your order %d has shipped"),
                    new Campaign(
                            "password-reset",
                            "transactional",
                            "accounts@shop.example.com",
                            "SendTemplatedEmail",
                            true,
                            false,
                            "Reset your password (%d)"),
                    new Campaign(
                            "invoice",
                            "transactional",
                            "=?UTF-8?B?QnVjaGhhbHR1bmcgTcO8bGxlcg==?= <billing@mueller.example.net>",
                            "SendRawEmail",
                            false,
                            false,
                            "Rechnung %d für Ihre Bestellung"),
                    new Campaign(
                            "gifts",
                            "marketing",
                            "Example Shop <news@shop.example.com>",
                            "SendBulkEmail",
                            true,
                            true,
                            "Gift ideas 🎁 just for you, \"%d\" of them"),
                    new Campaign(
                            "alert",
                            "monitoring",
                            "alerts@ops.example.org",
                            "SendRawEmail",
                            false,
                            false,
                            "[ALERT %d] disk 91 % full"));

    String domain() {
        return source.substring(source.indexOf('@') + 1).replace(">", "");
    }

    /** The links of a mail: a landing page, two offers, the account, and unsubscribing last. */
    List<String> links(long entropy) {
        String home = "https://shop.example.com/";
        long offer = Math.floorMod(entropy, 40);
        return List.of(
                home + name + "?utm=mail&x=a%20b",
                home + "offers/" + offer,
                home + "offers/" + (offer + 1),
                home + "account",
                "%sunsubscribe?t=%016x".formatted(home, entropy));
    }

    String subjectOf(long number) {
        return subject.replace("%d", Long.toString(number));
    }
}
