package sesevents.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import sesevents.transform.RejectedRecord;
import sesevents.transform.Transform;

class QuarantineTest {
    private static final String DAY = "2026-02-01";
    private static final String REFUSED = "Lambda.ProcessingFailedStatus";

    private static final String CAPTURED =
            """
            {"rawData":"RkFJTCB0aGlzIG9uZQo=","errorCode":"Lambda.ProcessingFailedStatus",\
            "errorMessage":"ProcessingFailed status set for record","attemptsMade":1,\
            "arrivalTimestamp":1789014240448,"attemptEndingTimestamp":1789014301529,"lambdaARN":"arn:x"}""";
    private static final String DOCUMENTED =
            """
            {"attemptsMade":"4","arrivalTimestamp":"1789014239000","errorCode":"Lambda.FunctionError",\
            "errorMessage":"Throw","attemptEndingTimestamp":"1789014301529","rawData":"aGk=",\
            "lambdaArn":"arn:y","somethingNew":{"a":[1]}}""";
    private static final String CONVERSION =
            """
            {"attemptsMade":1,"arrivalTimestamp":"yesterday","lastErrorCode":\
            "DataFormatConversion.ParseError","lastErrorMessage":"Bad","rawData":"?","sequenceNumber":"7",\
            "dataCatalogTable":{"databaseName":"d"}}""";

    /** The reasons of the transform that SQL can tell. */
    private static final Set<String> SEEN =
            Set.of(
                    "too_large",
                    "not_utf8",
                    "not_json",
                    "not_an_object",
                    "missing_field",
                    "bad_timestamp");

    @Test
    void showsTheRecordAndWhatItWasAbout() {
        String named = "{\"eventType\":\"Send\",\"mail\":{\"messageId\":\"M1\"}}\n";
        String nameless = "{\"eventType\":\"Send\",\"mail\":{}}";
        String noRecord =
                "{\"lastErrorCode\":\"X\",\"lastErrorMessage\":\"Y\",\"arrivalTimestamp\":\"when\"}";
        quarantine(
                failed(0, named.getBytes(UTF_8), REFUSED),
                failed(1, nameless.getBytes(UTF_8), "Lambda.FunctionError"),
                noRecord);
        assertEquals(
                """
                [2026-09-10 04:24:00.448, missing_field, Send, M1, Lambda.ProcessingFailedStatus, as Firehose says, 1, \
                2026-09-10 04:25:01.529, processing-failed, 2026-02-01]
                [2026-09-10 04:24:01.448, function_failed, Send, null, Lambda.FunctionError, as Firehose says, 1, \
                2026-09-10 04:25:01.529, processing-failed, 2026-02-01]
                [null, function_failed, null, null, X, Y, null, null, processing-failed, 2026-02-01]""",
                TestLake.answer(
                        "select arrival_timestamp, reason, eventtype, message_id, error_code,"
                                + " error_message, attempt_count, time_given_up, error_type, ingest_date"
                                + " from quarantine order by arrival_timestamp"));
        assertEquals(
                "[{\"eventType\":\"Send\",\"mail\":{\"messageId\":\"M1\"}}\n]",
                TestLake.answer("select record from quarantine where message_id = 'M1'"));
    }

    @Test
    void readsBothSpellingsAndTypesOfTheErrorLine() {
        TestLake.empty();
        String today = Events.dated("{0}");
        TestLake.failed("processing-failed", today, List.of(CAPTURED, DOCUMENTED));
        TestLake.failed("format-conversion-failed", today, List.of(CONVERSION));
        assertEquals(
                """
                [1, 1789014240448, 1789014301529, arn:x, null, null]
                [4, 1789014239000, 1789014301529, arn:y, null, null]
                [1, yesterday, null, null, 7, {"databaseName":"d"}]""",
                TestLake.answer(
                        "select attemptsmade, arrivaltimestamp, attemptendingtimestamp, lambdaarn,"
                                + " sequencenumber, datacatalogtable from failed_records"
                                + " order by lambdaarn"));
        assertEquals(
                """
                [2026-09-10 04:24:00.448, not_json, null, null, Lambda.ProcessingFailedStatus, \
                ProcessingFailed status set for record, 1, FAIL this one
                ]
                [2026-09-10 04:23:59.000, function_failed, null, null, Lambda.FunctionError, Throw, 4, hi]
                [null, function_failed, null, null, DataFormatConversion.ParseError, Bad, 1, null]""",
                TestLake.answer(TestLake.query("in_quarantine")));
    }

