package sesevents.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The door: what is turned away, and with which reason. */
class EventReaderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "not_json        | ``",
                "not_json        | ` \n\t `",
                "not_json        | hello",
                "not_json        | {",
                "not_json        | {\"eventType\":\"Send\"",
                "not_json        | {\"eventType\":\"Send\",}",
                "not_json        | {'eventType':'Send'}",
                "not_json        | {\"eventType\":NaN}",
                "not_json        | {\"eventType\":\"a\tb\"}",
                "not_json        | {} {}",
                "not_json        | {}x",
                "not_json        | \uFEFF{}",
                "not_an_object   | []",
                "not_an_object   | [{\"eventType\":\"Send\"}]",
                "not_an_object   | \"Successfully validated SNS topic\"",
                "not_an_object   | null",
                "not_an_object   | 17",
                "missing_field eventtype | {}",
                "missing_field eventtype | {\"eventType\":null}",
                "missing_field eventtype | {\"eventType\":\"\"}",
                "missing_field eventtype | {\"notificationType\":null}",
                "missing_field notificationtype | {\"notificationType\":\"\"}",
                "missing_field mail.messageid | {\"eventType\":\"Send\"}",
                "missing_field mail.messageid | {\"eventType\":\"Send\",\"mail\":null}",
                "missing_field mail.messageid | {\"eventType\":\"Send\",\"mail\":{}}",
                "missing_field mail.messageid | {\"mail\":{\"messageId\":\"\"}}",
                "missing_field mail.timestamp |"
                        + " {\"eventType\":\"Send\",\"mail\":{\"messageId\":\"x\"}}",
                "wrong_type eventtype         | {\"eventType\":7}",
                "wrong_type eventtype         | {\"eventType\":{}}",
                "wrong_type notificationtype  | {\"notificationType\":[]}",
                "wrong_type mail              | {\"mail\":\"\"}",
                "wrong_type mail              | {\"mail\":[]}",
                "wrong_type mail.messageid    | {\"mail\":{\"messageId\":7}}",
                "wrong_type mail.timestamp    | {\"mail\":{\"timestamp\":[]}}",
                "wrong_type mail.destination  | {\"mail\":{\"destination\":\"a@b.org\"}}",
                "wrong_type mail.destination  | {\"mail\":{\"destination\":[{}]}}",
                "wrong_type mail.headerstruncated   | {\"mail\":{\"headersTruncated\":0}}",
                "wrong_type mail.headers.value     | {\"mail\":{\"headers\":[{\"value\":[]}]}}",
                "wrong_type mail.headers           | {\"mail\":{\"headers\":[\"From\"]}}",
                "wrong_type mail.tags              | {\"mail\":{\"tags\":{\"a\":\"b\"}}}",
                "wrong_type mail.tags              | {\"mail\":{\"tags\":[]}}",
                "wrong_type send                   | {\"send\":{\"a\":{}}}",
                "wrong_type delivery.processingtimemillis |"
                        + " {\"DELIVERY\":{\"ProcessingTimeMillis\":1.5}}",
                "wrong_type bounce.bouncedrecipients | {\"bounce\":{\"bouncedRecipients\":{}}}",
                "duplicate_key eventtype           |"
                        + " {\"eventType\":\"Send\",\"EventType\":\"Send\"}",
                "duplicate_key eventtype           |"
                        + " {\"eventType\":\"Send\",\"event\\u0054ype\":\"Open\"}",
                "duplicate_key                     | {\"x\":1,\"x\":1}",
                "duplicate_key                     | {\"x\":{\"y\":[{\"z\":1,\"z\":2}]}}",
                "duplicate_key mail.timestamp      |"
                        + " {\"mail\":{\"timestamp\":\"\",\"TIMESTAMP\":\"\"}}",
                "duplicate_key mail.tags           | {\"mail\":{\"tags\":{\"a\":[],\"a\":[]}}}",
                "duplicate_key event_id            | {\"event_id\":1,\"EVENT_ID\":2}",
            })
    void turnsAway(String reason, String record) {
        assertEquals(reason, reason(Events.bytes(record)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "0",
                "-0",
                "-5",
                "9223372036854775807",
                "-9223372036854775808",
                "\"2333\"",
                "\"-1\"",
                "null",
            })
    void takesWholeNumbersForABigint(String value) throws RejectedRecord {
        EventReader.read(Events.bytes(delivery("processingTimeMillis", value)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0",
                "1e3",
                "9223372036854775808",
                "-9223372036854775809",
                "123456789012345678901234567890",
                "true",
                "[]",
                "{}",
                "\"\"",
                "\" 1\"",
                "\"+1\"",
                "\"010\"",
                "\"0x10\"",
                "\"1.5\"",
                "\"-0\"",
                "\"٣\"",
                "\"9223372036854775808\"",
            })
    void refusesAnythingElseForABigint(String value) {
        assertEquals(
                "wrong_type delivery.processingtimemillis",
                reason(Events.bytes(delivery("processingTimeMillis", value))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"text\"", "\"\"", "5", "-1.5e300", "true", "false", "null"})
    void takesAnyScalarForAString(String value) throws RejectedRecord {
        EventReader.read(Events.bytes(delivery("smtpResponse", value)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false", "\"true\"", "\"false\"", "null"})
    void takesTruthForABoolean(String value) throws RejectedRecord {
        String event =
                Events.send().replace("headersTruncated\":false", "headersTruncated\":" + value);
        EventReader.read(Events.bytes(event));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"yes\"", "\"True\"", "\"\"", "0", "1", "[]", "{}"})
    void refusesAnythingElseForABoolean(String value) {
        String event =
                Events.send().replace("headersTruncated\":false", "headersTruncated\":" + value);
        assertEquals("wrong_type mail.headerstruncated", reason(Events.bytes(event)));
    }

    @Test
    void readsMembersInWhateverOrderTheyCome() throws RejectedRecord {
        String usual =
                """
                {"eventType":"Delivery","mail":{"timestamp":"2026-03-01T10:00:00.123Z","messageId":"id",\
                "destination":["a@x.org"],"tags":{"k":["v"]}},"delivery":{"timestamp":\
                "2026-03-01T10:00:01.000Z","recipients":["b@x.org"]}}\
                """;
        String unusual =
                """
                {"delivery":{"recipients":["b@x.org"],"timestamp":"2026-03-01T10:00:01.000Z"},"new":1,\
                "mail":{"tags":{"k":["v"]},"DESTINATION":["a@x.org"],"message\\u0049d":"id","more":[],\
                "timestamp":"2026-03-01T10:00:00.123Z"},"eventType":"Delivery"}\
                """;
        assertEquals(columns(usual), columns(unusual));
        assertEquals(columns(usual), columns(usual));
        assertEquals(
                "duplicate_key mail.destination",
                reason(Events.bytes(unusual.replace("\"more\":[]", "\"destination\":[]"))));
    }

    @Test
    void takesUnknownFieldsOfAnyShapeAndUnknownTypes() throws RejectedRecord {
        String event =
                Events.event(
                        "Future",
                        "\"future\":{\"a\":[1,[2,{\"b\":null}]]},\"ingest_hour\":\"x\",\"X\":1,\"x\":2");
        assertEquals("Future", EventReader.read(Events.bytes(event)).type());
    }

    @Test
    void takesNullForEveryColumnButTheNeededOnes() throws RejectedRecord {
        StringBuilder detail = new StringBuilder();
        for (EventType type : EventType.values()) {
            detail.append(detail.isEmpty() ? "\"" : ",\"").append(type.column).append("\":null");
        }
        EventReader.read(Events.bytes(Events.event("Bounce", detail.toString())));
    }

    @Test
    void refusesBytesThatAreNoUtf8() {
        byte[] latin =
                Events.send().replace("Your", "Gr\u00fcn").getBytes(StandardCharsets.ISO_8859_1);
        assertEquals("not_utf8", reason(latin));
        byte[] overlong = Events.bytes(Events.send().replace("Your", "??"));
        int at = Events.text(overlong).indexOf("??");
        overlong[at] = (byte) 0xC0;
        overlong[at + 1] = (byte) 0xAF;
        assertEquals("not_utf8", reason(overlong));
        byte[] surrogate = Events.bytes(Events.send().replace("Your", "???"));
        at = Events.text(surrogate).indexOf("???");
        surrogate[at] = (byte) 0xED;
        surrogate[at + 1] = (byte) 0xA0;
        surrogate[at + 2] = (byte) 0x80;
        assertEquals("not_utf8", reason(surrogate));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE"})
    void refusesOtherEncodings(String charset) {
        String reason = reason(Events.send().getBytes(Charset.forName(charset)));
        assertEquals(charset.equals("UTF-16") ? "not_utf8" : "not_json", reason);
    }

    @Test
    void takesOneHundredLevelsAndNoMore() throws RejectedRecord {
        String within = "\"x\":" + "[".repeat(99) + "]".repeat(99);
        EventReader.read(Events.bytes(Events.event("Send", within)));
        String beyond = "\"x\":" + "[".repeat(100) + "]".repeat(100);
        assertEquals("too_deep", reason(Events.bytes(Events.event("Send", beyond))));
        String objects = "\"x\":" + "{\"y\":".repeat(100) + "1" + "}".repeat(100);
        assertEquals("too_deep", reason(Events.bytes(Events.event("Send", objects))));
        assertEquals("not_an_object", reason(Events.bytes("[".repeat(500_000))));
        String flood = "\"x\":" + "[".repeat(500_000);
        assertEquals("too_deep", reason(Events.bytes(Events.event("Send", flood))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "2 | \"send\":{},\"open\":{\"x\":%s}",
                "4 | \"bounce\":{\"bouncedRecipients\":[{\"x\":%s}]}",
            })
    void countsTheLevelsOfDeclaredFieldsToo(int levels, String detail) throws RejectedRecord {
        String within = "[".repeat(100 - levels) + "]".repeat(100 - levels);
        EventReader.read(Events.bytes(Events.event("Send", detail.formatted(within))));
        String beyond = detail.formatted("[" + within + "]");
        assertEquals("too_deep", reason(Events.bytes(Events.event("Send", beyond))));
    }

    @Test
    void takesAsMuchAsFirehoseTakesAndNoMore() throws RejectedRecord {
        String event = Events.send().replace("Your order", "%s");
        String fill = "x".repeat(1_000 * 1_024 - event.length() + 2);
        EventReader.read(Events.bytes(event.formatted(fill)));
        assertEquals("too_large", reason(Events.bytes(event.formatted(fill + "x"))));
    }

    @Test
    void takesNamesAndNumbersOfAnyLength() throws RejectedRecord {
        String name = "n".repeat(200_000);
        String number = "9".repeat(200_000);
        EventReader.read(
                Events.bytes(Events.event("Send", "\"" + name + "\":" + number + "." + number)));
    }

    @ParameterizedTest
    @CsvSource({
        "mail.timestamp, 2026-03-01T10:00:00.123Z",
        "bounce.timestamp, 2026-03-01T10:00:03.000Z",
    })
    void refusesATimestampItCannotRead(String field, String iso) {
        String event = Events.bounce().replace(iso, "at noon");
        assertEquals("bad_timestamp " + field, reason(Events.bytes(event)));
        assertEquals(
                "bad_timestamp " + field, reason(Events.bytes(Events.bounce().replace(iso, ""))));
    }

    /** Those that the order of an event's members must not change. */
    private static List<Object> columns(String record) throws RejectedRecord {
        Event event = EventReader.read(Events.bytes(record));
        return List.of(
                event.type(),
                event.happened(),
                event.sent(),
                event.recipients(),
                event.tags().slice().toString());
    }

    private static String delivery(String field, String value) {
        return Events.event("Delivery", "\"delivery\":{\"" + field + "\":" + value + "}");
    }

    private static String reason(byte[] record) {
        return assertThrows(RejectedRecord.class, () -> EventReader.read(record)).getMessage();
    }
}
