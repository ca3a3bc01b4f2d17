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
    private static final int RECORDS = 500;
    private static final int REQUEST_DATA_BYTES_MAX = 3 * 1_024 * 1_024;

    @Test
    void answersTheLineThatTheTransformMakes() throws RejectedRecord {
        byte[] record = Events.bytes(Events.delivery() + "\n");
        Batch batch = Batch.of(record);
        assertEquals(1, batch.answers.size());
        assertEquals(Batch.id(0), batch.answers.getFirst().id());
        assertEquals("Ok", batch.answers.getFirst().result());
        assertEquals(
                Events.text(Transform.line(record, Batch.ARRIVAL)),
                batch.answers.getFirst().text());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 250, 499})
    void storesAllButTheOneBadRecord(int place) {
        List<byte[]> records = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            records.add(Events.bytes(Events.delivery() + "\n"));
        }
        byte[] bad = Events.bytes("{\"eventType\":\"Delivery\"");
        records.set(place, bad);
        Batch batch = Batch.of(records);
        for (int i = 0; i < RECORDS; i++) {
            Batch.Answer answer = batch.answers.get(i);
            assertEquals(Batch.id(i), answer.id());
            assertEquals(i == place ? "ProcessingFailed" : "Ok", answer.result());
        }
        assertEquals(RECORDS, batch.answers.size());
        assertArrayEquals(bad, batch.answers.get(place).data());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "bad_base64      | \"approximateArrivalTimestamp\":1,\"data\":\"a*b=\" | \"a*b=\"",
                "bad_base64      | \"approximateArrivalTimestamp\":1,\"data\":\"e30\\u000a\" |"
                        + " \"e30\\u000a\"",
                "bad_base64      | \"approximateArrivalTimestamp\":1,\"data\":\"\\/w\" | \"\\/w\"",
                "bad_base64      | \"approximateArrivalTimestamp\":1,\"data\":null  | \"\"",
                "bad_base64      | \"approximateArrivalTimestamp\":1 | \"\"",
                "not_json        | \"approximateArrivalTimestamp\":1,\"data\":\"\" | \"\"",
                "no_arrival_time | \"data\":\"%s\" | \"%s\"",
                "no_arrival_time | \"approximateArrivalTimestamp\":null,\"data\":\"%s\" | \"%s\"",
                "no_arrival_time | \"approximateArrivalTimestamp\":\"1\",\"data\":\"%s\" | \"%s\"",
                "no_arrival_time | \"approximateArrivalTimestamp\":-1,\"data\":\"%s\" | \"%s\"",
                "no_arrival_time | \"approximateArrivalTimestamp\":1.5,\"data\":\"%s\" | \"%s\"",
                "no_arrival_time |"
                        + " \"approximateArrivalTimestamp\":9223372036854775808,\"data\":\"%s\" |"
                        + " \"%s\"",
            })
    void givesARecordBackVerbatimAndSaysWhy(String reason, String fields, String echo) {
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
    void readsRequestsInWhateverFormTheyAreWritten() {
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
            byte[] record = Events.bytes(Events.send() + end);
            String text = Base64.getEncoder().withoutPadding().encodeToString(record);
            Batch batch = Batch.ofRequest(Batch.request(Batch.record(Batch.id(0), text)));
            assertEquals(
                    Batch.of(record).answers.getFirst().text(), batch.answers.getFirst().text());
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
            value = {
                "``                      | expected '{' at byte 0",
                "[]                      | expected '{' at byte 0",
                "{}                      | expected '\"' at byte 1",
                "{\"invocationId\":\"x\"}| the request has no records",
                "{\"records\":{}}        | expected '[' at byte 11",
                "{\"records\":null}      | expected '[' at byte 11",
                "{\"records\":[          | expected '{' at byte 12",
                "{\"records\":[]         | expected '}' at byte 13",
                "{\"records\":[{}]}      | expected '\"' at byte 13",
                "{\"records\":[{\"data\":\"\"}]}           | a record has no recordId",
                "{\"records\":[{\"recordId\":7}]}          | a record has no recordId",
                "{\"records\":[{\"recordId\":\"secret      | the string at byte 24 has no end",
                "{\"records\":[{\"recordId\":\"secret\\    | the string at byte 24 has no end",
                "{\"records\":[{\"recordId\":\"a\",\"x\":[{| an object or array has no end",
                "{\"records\":[{\"recordId\":\"a\",\"x\":,  | expected a value at byte 32",
                "{\"records\":[],\"x\":tru              | expected '}' at byte 21",
            })
    void failsAsAWholeWhereTheEnvelopeIsBroken(String request, String message) {
        Exception broken =
                assertThrows(IllegalArgumentException.class, () -> Batch.ofRequest(request));
        assertEquals(message, broken.getMessage());
    }

    @Test
    void keepsTheAnswerToTheLargestBatchBelowLambdasLimit() {
        // Tags grow most: a name of one letter becomes an object with two names.
        StringBuilder tags = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            tags.append(i == 0 ? "" : ",").append("\"%x\":[\"\"]".formatted(i));
        }
        byte[] record =
                Events.bytes(
                        ("{\"eventType\":\"Send\",\"mail\":{\"messageId\":\"m\",\"tags\":{%s},"
                                        + "\"timestamp\":\"2026-03-01T10:00:00.000Z\"}}\n")
                                .formatted(tags));
        List<byte[]> records = new ArrayList<>();
        for (int bytes = 0; bytes + record.length <= REQUEST_DATA_BYTES_MAX; ) {
            records.add(record);
            bytes += record.length;
        }
        Batch batch = Batch.of(records);
        assertEquals(records.size(), batch.answers.size());
        assertTrue(batch.response.length < 6_291_556, "bytes: " + batch.response.length);
        long stored = batch.answers.stream().filter(a -> a.result().equals("Ok")).count();
        assertTrue(stored > 0 && stored < records.size(), "stored: " + stored);
        for (Batch.Answer answer : batch.answers) {
            if (!answer.result().equals("Ok")) {
                assertArrayEquals(record, answer.data());
            }
        }
        String full = "\"response_full\":" + (records.size() - stored);
        assertTrue(batch.log.getFirst().contains(full), batch.log.getFirst());
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
        assertEquals("ProcessingFailed", beyond.answers.get(place).result());
        assertTrue(beyond.log.getFirst().contains("\"response_full\":1"), beyond.log.getFirst());
    }

    /** An event at a place among records that go back as they came; its id is longer by a text. */
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
    void keepsAFaultOfItsOwnToTheRecord() throws RejectedRecord {
        Entry sound = Envelope.read(Batch.request(List.of(Events.bytes(Events.send())))).getFirst();
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
