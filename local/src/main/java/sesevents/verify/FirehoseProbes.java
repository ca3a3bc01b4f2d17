package sesevents.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sesevents.UserError;
import sesevents.aws.S3Bucket;
import sesevents.lake.ErrorLine;
import sesevents.lake.FailedRecord;
import sesevents.lake.Lines;
import sesevents.lake.UnreadableLine;
import sesevents.replay.Pace;
import sesevents.replay.Pause;
import sesevents.replay.StreamDestination;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.s3.S3Client;

/** What Firehose makes of a function's odd answers: streams of their own, read from the bucket. */
record FirehoseProbes(Scratch scratch, Stacks stacks, Poll waiting) {
    static final String DATA = "probe/data/";
    static final String ERRORS = "probe/errors/";

    private static final String CODE = "probe/function.jar";
    private static final Duration EVERY = Duration.ofSeconds(20);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final int RECORDS_PER_SECOND = 100;
    private static final List<String> ROLES = List.of("before", "odd", "after");
    private static final Pattern LINE = Pattern.compile("(\\w+ \\w+), in a batch of (\\d+)");

    /** What became of a record. */
    private record Outcome(String fate, int batch) {
        static final Outcome NONE = new Outcome("nowhere", 0);
    }

    void deploy(Findings findings) {
        try (S3Client s3 = scratch.aws().s3()) {
            new S3Bucket(s3, scratch.bucket()).put(CODE, ClassJar.of(ProbeFunction.class));
        }
        Optional<String> failure =
                stacks.create(
                        scratch.probeStack(),
                        "probe.yaml",
                        Map.of(
                                "BucketName",
                                scratch.bucket(),
                                "CodeKey",
                                CODE,
                                "DatabaseName",
                                scratch.database()));
        failure.ifPresent(
                reason -> {
                    throw new UserError("stack %s: %s", scratch.probeStack(), reason);
                });
        findings.compare("stack of the probes", "deployed", "deployed");
    }

    void run(Findings findings) {
        for (Probe probe : Probe.values()) {
            put(scratch.probeStack() + "-" + probe.id(), texts(probe));
        }
        int records = Probe.values().length * ROLES.size();
        Map<String, Outcome> outcomes =
                waiting.until(
                                "the probes' records",
                                EVERY,
                                LONGEST,
                                () -> Optional.of(outcomes()).filter(all -> all.size() >= records))
                        .orElseGet(this::outcomes);
        for (Probe probe : Probe.values()) {
            List<Outcome> three =
                    texts(probe).stream()
                            .map(text -> outcomes.getOrDefault(text, Outcome.NONE))
                            .toList();
            findings.compare(probe.words(), probe.expected(), summary(three));
        }
    }

    /** Puts records into a stream of this account. */
    void put(String stream, List<String> texts) {
        try (FirehoseClient firehose = scratch.aws().firehose()) {
            StreamDestination destination =
                    new StreamDestination(
                            firehose,
                            stream,
                            new Pace(RECORDS_PER_SECOND, InstantSource.system(), Pause.REAL),
                            waiting.pause(),
                            new Random());
            texts.forEach(text -> destination.put((text + "\n").getBytes(UTF_8)));
            destination.settle();
        }
    }

    private static List<String> texts(Probe probe) {
        return ROLES.stream().map(role -> probe.id() + " " + role).toList();
    }

    private static String summary(List<Outcome> three) {
        int batch =
                Stream.of(three.getFirst(), three.getLast())
                        .mapToInt(Outcome::batch)
                        .filter(size -> size > 0)
                        .min()
                        .orElse(0);
        return Probe.summary(
                three.get(1).fate(), three.getFirst().fate(), three.getLast().fate(), batch);
    }

    private Map<String, Outcome> outcomes() {
        Map<String, Outcome> outcomes = new HashMap<>();
        try (S3Client s3 = scratch.aws().s3()) {
            S3Bucket bucket = new S3Bucket(s3, scratch.bucket());
            for (String line : lines(bucket, DATA)) {
                Matcher stored = LINE.matcher(line);
                if (stored.matches()) {
                    int batch = Integer.parseInt(stored.group(2));
                    outcomes.put(stored.group(1), new Outcome(Probe.STORED, batch));
                }
            }
            for (String line : lines(bucket, ERRORS)) {
                FailedRecord failed = ErrorLine.read(line.getBytes(UTF_8), "");
                outcomes.merge(
                        new String(failed.data(), UTF_8).strip(),
                        new Outcome(Probe.failed(failed.errorCode(), failed.attemptsMade()), 0),
                        FirehoseProbes::both);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UnreadableLine e) {
            throw new UserError("an error line of Firehose: %s", e.getMessage());
        }
        return outcomes;
    }

    /** No record should be in both places. */
    private static Outcome both(Outcome stored, Outcome failed) {
        return new Outcome(stored.fate() + " and " + failed.fate(), stored.batch());
    }

    private static List<String> lines(S3Bucket bucket, String prefix) throws IOException {
        List<String> keys;
        try (Stream<String> listed = bucket.list(prefix)) {
            keys = listed.toList();
        }
        List<String> lines = new ArrayList<>();
        for (String key : keys) {
            try (Lines object = Lines.of(bucket, key)) {
                for (byte[] line = object.next(); line != null; line = object.next()) {
                    lines.add(new String(line, UTF_8));
                }
            }
        }
        return lines;
    }
}
