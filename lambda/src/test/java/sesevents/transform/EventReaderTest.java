package sesevents.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The door: which records are refused, and with which reason. */
class EventReaderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    not_json                        | ``
                    not_json                        | ` \n\t `
                    not_json                        | hello
                    not_json                        | {
                    not_json                        | {"eventType":"Send"
                    not_json                        | {"eventType":"Send",}
                    not_json                        | {'eventType':'Send'}
                    not_json                        | {"eventType":NaN}
                    not_json                        | {"eventType":"a\tb"}
                    not_json                        | {} {}
                    not_json                        | {}x
                    not_json                        | \uFEFF{}
                    not_an_object                   | []
                    not_an_object                   | [{"eventType":"Send"}]
                    not_an_object                   | "Successfully validated SNS topic"
                    not_an_object                   | null
                    not_an_object                   | 17
                    missing_field eventtype         | {}
                    missing_field eventtype         | {"eventType":null}
                    missing_field eventtype         | {"eventType":""}
                    missing_field eventtype         | {"notificationType":null}
                    missing_field notificationtype  | {"notificationType":""}
                    missing_field mail.messageid    | {"eventType":"Send"}
                    missing_field mail.messageid    | {"eventType":"Send","mail":null}
                    missing_field mail.messageid    | {"eventType":"Send","mail":{}}
                    missing_field mail.messageid    | {"mail":{"messageId":""}}
                    missing_field mail.timestamp    | {"eventType":"Send","mail":{"messageId":"x"}}
                    wrong_type eventtype            | {"eventType":7}
                    wrong_type eventtype            | {"eventType":{}}
                    wrong_type notificationtype     | {"notificationType":[]}
                    wrong_type mail                 | {"mail":""}
                    wrong_type mail                 | {"mail":[]}
                    wrong_type mail.messageid       | {"mail":{"messageId":7}}
                    wrong_type mail.timestamp       | {"mail":{"timestamp":[]}}
                    wrong_type mail.destination     | {"mail":{"destination":"a@b.org"}}
                    wrong_type mail.destination     | {"mail":{"destination":[{}]}}
                    wrong_type mail.headers.value   | {"mail":{"headers":[{"value":[]}]}}
                    wrong_type mail.headers         | {"mail":{"headers":["From"]}}
                    wrong_type mail.tags            | {"mail":{"tags":{"a":"b"}}}
                    wrong_type mail.tags            | {"mail":{"tags":[]}}
                    wrong_type send                 | {"send":{"a":{}}}
                    wrong_type bounce.feedbackid    | {"BOUNCE":{"FeedbackID":[]}}
                    wrong_type bounce.bouncedrecipients | {"bounce":{"bouncedRecipients":{}}}
                    duplicate_key eventtype         | {"eventType":"Send","EventType":"Send"}
                    duplicate_key eventtype         | {"eventType":"Send","event\\u0054ype":"Open"}
                    duplicate_key                   | {"x":1,"x":1}
                    duplicate_key                   | {"x":{"y":[{"z":1,"z":2}]}}
                    duplicate_key mail.timestamp    | {"mail":{"timestamp":"","TIMESTAMP":""}}
                    duplicate_key mail.tags         | {"mail":{"tags":{"a":[],"a":[]}}}
                    duplicate_key event_id          | {"event_id":1,"EVENT_ID":2}
                    """)
    void refuses(String reason, String record) {
        assertEquals(reason, reason(Events.bytes(record)));
    }

    /** Semicolons separate the values. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    processingTimeMillis | 1; 0; -0; -5; "2333"; "-1"; null; \
                    9223372036854775807; -9223372036854775808 \
                    | 1.0; 1e3; true; []; {}; ""; " 1"; "+1"; "010"; "0x10"; "1.5"; "-0"; "\u0663"; \
                    9223372036854775808; -9223372036854775809; \
                    123456789012345678901234567890; "9223372036854775808"
                    smtpResponse | "text"; ""; 5; -1.5e300; true; false; null | []; {}
                    recipients | []; [null]; ["text"]; [5]; [true]; null | "text"; {}; [[]]
                    headersTruncated | true; false; "true"; "false"; null \
                    | "yes"; "True"; ""; 0; 1; []; {}
                    """)
    void takesWhatTheTypeOfTheColumnAllowsAndNothingElse(String field, String taken, String refused)
            throws RejectedRecord {
        String event =
                Events.delivery()
                        .replaceFirst(field + "\":(\\[.*?]|\".*?\"|\\w+)", field + "\":%s");
        for (String value : taken.split("; ")) {
            EventReader.read(Events.bytes(event.formatted(value)));
        }
        for (String value : refused.split("; ")) {
            String reason = reason(Events.bytes(event.formatted(value)));
            String column = field.equals("headersTruncated") ? "mail." : "delivery.";
            assertEquals("wrong_type " + column + field.toLowerCase(), reason, value);
        }
    }

    @Test
    void takesUnknownFieldsOfAnyShapeAndUnknownTypes() throws RejectedRecord {
        String future = "\"future\":{\"a\":[1,[2,{\"b\":null}]]},\"ingest_hour\":\"x\",\"X\":1";
        byte[] event = Events.bytes(Events.event("Future", future + ",\"x\":2"));
        assertEquals("Future", EventReader.read(event).type());
    }

    @ParameterizedTest
    @CsvSource({
        "not_utf8, ISO-8859-1, Gr\u00fcn",
        // An overlong slash, and half a surrogate pair.
        "not_utf8, ISO-8859-1, \u00c0\u00af",
        "not_utf8, ISO-8859-1, \u00ed\u00a0\u0080",
        "not_utf8, UTF-16, Your",
        "not_json, UTF-16LE, Your",
        "not_json, UTF-16BE, Your",
        "not_json, UTF-32, Your",
        "not_json, UTF-32LE, Your",
    })
    void refusesBytesThatAreNotUtf8(String reason, Charset charset, String text) {
        assertEquals(reason, reason(Events.send().replace("Your", text).getBytes(charset)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    1 | "x":%s
                    2 | "send":{},"open":{"x":%s}
                    4 | "bounce":{"bouncedRecipients":[{"x":%s}]}
                    """)
    void takesOneHundredLevelsAndNoMore(int levels, String detail) throws RejectedRecord {
        String within = "[".repeat(100 - levels) + "]".repeat(100 - levels);
        EventReader.read(Events.bytes(Events.event("Send", detail.formatted(within))));
        String beyond = detail.formatted("[" + within + "]");
        assertEquals("too_deep", reason(Events.bytes(Events.event("Send", beyond))));
        String objects = detail.formatted("{\"y\":".repeat(100) + "1" + "}".repeat(100));
        assertEquals("too_deep", reason(Events.bytes(Events.event("Send", objects))));
        String flood = detail.formatted("[".repeat(500_000));
        assertEquals("too_deep", reason(Events.bytes(Events.event("Send", flood))));
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
    void refusesATimestampThatItCannotRead(String field, String iso) {
        for (String bad : new String[] {"at noon", ""}) {
            byte[] event = Events.bytes(Events.bounce().replace(iso, bad));
            assertEquals("bad_timestamp " + field, reason(event));
        }
    }

    private static String reason(byte[] record) {
        return assertThrows(RejectedRecord.class, () -> EventReader.read(record)).getMessage();
    }
}
