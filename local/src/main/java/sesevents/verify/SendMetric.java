package sesevents.verify;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import sesevents.aws.Metrics;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/**
 * Whether CloudWatch counts a mail to several addresses as one, as the coverage of mail by events
 * takes it. No guide says.
 */
record SendMetric(Scratch scratch, SimulatorMailing mailing, Waiting waiting) {
    private static final Duration EVERY = Duration.ofSeconds(20);
    private static final Duration LONGEST = Duration.ofMinutes(15);

    /** What was counted so far need not be all. */
    private static final Duration SETTLED = Duration.ofMinutes(2);

    /** Sends the mails between two looks at the metric. */
    void watch(Findings findings) {
        LocalDate first = LocalDate.now(ZoneOffset.UTC);
        long before = sum(first);
        mailing.send(findings);

        long mails = Mail.ALL.size();
        long addresses = Mail.ALL.stream().mapToLong(mail -> mail.everybody().count()).sum();
        waiting.until(
                "CloudWatch's count of them",
                EVERY,
                LONGEST,
                () -> Optional.of(sum(first) - before).filter(counted -> counted >= mails));
        waiting.pause().of(SETTLED);
        long counted = sum(first) - before;
        findings.judge(
                "AWS/SES Send for %d mails to %d addresses".formatted(mails, addresses),
                "%d, and not %d; more if other mail goes out".formatted(mails, addresses),
                String.valueOf(counted),
                counted >= mails && counted != addresses);
    }

    private long sum(LocalDate first) {
        try (CloudWatchClient cloudWatch = scratch.aws().cloudWatch()) {
            LocalDate today = LocalDate.now(ZoneOffset.UTC);
            return new Metrics(cloudWatch)
                    .sums("AWS/SES", "Send", Map.of(), first, today).values().stream()
                            .mapToLong(Long::longValue)
                            .sum();
        }
    }
}