    @Test
    void findsTheReasonThatTheTransformHad() {
        String good =
                "{'eventType':'Bounce','mail':{'messageId':'m','timestamp':'2026-01-01T10:00:00Z',"
                        + "'tags':{}},'bounce':{'timestamp':'2026-01-01T11:00:00.5+01:00'}}";
        assertReasons(
                "too_large " + good + " ".repeat(1_000 * 1_024),
                "not_utf8 " + good.replace("'m'", "'\u00fc'"),
                "not_json ",
                "not_json " + good + good,
                "not_json " + good.substring(0, 60),
                "not_json " + good.replace("{}", "{]"),
                "not_an_object null",
                "not_an_object [" + good + "]",
                "not_an_object '{}'",
                "missing_field {}",
                "missing_field " + good.replace("eventType", "type"),
                "missing_field " + good.replace("'m'", "''"),
                "missing_field " + good.replace("'m'", "null"),
                "missing_field " + good.replaceFirst("timestamp", "time"),
                "bad_timestamp " + good.replace("10:00:00Z", "10:00:00"),
                "bad_timestamp " + good.replace("2026-01-01T10", "2026-02-30T10"),
                "bad_timestamp " + good.replace("2026-01-01T11", "2026-01-01 11"),
                "bad_timestamp "
                        + good.replace("2026-01-01T11", "2026-01-01T25")
                                .replace("'bounce'", "'BOUNCE'"),
                "duplicate_key " + good.replace("'mail'", "'mail':{},'mail'"),
                "wrong_type " + good.replace("{}", "7"),
                "too_deep " + good.replace("'m'", "'m','x':" + "[".repeat(101) + "]".repeat(101)));
    }

    @Test
    void readsNoDayThatAFilterLeavesOut() {
        quarantine(failed(0, new byte[] {'{', '}'}, REFUSED));
        TestLake.unreadable("quarantine/processing-failed/2026-01-31");
        String count = "select count(*) from quarantine";
        assertEquals("[1]", TestLake.answer(count + " where ingest_date >= '2026-02-01'"));
        assertThrows(QueryFailed.class, () -> TestLake.answer(count));
    }

    /**
     * Each record follows the reason of the transform; the view gives that reason too, or "other"
     * where SQL cannot tell.
     */
    private static void assertReasons(String... records) {
        List<String> lines = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (String record : records) {
            String[] parts = record.split(" ", 2);
            // One byte for each character, so that an umlaut is not UTF-8.
            byte[] bytes = parts[1].replace('\'', '"').getBytes(ISO_8859_1);
            assertEquals(parts[0], reason(bytes), record);
            lines.add(failed(lines.size(), bytes, REFUSED));
            expected.add("[" + (SEEN.contains(parts[0]) ? parts[0] : "other") + "]");
        }
        quarantine(lines.toArray(String[]::new));
        assertEquals(
                String.join("\n", expected),
                TestLake.answer("select reason from quarantine order by arrival_timestamp"));
    }

    private static void quarantine(String... lines) {
        TestLake.empty();
        TestLake.failed("processing-failed", DAY, List.of(lines));
    }

    private static String reason(byte[] record) {
        try {
            Transform.line(record, 0);
            throw new AssertionError("stored: " + new String(record, UTF_8));
        } catch (RejectedRecord rejected) {
            return rejected.reason().code();
        }
    }

    private static String failed(int second, byte[] record, String code) {
        return """
                {"rawData":"%s","errorCode":"%s","errorMessage":"as Firehose says","attemptsMade":1,\
                "arrivalTimestamp":%d,"attemptEndingTimestamp":"1789014301529"}"""
                .formatted(
                        Base64.getEncoder().encodeToString(record),
                        code,
                        1_789_014_240_448L + second * 1_000L);
    }
}
