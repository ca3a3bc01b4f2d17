package sesevents.verify;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sesv2.model.Destination;
import software.amazon.awssdk.services.sesv2.model.Message;

/**
 * A mail to SES's mailbox simulator.
 *
 * @param statuses the possible beginnings of its status in email_status, with the bounce type
 */
record TestMail(String name, Destination destination, List<String> statuses) {
    /** The automatic reply of {@code ooto} may arrive as a transient bounce. */
    static final List<TestMail> ALL =
            List.of(
                    single("success", "delivered"),
                    single("bounce", "bounced Permanent/General"),
                    single("complaint", "complained"),
                    single("ooto", "delivered", "bounced Transient/"),
                    single("suppressionlist", "bounced Permanent/Suppressed"),
                    new TestMail(
                            "several",
                            Destination.builder()
                                    .toAddresses(address("success", "to"))
                                    .ccAddresses(address("success", "cc"))
                                    .bccAddresses(address("success", "bcc"))
                                    .build(),
                            List.of("delivered")));

    /** To, Cc and Bcc. */
    List<String> recipients() {
        return Stream.of(
                        destination.toAddresses(),
                        destination.ccAddresses(),
                        destination.bccAddresses())
                .flatMap(List::stream)
                .toList();
    }

    Message message() {
        return Message.builder()
                .subject(subject -> subject.data("verify-account: " + name))
                .body(body -> body.text(text -> text.data("To the mailbox simulator.")))
                .build();
    }

    String expected() {
        return String.join(" or ", statuses);
    }

    boolean isExpected(String status) {
        return statuses.stream().anyMatch(status::startsWith);
    }

    private static TestMail single(String mailbox, String... statuses) {
        return new TestMail(
                mailbox,
                Destination.builder().toAddresses(address(mailbox, "verify")).build(),
                List.of(statuses));
    }

    private static String address(String mailbox, String label) {
        return "%s+%s@simulator.amazonses.com".formatted(mailbox, label);
    }
}
