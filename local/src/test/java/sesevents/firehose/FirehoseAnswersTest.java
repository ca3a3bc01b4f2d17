package sesevents.firehose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One claim for each rule that Firehose keeps about what the function answers. */
class FirehoseAnswersTest extends FirehoseCase {
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
}
