package sesevents.verify;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A mail to SES's mailbox simulator, and what becomes of it.
 *
 * @param fate of which the status in email_status, with its bounce type and subtype, is one
 */
record TestMail(
        String name,
        List<String> to,
        List<String> cc,
        List<String> bcc,
        String expected,
        Pattern fate) {
    /** An automatic reply has come as a bounce that passes. */
    static final List<TestMail> ALL =
            List.of(
                    one("success", "delivered", "delivered"),
                    one("bounce", "bounced Permanent/General", "bounced Permanent/General"),
                    one("complaint", "complained", "complained"),
                    one(
                            "ooto",
                            "delivered, or bounced Transient/...: an automatic reply",
                            "delivered|bounced Transient/\\w+"),
                    one(
                            "suppressionlist",
                            "bounced Permanent/Suppressed",
                            "bounced Permanent/Suppressed"),
                    new TestMail(
                            "several",
                            List.of(address("success", "to")),
                            List.of(address("success", "cc")),
                            List.of(address("success", "bcc")),
                            "delivered",
                            Pattern.compile("delivered")));

    static final TestMail SEVERAL = ALL.getLast();

    Stream<String> everybody() {
        return Stream.of(to, cc, bcc).flatMap(List::stream);
    }

    private static TestMail one(String mailbox, String expected, String fate) {
        return new TestMail(
                mailbox,
                List.of(address(mailbox, "verify")),
                List.of(),
                List.of(),
                expected,
                Pattern.compile(fate));
    }

    private static String address(String mailbox, String label) {
        return "%s+%s@simulator.amazonses.com".formatted(mailbox, label);
    }
}
