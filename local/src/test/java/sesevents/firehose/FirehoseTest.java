package sesevents.firehose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One claim for each rule that Firehose keeps. */
class FirehoseTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final String EVENTS =
            "events/ingest_hour=2026-11-20-12/ses-events-1-2026-11-20-12-00-00-ID.gz";
    private static final Transformation IDENTITY =
            (request, response) -> {
                ObjectNode answer = JSON.createObjectNode();
                for (JsonNode record : JSON.readTree(request).path("records")) {
                    answer.withArray("records")
                            .addObject()
                            .put("recordId", record.path("recordId").asText())
                            .put("result", "Ok")
                            .put("data", record.path("data").asText());
                }
                JSON.writeValue(response, answer);
            };

    private final MemoryBucket bucket = new MemoryBucket();
    private final List<String> failures = new ArrayList<>();
    private final List<Integer> sizes = new ArrayList<>();
    private final Transformation countingBatches =
            (request, response) -> {
                byte[] json = request.readAllBytes();
                sizes.add(JSON.readTree(json).path("records").size());
                IDENTITY.invoke(new ByteArrayInputStream(json), response);
            };

    @Test
    void sendsTheRequestThatAwsSends() {
        List<String> requests = new ArrayList<>();
        Transformation spy =
                (request, response) -> {
                    requests.add(new String(request.readAllBytes(), UTF_8));
                    response.write("{\"records\":[]}".getBytes(UTF_8));
                };

        put(spy, StreamSettings.DEPLOYED, "{\"a\":1}\n", "b");

        assertEquals(
                List.of(
                        "{\"invocationId\":\"bb1ad573-19b8-9cd8-68fb-0e6f684df992\","
                                + "\"deliveryStreamArn\":\"arn:aws:firehose:us-east-1:123456789012:"
                                + "deliverystream/ses-events\",\"region\":\"us-east-1\",\"records\":["
                                + "{\"recordId\":\"00000000000000000000000000000000000000000000000000000"
                                + "000\",\"approximateArrivalTimestamp\":1795176000000,\"data\":\"eyJhIj"
                                + "oxfQo=\"},{\"recordId\":\"000000000000000000000000000000000000000000"
                                + "00000000000001\",\"approximateArrivalTimestamp\":1795176000000,"
                                + "\"data\":\"Yg==\"}]}"),
                requests);
    }

    @Test
    void deliversWhatTheFunctionReturnedWithNothingBetween() throws IOException {
        Tally tally = put(IDENTITY, StreamSettings.DEPLOYED, "one\n", "two", "three\n");

        assertEquals(Map.of(EVENTS, "one\ntwothree\n"), bucket.texts());
        assertEquals(new Tally(3, 3, 0, 0, 1, 1, 0), tally);
    }

    @Test
    void writesTheErrorLineThatAwsWrites() throws IOException {
        Tally tally =
                put(
                        answering("{'recordId':'%s','result':'ProcessingFailed','data':'eA=='}"),
                        "bad\n");

        assertEquals(
                Map.of(
                        "quarantine/processing-failed/2026-11-20/ses-events-1-2026-11-20-12-00-00-ID",
                        "{\"rawData\":\"YmFkCg==\",\"errorCode\":\"Lambda.ProcessingFailedStatus\","
                                + "\"errorMessage\":\"ProcessingFailed status set for record\","
                                + "\"attemptsMade\":1,\"arrivalTimestamp\":1795176000000,"
                                + "\"attemptEndingTimestamp\":1795176000000,\"lambdaARN\":"
                                + "\"arn:aws:lambda:us-east-1:123456789012:function:"
                                + "ses-events-transform:live\"}\n"),
                bucket.texts());
        assertEquals(List.of("Lambda.ProcessingFailedStatus after 1: bad\n"), failures);
        assertEquals(new Tally(1, 0, 1, 0, 1, 0, 1), tally);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'recordId':'other','result':'Ok','data':'eA=='} | Lambda.MissingRecordId",
                "{'result':'Ok','data':'eA=='} | Lambda.MissingRecordId",
                "{'recordId':'%s','result':'Ok'} | Lambda.InvalidReturnFormat",
                "{'recordId':'%s','result':'Ok','data':null} | Lambda.InvalidReturnFormat",
                "{'recordId':'%s','result':'Ok','data':'!'} | Lambda.InvalidReturnFormat",
                "{'recordId':'%s','result':'ok','data':'eA=='} | Lambda.InvalidReturnFormat",
                "{'recordId':'%s','data':'eA=='} | Lambda.InvalidReturnFormat",
                "{'recordId':'%1$s','result':'Ok','data':'eA=='},{'recordId':'%1$s','result':'Ok',"
                        + "'data':'eA=='} | Lambda.DuplicatedRecordId",
                "{'recordId':'%s','result':'ProcessingFailed'} | Lambda.ProcessingFailedStatus",
            })
    void failsTheOneRecordThatIsAnsweredWrongly(String answer, String code) throws IOException {
        Tally tally = put(answeringSecond(answer), "first", "second", "third");

        assertEquals(List.of(code + " after 1: second"), failures);
        assertEquals("firstthird", bucket.texts().get(EVENTS));
        assertEquals(new Tally(3, 2, 1, 0, 1, 1, 1), tally);
    }

    @Test
    void ignoresAnswersToUnknownRecordsAndKeepsNoTraceOfDroppedOnes() throws IOException {
        Tally tally =
                put(
                        answeringSecond(
                                "{'recordId':'%s','result':'Dropped','data':''},"
                                        + "{'recordId':'stranger','result':'Ok','data':'eQ=='}"),
                        "first",
                        "second");

        assertEquals(List.of("first"), List.copyOf(bucket.texts().values()));
        assertEquals(List.of(), failures);
        assertEquals(new Tally(2, 1, 0, 1, 1, 1, 0), tally);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "", "null", "[]", "oops", "{'records':null}", "{'a':'x'}"})
    void failsAllRecordsAtOnceIfTheAnswerHasNone(String answer) {
        put(
                (_, response) -> response.write(answer.replace('\'', '"').getBytes(UTF_8)),
                "one",
                "two");

        assertEquals(
                List.of(
                        "Lambda.MissingRecordId after 1: one",
                        "Lambda.MissingRecordId after 1: two"),
                failures);
    }

    @Test
    void failsTheWholeBatchAfterThreeRetries() {
        List<JsonNode> requests = new ArrayList<>();
        Transformation broken =
                (request, _) -> {
                    requests.add(JSON.readTree(request));
                    throw new IllegalStateException("out of luck");
                };

        Tally tally = put(broken, "one", "two");

        assertEquals(
                List.of("Lambda.FunctionError after 4: one", "Lambda.FunctionError after 4: two"),
                failures);
        assertEquals(new Tally(2, 0, 2, 0, 4, 0, 1), tally);
        assertEquals(4, requests.size());
        assertEquals(requests.getFirst().path("records"), requests.getLast().path("records"));
        assertNotEquals(
                requests.getFirst().path("invocationId"), requests.getLast().path("invocationId"));
    }

    @ParameterizedTest
    @CsvSource({"6291556, 0", "6291557, 1"})
    void takesAnswersUpToLambdasLimit(int bytes, int quarantined) {
        Transformation padded =
                (request, response) -> {
                    var answer = new ByteArrayOutputStream();
                    IDENTITY.invoke(request, answer);
                    answer.writeTo(response);
                    response.write(" ".repeat(bytes - answer.size()).getBytes(UTF_8));
                };

        assertEquals(quarantined, put(padded, "one").quarantined());
    }

    @Test
    void takesRecordsOfAThousandKibibytesButNoLargerOnes() {
        try (Firehose firehose = firehose(IDENTITY, StreamSettings.DEPLOYED)) {
            firehose.put(new byte[1_024_000], NOON, "");
            assertRefused(
                    "a record holds at most 1024000 bytes, not 1024001",
                    () -> firehose.put(new byte[1_024_001], NOON, ""));
            firehose.flush();
            assertEquals(new Tally(1, 1, 0, 0, 1, 1, 0), firehose.tally());
        }
    }

    @Test
    void invokesForEveryMegabyteAndForEveryFiveHundredRecords() {
        try (Firehose firehose = firehose(countingBatches, StreamSettings.DEPLOYED)) {
            IntStream.range(0, 3).forEach(_ -> firehose.put(new byte[600_000], NOON, ""));
            IntStream.range(0, 501).forEach(_ -> firehose.put(new byte[10], NOON, ""));
        }

        assertEquals(List.of(2, 500, 2), sizes);
    }

    @Test
    void invokesWhenTheBatchSpansTheInterval() {
        try (Firehose firehose = firehose(countingBatches, StreamSettings.DEPLOYED)) {
            for (int second : new int[] {0, 59, 60, 61, 119, 120}) {
                firehose.put("x".getBytes(UTF_8), NOON.plusSeconds(second), "");
            }
        }

        assertEquals(List.of(2, 3, 1), sizes);
    }

    @Test
    void refusesATransformBufferThatDoesNotFitIntoALambdaRequest() {
        assertRefused(
                "the transform's buffer holds at most 3 MiB, not 3145729 bytes",
                () ->
                        StreamSettings.DEPLOYED.withTransformBuffer(
                                new Buffering(3 * 1024 * 1024 + 1, Duration.ofSeconds(60))));
    }

    /** Arrivals, and the objects that they come into: their times, and the records in them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // The interval is over.
                "20T23:59:30 21T00:00:29 21T00:00:30 |"
                        + " 2026-11-20-23-59-30=23:59:30 00:00:29, 2026-11-21-00-00-30=00:00:30",
                // The name is that of the oldest record.
                "21T00:00:20 20T23:59:50 21T00:00:10 |"
                        + " 2026-11-20-23-59-50=00:00:20 23:59:50 00:00:10",
                // Time goes back by more than the interval.
                "21T10:00:00 20T10:00:00 |"
                        + " 2026-11-20-10-00-00=10:00:00, 2026-11-21-10-00-00=10:00:00",
            })
    void startsANewObjectWhenItsRecordsSpanTheInterval(String arrivals, String objects)
            throws IOException {
        try (Firehose firehose = firehose(IDENTITY, StreamSettings.DEPLOYED)) {
            for (String arrival : arrivals.split(" ")) {
                firehose.put(
                        arrival.replaceFirst("..T", " ").getBytes(UTF_8),
                        Instant.parse("2026-11-" + arrival + "Z"),
                        "");
            }
        }

        Map<String, String> expected = new TreeMap<>();
        for (String object : objects.split(", ")) {
            String[] parts = object.split("=");
            expected.put(
                    "events/ingest_hour=%.13s/ses-events-1-%<s-ID.gz".formatted(parts[0]),
                    " " + parts[1]);
        }
        assertEquals(expected, bucket.texts());
    }

    @Test
    void startsANewObjectWhenTheBufferIsFull() throws IOException {
        StreamSettings tenBytes =
                StreamSettings.DEPLOYED.withDeliveryBuffer(
                        new Buffering(10, Duration.ofSeconds(60)));

        put(IDENTITY, tenBytes, "12345678", "90", "next");

        String all = bucket.texts().values().iterator().next();
        assertEquals(Set.of("1234567890", "next"), Set.of(all.split("[|]")));
    }

    @Test
    void triesAgainIfTheBucketRefuses() throws IOException {
        bucket.refusals = 3;

        put(IDENTITY, "kept");

        assertEquals(List.of("kept"), List.copyOf(bucket.texts().values()));
    }

    @Test
    void namesTheObjectThatTheBucketRefusesFourTimes() {
        bucket.refusals = 4;

        UncheckedIOException loud =
                assertThrows(UncheckedIOException.class, () -> put(IDENTITY, "one", "two"));

        assertEquals(
                "2 records are not stored: events/ingest_hour=2026-11-20-12/ses-events-1-2026-11-20-"
                        + "12-00-00-ID.gz could not be put in 4 attempts (java.io.IOException:"
                        + " 503 Slow Down)",
                loud.getMessage().replaceAll("00-[0-9a-f]{8}-[-0-9a-f]+", "00-ID"));
    }

    @Test
    void isReproducible() {
        put(IDENTITY, "one", "two");
        Map<String, byte[]> once = Map.copyOf(bucket.objects);
        bucket.objects.clear();

        put(IDENTITY, "one", "two");

        assertEquals(once.keySet(), bucket.objects.keySet());
        once.forEach((key, body) -> assertArrayEquals(body, bucket.objects.get(key)));
    }

    private Tally put(Transformation transformation, String... records) {
        return put(transformation, StreamSettings.DEPLOYED, records);
    }

    private Tally put(Transformation transformation, StreamSettings settings, String... records) {
        Firehose firehose = firehose(transformation, settings);
        for (String record : records) {
            firehose.put(record.getBytes(UTF_8), NOON, "");
        }
        firehose.close();
        return firehose.tally();
    }

    private Firehose firehose(Transformation transformation, StreamSettings settings) {
        return new Firehose(
                settings,
                transformation,
                bucket,
                new SeededIds(1),
                failed ->
                        failures.add(
                                "%s after %d: %s"
                                        .formatted(
                                                failed.errorCode(),
                                                failed.attemptsMade(),
                                                new String(failed.data(), UTF_8))));
    }

    private static void assertRefused(String message, Executable act) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, act).getMessage());
    }

    /** Answers every record with that JSON, %s its id. */
    private static Transformation answering(String answer) {
        return answering(_ -> answer);
    }

    /** Answers the second record with that JSON, and the others well. */
    private static Transformation answeringSecond(String answer) {
        return answering(
                data ->
                        data.equals("second")
                                ? answer
                                : "{'recordId':'%%s','result':'Ok','data':'%s'}"
                                        .formatted(
                                                Base64.getEncoder()
                                                        .encodeToString(data.getBytes(UTF_8))));
    }

    private static Transformation answering(UnaryOperator<String> answers) {
        return (request, response) -> {
            List<String> records = new ArrayList<>();
            for (JsonNode record : JSON.readTree(request).path("records")) {
                String data = new String(record.path("data").binaryValue(), UTF_8);
                records.add(answers.apply(data).formatted(record.path("recordId").asText()));
            }
            String json = "{'records':[" + String.join(",", records) + "]}";
            response.write(json.replace('\'', '"').getBytes(UTF_8));
        };
    }
}
