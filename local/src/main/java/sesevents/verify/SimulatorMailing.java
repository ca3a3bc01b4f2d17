package sesevents.verify;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import sesevents.aws.Metrics;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.MessageTag;

/**
 * Sends the test mails and sees how CloudWatch counts them: a mail to several addresses should
 * count once, as the coverage of {@code audit} assumes. SES does not document it.
 */
final class SimulatorMailing {
    /** The capital letters show whether anything changes a tag's case. */
    static final String TAG = "Verify-Case";

    private static final Duration LONGEST = Duration.ofMinutes(15);

    /** The time after which a count no longer grows. */
    private static final Duration SETTLED = Duration.ofMinutes(2);

    private final Scratch scratch;
    private final String from;
    private final SequencedMap<String, TestMail> mailById = new LinkedHashMap<>();

    /**
     * @param from the address to send from
     */
    SimulatorMailing(Scratch scratch, String from) {
        this.scratch = scratch;
        this.from = from;
    }

    /** The mails sent so far, by message id; the last one goes to several addresses. */
    SequencedMap<String, TestMail> mailById() {
        return mailById;
    }

    void run(Findings findings) {
        try (CloudWatchClient cloudWatch = scratch.aws().cloudWatch()) {
            Metrics metrics = new Metrics(cloudWatch);
            LocalDate first = LocalDate.now(ZoneOffset.UTC);
            long before = sum(metrics, first);
            sendAll(findings);
            long mails = TestMail.ALL.size();
            scratch.until(
                    "CloudWatch's count",
                    LONGEST,
                    () -> sum(metrics, first) - before,
                    sent -> sent >= mails);
            scratch.pause().of(SETTLED);
            judge(sum(metrics, first) - before, findings);
        }
    }

    /**
     * Sends one mail and returns its message id.
     *
     * @param tenant whose mail it is, or null
     */
    String send(SesV2Client ses, TestMail mail, String tenant) {
        MessageTag tag = MessageTag.builder().name(TAG).value(mail.name()).build();
        return ses.sendEmail(
                        request ->
                                request.fromEmailAddress(from)
                                        .configurationSetName(scratch.name())
                                        .tenantName(tenant)
                                        .destination(mail.destination())
                                        .emailTags(tag)
                                        .content(content -> content.simple(mail.message())))
                .messageId();
    }

    private void sendAll(Findings findings) {
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

    private static void judge(long counted, Findings findings) {
        long mails = TestMail.ALL.size();
        long addresses = TestMail.ALL.stream().mapToLong(mail -> mail.recipients().size()).sum();
        findings.judge(
                "AWS/SES Send for %d mails to %d addresses".formatted(mails, addresses),
                "%d, and not %d; more if other mail goes out".formatted(mails, addresses),
                String.valueOf(counted),
                counted >= mails && counted != addresses);
    }

    private static long sum(Metrics metrics, LocalDate first) {
        return metrics.sentBySes(first, LocalDate.now(ZoneOffset.UTC)).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
