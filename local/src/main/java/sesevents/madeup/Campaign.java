package sesevents.madeup;

import java.util.List;
import java.util.Locale;

/** The kinds of mail that the account sends, the most frequent first. */
enum Campaign {
    NEWSLETTER("marketing", "SendBulkEmail", Source.NEWS, "This week's offers, No. %d"),
    ORDER_UPDATE("transactional", "SendEmail", Source.ORDERS, "Your order %d has shipped"),
    PASSWORD_RESET(
            "transactional", "SendTemplatedEmail", Source.ACCOUNTS, "Reset your password (%d)"),
    INVOICE("transactional", "SendRawEmail", Source.BILLING, "Rechnung %d für Ihre Bestellung"),
    /** Sent to the whole list, including people who have been inactive for years. */
    GIFTS("marketing", "SendBulkEmail", Source.NEWS, "Gift ideas 🎁 just for you, \"%d\" of them"),
    ALERT("monitoring", "SendRawEmail", Source.ALERTS, "[ALERT %d] disk 91 % full");

    /** The value of the tag campaign. */
    final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    final String configurationSet;
    final String operation;
    final String source;

    /** With a %d for the mail's number. */
    private final String subject;

    Campaign(String configurationSet, String operation, String source, String subject) {
        this.configurationSet = configurationSet;
        this.operation = operation;
        this.source = source;
        this.subject = subject;
    }

    /** Whether SES fills in the subject, so that the Send event has none. */
    boolean isTemplated() {
        return operation.equals("SendBulkEmail") || operation.equals("SendTemplatedEmail");
    }

    String domain() {
        return source.substring(source.indexOf('@') + 1).replace(">", "");
    }

    /** The links of a mail: a landing page, two offers, the account, and unsubscribing last. */
    List<String> links(long entropy) {
        String home = "https://shop.example.com/";
        long offer = Math.floorMod(entropy, 40);
        return List.of(
                home + label + "?utm=mail&x=a%20b",
                home + "offers/" + offer,
                home + "offers/" + (offer + 1),
                home + "account",
                "%sunsubscribe?t=%016x".formatted(home, entropy));
    }

    String subjectOf(long number) {
        return subject.replace("%d", Long.toString(number));
    }

    private static final class Source {
        static final String NEWS = "Example Shop <news@shop.example.com>";
        static final String ORDERS = "Example Shop <orders@shop.example.com>";
        static final String ACCOUNTS = "accounts@shop.example.com";
        static final String BILLING =
                "=?UTF-8?B?QnVjaGhhbHR1bmcgTcO8bGxlcg==?= <billing@mueller.example.net>";
        static final String ALERTS = "alerts@ops.example.org";
    }
}
