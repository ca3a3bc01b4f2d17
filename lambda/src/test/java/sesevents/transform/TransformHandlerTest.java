package sesevents.transform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransformHandlerTest {
    private static final int REQUEST_DATA_BYTES_MAX = 3 * 1_024 * 1_024;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    bad_base64      | "approximateArrivalTimestamp":1,"data":"a*b="       | "a*b="
                    bad_base64      | "approximateArrivalTimestamp":1,"data":"e30\\u000a" | "e30\\u000a"
                    bad_base64      | "approximateArrivalTimestamp":1,"data":"\\/w"       | "\\/w"
                    bad_base64      | "approximateArrivalTimestamp":1,"data":null         | ""
                    bad_base64      | "approximateArrivalTimestamp":1                     | ""
                    not_json        | "approximateArrivalTimestamp":1,"data":""           | ""
                    no_arrival_time | "data":"%s"                                         | "%s"
                    no_arrival_time | "approximateArrivalTimestamp":null,"data":"%s"      | "%s"
                    no_arrival_time | "approximateArrivalTimestamp":"1","data":"%s"       | "%s"
                    no_arrival_time | "approximateArrivalTimestamp":-1,"data":"%s"        | "%s"
                    no_arrival_time | "approximateArrivalTimestamp":1.5,"data":"%s"       | "%s"
                    no_arrival_time | "approximateArrivalTimestamp":9223372036854775808,\
                    "data":"%s" | "%s"
                    """)
    void givesARecordBackAsItCameAndSaysWhy(String reason, String fields, String echo) {
        String data = Base64.getEncoder().encodeToString(Events.bytes(Events.send()));
        String good = Batch.record("good", data);
        String bad = "{\"recordId\":\"bad\"," + fields.replace("%s", data) + "}";
        String request = Batch.request(bad + "," + good);
        byte[] response = response(request);
        String expected =
                "{\"records\":[{\"recordId\":\"bad\",\"result\":\"ProcessingFailed\",\"data\":%s},"
                        .formatted(echo.replace("%s", data));
        assertEquals(expected, Events.text(response).substring(0, expected.length()));
        assertTrue(Events.text(response).contains("{\"recordId\":\"good\",\"result\":\"Ok\""));
        assertTrue(log(request).contains("{\"recordId\":\"bad\",\"reason\":\"" + reason + "\"}"));
    }

    @Test
    void readsARequestHoweverItIsWritten() {
        String data = Base64.getEncoder().encodeToString(Events.bytes(Events.bounce() + "\n"));
        String plain = Batch.request(Batch.record("x\\\"\\u00e9", data));
        byte[] expected = response(plain);
        String pretty =
                plain.replace(
                                "\"data\"",
                                "\"new\":{\"data\":[\"]\\\"}\",-1.5e3,true]},\n\t\"data\"")
                        .replace(":", " :\r\n ")
                        .replace("arn :\r\n aws :\r\n ", "arn:aws:");
        assertArrayEquals(expected, response(pretty));
        String escaped = plain.replace(data, data.replace("/", "\\/").replace("+", "\\u002b"));
        assertArrayEquals(expected, response(escaped));
    }

    @Test
    void takesBase64WithoutPadding() {
        for (String end : List.of("\n", " \n", "  \n")) {
            String record = Events.send() + end;
            String text = Base64.getEncoder().withoutPadding().encodeToString(Events.bytes(record));
            Batch batch = Batch.ofRequest(Batch.request(Batch.record(Batch.id(0), text)));
            assertArrayEquals(Batch.of(record).response, batch.response);
        }
    }

    @Test
    void answersAnEmptyBatch() {
        assertEquals("{\"records\":[]}", Events.text(response(Batch.request(""))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    ``                                     | expected '{' at byte 0
                    []                                     | expected '{' at byte 0
                    {}                                     | expected '"' at byte 1
                    {"invocationId":"x"}                   | the request has no records
                    {"records":{}}                         | expected '[' at byte 11
                    {"records":null}                       | expected '[' at byte 11
                    {"records":[                           | expected '{' at byte 12
                    {"records":[]                          | expected '}' at byte 13
                    {"records":[{}]}                       | expected '"' at byte 13
                    {"records":[{"data":""}]}              | a record has no recordId
                    {"records":[{"recordId":7}]}           | a record has no recordId
                    {"records":[{"recordId":"secret        | the string at byte 24 has no end
                    {"records":[{"recordId":"secret\\      | the string at byte 24 has no end
                    {"records":[{"recordId":"a","x":[{     | an object or array has no end
                    {"records":[{"recordId":"a","x":,      | expected a value at byte 32
                    {"records":[],"x":tru                  | expected '}' at byte 21
                    """)
    void failsAsAWholeWhereTheEnvelopeIsBroken(String request, String message) {
        Exception broken =
                assertThrows(IllegalArgumentException.class, () -> Batch.ofRequest(request));
        assertEquals(message, broken.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 4})
    void fillsTheAnswerToTheLastByteBelowLambdasLimit(int place) {
        // Below the limit by one, and by a comma that is counted for the first record as well.
        int most = 6_291_554;
        int room = most - nearlyFull(place, "").response.length;
        assertTrue(room > 0 && room < 1_000_000, "room: " + room);

        Batch full = nearlyFull(place, "x".repeat(room));
        assertEquals(most, full.response.length);
        assertEquals("Ok", full.answers.get(place).result());

        Batch beyond = nearlyFull(place, "x".repeat(room + 1));
        assertTrue(beyond.response.length < most, "bytes: " + beyond.response.length);
        assertEquals(5, beyond.answers.size());
        assertEquals("ProcessingFailed", beyond.answers.get(place).result());
        assertEquals(Events.delivery(), beyond.answers.get(place).text());
        assertTrue(beyond.log.getFirst().contains("\"response_full\":1"), beyond.log.getFirst());
    }

    /** An event among records that are given back; a text makes its recordId longer. */
    private static Batch nearlyFull(int place, String inId) {
        List<String> records =
                new ArrayList<>(
                        Collections.nCopies(4, Batch.record(Batch.id(1), "W10K".repeat(340_000))));
        byte[] event = Events.bytes(Events.delivery());
        records.add(
                place, Batch.record(Batch.id(0) + inId, Base64.getEncoder().encodeToString(event)));
        return Batch.ofRequest(Batch.request(String.join(",", records)));
    }

    @Test
    void storesAllOfTheLargestBatchOfUsualEvents() {
        List<byte[]> records = new ArrayList<>();
        String headers = "\"headers\":[" + "{\"name\":\"X\",\"value\":\"y\"},".repeat(53);
        byte[] record = Events.bytes(Events.delivery().replace("\"headers\":[", headers) + "\n");
        assertTrue(record.length > 2_000 && record.length < 2_200, "bytes: " + record.length);
        for (int bytes = 0; bytes + record.length <= REQUEST_DATA_BYTES_MAX; ) {
            records.add(record);
            bytes += record.length;
        }
        Batch batch = Batch.of(records);
        assertTrue(batch.response.length < 6_291_556, "bytes: " + batch.response.length);
        assertTrue(batch.answers.stream().allMatch(answer -> answer.result().equals("Ok")));
    }

    @Test
    void failsOnlyTheRecordAtWhichTheFunctionItselfFails() throws RejectedRecord {
        Entry sound = Entry.readAll(Batch.request(List.of(Events.bytes(Events.send())))).getFirst();
        Slice impossible = new Slice(new byte[8], 5, 2);
        Entry faulty = new Entry(sound.id(), sound.data(), impossible);
        Response response = new Response(List.of(faulty, sound));
        BatchReport report = new BatchReport();
        TransformHandler.answer(faulty, response, report);
        TransformHandler.answer(sound, response, report);
        String answer = response.end().toString();
        assertEquals(2, answer.split("recordId").length - 1);
        assertTrue(answer.contains("\"ProcessingFailed\",\"data\":" + sound.data()), answer);
        assertTrue(answer.contains("\"result\":\"Ok\""), answer);
        assertEquals(
                "{\"quarantined\":[{\"recordId\":\"%s\",\"reason\":\"internal_error\","
                                .formatted(Batch.id(0))
                        + "\"at\":\"java.lang.StringIndexOutOfBoundsException\"}],\"unnamed\":0}\n",
                Events.text(report.failures()));
    }

    private static byte[] response(String request) {
        return Batch.ofRequest(request).response;
    }

    private static String log(String request) {
        return String.join("", Batch.ofRequest(request).log);
    }
}
