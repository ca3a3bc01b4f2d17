package sesevents.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sesevents.UserError;
import sesevents.aws.S3Bucket;
import sesevents.lake.ErrorLine;
import sesevents.lake.FailedRecord;
import sesevents.lake.Lines;
import sesevents.lake.UnreadableLine;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.Record;
import software.amazon.awssdk.services.s3.S3Client;

/** What Firehose does with a function's wrong answers, which the emulation here has to repeat. */
record FirehoseProbe(Scratch scratch, Stacks stacks) {
    static final String DATA = "probe/data/";
    static final String ERRORS = "probe/errors/";

    private static final String CODE = "probe/function.jar";
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final Pattern LINE = Pattern.compile("(\\w+ \\w+), (in a batch of \\d+)");
    private static final String STORED = "stored";
    private static final String INVALID = "Lambda.InvalidReturnFormat (attempts: 1)";
    private static final String MISSING = "Lambda.MissingRecordId (attempts: 1)";
    private static final String DUPLICATED = "Lambda.DuplicatedRecordId (attempts: 1)";
    private static final String FAILED = "Lambda.FunctionError (attempts: 4)";

    /**
     * A wrong answer about the second of three records. Each has its own stream, so that none
     * disturbs another.
     */
    enum WrongAnswer {
        UNKNOWN_RESULT("UnknownResult", "a result that Firehose does not define", INVALID, STORED),
        BAD_BASE64("BadBase64", "data that is not base64", INVALID, STORED),
        MISSING_ID("MissingId", "no answer for a record", MISSING, STORED),
        DOUBLED_ID("DoubledId", "two answers for a record", DUPLICATED, STORED),
        STRANGE_ID("StrangeId", "an answer for a record that was not sent", STORED, STORED),
        NO_RECORDS("NoRecords", "no member records", MISSING, MISSING),
        LARGE_ANSWER("LargeAnswer", "an answer of more than 6,291,556 bytes", FAILED, FAILED);

        private final String id;
        private final String words;
        private final String record;
        private final String neighbours;

        WrongAnswer(String id, String words, String record, String neighbours) {
            this.id = id;
            this.words = words;
            this.record = record;
            this.neighbours = neighbours;
        }

        /** The name in the template, in the records' text and in object keys. */
        String id() {
            return id;
        }

        private List<String> texts() {
            return Stream.of("before", "odd", "after").map(role -> id + " " + role).toList();
        }
    }

    void run(Findings findings) {
        try (S3Client s3 = scratch.aws().s3()) {
            new S3Bucket(s3, scratch.bucket()).put(CODE, functionJar());
        }
        stacks.createProbe();
        for (WrongAnswer answer : WrongAnswer.values()) {
            put(answer);
        }
        int records = 3 * WrongAnswer.values().length;
        Map<String, String> outcomes =
                scratch.until(
                        "the probe's records",
                        LONGEST,
                        this::outcomes,
                        found -> found.size() >= records);
        for (WrongAnswer answer : WrongAnswer.values()) {
            List<String> three =
                    answer.texts().stream()
                            .map(text -> outcomes.getOrDefault(text, "nowhere"))
                            .toList();
            findings.compare(
                    answer.words,
                    summary(answer.neighbours, answer.record, answer.neighbours),
                    summary(three.getFirst(), three.get(1), three.getLast()));
        }
    }

    /** A jar of one class, which is the whole function. */
    static byte[] functionJar() {
        String file = ProbeFunction.class.getName().replace('.', '/') + ".class";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes);
                InputStream in = ProbeFunction.class.getResourceAsStream("/" + file)) {
            jar.putNextEntry(new JarEntry(file));
            in.transferTo(jar);
            jar.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        return bytes.toByteArray();
    }

    private void put(WrongAnswer answer) {
        List<Record> records =
                answer.texts().stream()
                        .map(text -> SdkBytes.fromUtf8String(text + "\n"))
                        .map(data -> Record.builder().data(data).build())
                        .toList();
        String stream = scratch.probeStack() + "-" + answer.id;
        try (FirehoseClient firehose = scratch.aws().firehose()) {
            firehose.putRecordBatch(request -> request.deliveryStreamName(stream).records(records));
        }
    }

    private static String summary(String before, String odd, String after) {
        String neighbours = before.equals(after) ? before : before + " and " + after;
        return "the record: %s; its neighbours: %s".formatted(odd, neighbours);
    }

    private Map<String, String> outcomes() {
        try (S3Client s3 = scratch.aws().s3()) {
            S3Bucket bucket = new S3Bucket(s3, scratch.bucket());
            return outcomes(lines(bucket, DATA), lines(bucket, ERRORS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UnreadableLine e) {
            throw new UserError("an error line of Firehose: %s", e.getMessage());
        }
    }

    /** What became of each record, by its text; a record may be in both places. */
    static Map<String, String> outcomes(List<String> dataLines, List<String> errorLines)
            throws UnreadableLine {
        Map<String, String> outcomes = new HashMap<>();
        for (String line : dataLines) {
            Matcher stored = LINE.matcher(line);
            if (stored.matches()) {
                // Records of different batches would prove nothing about neighbours.
                String batch = stored.group(2);
                outcomes.put(
                        stored.group(1),
                        batch.equals("in a batch of 3") ? STORED : STORED + " " + batch);
            }
        }
        for (String line : errorLines) {
            FailedRecord failed = ErrorLine.read(line.getBytes(UTF_8), "");
            outcomes.merge(
                    new String(failed.data(), UTF_8).strip(),
                    "%s (attempts: %d)".formatted(failed.errorCode(), failed.attemptsMade()),
                    (stored, error) -> stored + " and " + error);
        }
        return outcomes;
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
