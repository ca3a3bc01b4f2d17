package sesevents.verify;

import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.Body;
import software.amazon.awssdk.services.sesv2.model.Content;
import software.amazon.awssdk.services.sesv2.model.Destination;
import software.amazon.awssdk.services.sesv2.model.EmailContent;
import software.amazon.awssdk.services.sesv2.model.Message;
import software.amazon.awssdk.services.sesv2.model.MessageTag;

/** The mails to the simulator that were sent. */
final class SimulatorMailing {
    /** With a capital letter, so that one sees what becomes of it. */
    static final String TAG = "Verify-Case";

    private final Scratch scratch;
    private final String from;
    private final Map<String, TestMail> mailById = new LinkedHashMap<>();

    SimulatorMailing(Scratch scratch, String from) {
        this.scratch = scratch;
        this.from = from;
    }

    void send(Findings findings) {
        try (SesV2Client ses = scratch.aws().ses()) {
            for (TestMail mail : TestMail.ALL) {
                mailById.put(send(ses, mail, null), mail);
            }
        }
        findings.compare(
                "mails that SES accepted",
                String.valueOf(TestMail.ALL.size()),
                String.valueOf(mailById.size()));
    }

    Map<String, TestMail> mailById() {
        return mailById;
    }

    /**
     * @param tenant whose mail it is, or null
     */
    String send(SesV2Client ses, TestMail mail, String tenant) {
        Destination destination =
                Destination.builder()
                        .toAddresses(mail.to())
                        .ccAddresses(mail.cc())
                        .bccAddresses(mail.bcc())
                        .build();
        MessageTag tag = MessageTag.builder().name(TAG).value(mail.name()).build();
        return ses.sendEmail(
                        request ->
                                request.fromEmailAddress(from)
                                        .configurationSetName(scratch.name())
                                        .tenantName(tenant)
                                        .destination(destination)
                                        .emailTags(tag)
                                        .content(content(mail)))
                .messageId();
    }

    private static EmailContent content(TestMail mail) {
        Message message =
                Message.builder()
                        .subject(text("verify-account: " + mail.name()))
                        .body(Body.builder().text(text("To the mailbox simulator.")).build())
                        .build();
        return EmailContent.builder().simple(message).build();
    }

    private static Content text(String text) {
        return Content.builder().data(text).build();
    }
}
