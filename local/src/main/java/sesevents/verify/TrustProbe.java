package sesevents.verify;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import sesevents.aws.S3Bucket;
import software.amazon.awssdk.services.s3.S3Client;

/** Whether Firehose takes a role that trusts it by aws:SourceAccount and no external id. */
record TrustProbe(Scratch scratch, Stacks stacks, FirehoseProbes probes, Poll waiting) {
    static final String PREFIX = "probe/trust/";

    private static final Duration EVERY = Duration.ofSeconds(20);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final String SUBJECT = "role that trusts by aws:SourceAccount";

    void run(Findings findings) {
        Optional<String> failure =
                stacks.create(
                        scratch.trustStack(), "trust.yaml", Map.of("BucketName", scratch.bucket()));
        if (failure.isPresent()) {
            findings.compare(SUBJECT, "Firehose delivers", "no stream: " + failure.get());
            return;
        }
        probes.put(scratch.trustStack(), List.of("a record"));
        Optional<Boolean> delivered =
                waiting.until(
                        "the record", EVERY, LONGEST, () -> Optional.of(true).filter(_ -> has()));
        findings.compare(
                SUBJECT,
                "Firehose delivers",
                delivered.isPresent() ? "Firehose delivers" : "no object in 10 minutes");
    }

    private boolean has() {
        try (S3Client s3 = scratch.aws().s3();
                Stream<String> keys = new S3Bucket(s3, scratch.bucket()).list(PREFIX)) {
            return keys.findAny().isPresent();
        }
    }
}
