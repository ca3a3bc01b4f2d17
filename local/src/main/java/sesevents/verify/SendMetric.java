package sesevents.verify;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import sesevents.aws.Metrics;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/**
 * Whether CloudWatch counts a mail to several addresses as one, as the coverage of mail by events
 * takes it. No guide says.
 */
record SendMetric(Scratch scratch, SimulatorMailing mailing, Poll waiting) {
    private static final Duration EVERY = Duration.ofSeconds(20);
    private static final Duration LONGEST = Duration.ofMinutes(15);

    /** What was counted so far need not be all. */
    private static final Duration SETTLED = Duration.ofMinutes(2);

    /** Sends the mails between two looks at the metric. */
    void watch(Findings findings) {
        try (CloudWatchClient cloudWatch = scratch.aws().cloudWatch()) {
            watch(new Metrics(cloudWatch), findings);
        }
    }

    private void watch(Metrics metrics, Findings findings) {
        LocalDate first = LocalDate.now(ZoneOffset.UTC);
        long before = sum(metrics, first);
        mailing.send(findings);

        long mails = TestMail.ALL.size();
        long addresses = TestMail.ALL.stream().mapToLong(mail -> mail.everybody().count()).sum();
        waiting.until(
                "CloudWatch's count of them",
                EVERY,
                LONGEST,
                () -> Optional.of(sum(metrics, first) - before).filter(sent -> sent >= mails));
        waiting.pause().of(SETTLED);
        long counted = sum(metrics, first) - before;
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
