package sesevents.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DerivedColumnsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    a@b.org                           | a@b.org
                    ` Ann@Example.COM\t`              | ann@example.com
                    Ann <Ann@b.org>                   | ann@b.org
                    <a@b.org>                         | a@b.org
                    Ann < a@b.org >                   | a@b.org
                    "Doe, <J>" <j@b.org>              | j@b.org
                    "J \\" <x" <j@b.org>              | j@b.org
                    "john doe"@b.org                  | "john doe"@b.org
                    =?UTF-8?Q?J=C3=B6rg?= <j@b.org>   | j@b.org
                    Ann <a@b.org                      | ann <a@b.org
                    Ann <>                            | ``
                    ``                                | ``
                    İ@b.org                           | i̇@b.org
                    """)
    void takeTheBareAddressOutOfAMailbox(String mailbox, String address) {
        assertEquals(address, Mailbox.address(mailbox));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    Send | "send":{} | 00.123 | ann@example.com bob@example.org
                    Reject | "reject":{"timestamp":"x"} | 00.123 | ann@example.com bob@example.org
                    Rendering Failure | "failure":{} | 00.123 | ann@example.com bob@example.org
                    Delivery | "delivery":{"timestamp":"2026-03-01T10:00:01.000Z",\
                    "recipients":["X <C@d.org>","c@D.org",null,"e@f.org"]} | 01.000 | c@d.org e@f.org
                    Bounce | "bounce":{"timestamp":"2026-03-01T10:00:02.000Z",\
                    "bouncedRecipients":[{"emailAddress":"Bob@Example.org"}]} | 02.000 | bob@example.org
                    Complaint | "complaint":{"timestamp":"2026-03-01T12:00:03.000+02:00",\
                    "complainedRecipients":[{"emailAddress":"A@x.org"},{"emailAddress":"b@x.org"}],\
                    "arrivalDate":"whenever"} | 03.000 | a@x.org b@x.org
                    Open | "open":{"timestamp":"2026-03-01T10:00:04.000Z"} \
                    | 04.000 | ann@example.com bob@example.org
                    Click | "click":{"timestamp":"2026-03-01T10:00:05.000Z","linkTags":null} \
                    | 05.000 | ann@example.com bob@example.org
                    DeliveryDelay | "deliveryDelay":{"timestamp":"2026-03-01T10:00:06.000Z",\
                    "delayedRecipients":[{"emailAddress":"d@x.org"}]} | 06.000 | d@x.org
                    Subscription | "subscription":{"timestamp":"2026-03-01T10:00:07.000Z"} \
                    | 07.000 | ann@example.com bob@example.org
                    Future | "future":{"timestamp":"2026-03-01T10:00:08.000Z"} \
                    | 00.123 | ann@example.com bob@example.org
                    # The detail object is absent or empty.
                    Bounce | "x":1 | 00.123 | ann@example.com bob@example.org
                    Bounce | "bounce":{"timestamp":null,"bouncedRecipients":[]} \
                    | 00.123 | ann@example.com bob@example.org
                    # Only the detail object of the event's own type counts.
                    Send | "bounce":{"timestamp":"2026-03-01T10:00:02.000Z",\
                    "bouncedRecipients":[{"emailAddress":"z@x.org"}]} \
                    | 00.123 | ann@example.com bob@example.org
                    # The table's SerDe ignores the case of names.
                    Delivery | "DELIVERY":{"TimeStamp":"2026-03-01T10:00:01.000Z",\
                    "RECIPIENTS":["c@d.org"]} | 01.000 | c@d.org
                    """)
    void takeTimeAndRecipientsFromTheDetailObjectElseFromTheMail(
            String type, String detail, String second, String recipients) throws RejectedRecord {
        String event = Events.event(type, detail);
        String quoted = "\"" + recipients.replace(" ", "\",\"") + "\"";
        String line = Events.line(event);
        String head =
                """
                {"event_id":"%s","event_timestamp":"2026-03-01 10:00:%s",\
                "message_id":"0100-id-000000","sent_timestamp":"2026-03-01 10:00:00.123",\
                "recipients":[%s],"destination":["ann@example.com","bob@example.org"],\
                "tags":[{"name":"ses:configuration-set","value":"events"},\
                {"name":"campaign","value":"spring"},{"name":"campaign","value":"sale"}],\
                "ingest_timestamp":"2026-03-01 10:00:05.789\"\
                """
                        .formatted(Events.id(event), second, quoted);
        assertEquals(head, line.substring(0, head.length()));
        assertEquals(event.substring(1) + "\n", line.substring(line.indexOf("\"eventType\"")));
    }

    @Test
    void areTheSameInWhateverOrderTheMembersCome() throws RejectedRecord {
        String usual =
                """
                {"eventType":"Delivery","mail":{"timestamp":"2026-03-01T10:00:00.123Z","messageId":"id",\
                "destination":["a@x.org"],"tags":{"k":["v"]}},"delivery":{"timestamp":\
                "2026-03-01T10:00:01.000Z","recipients":["b@x.org"]}}\
                """;
        String unusual =
                """
                {"delivery":{"recipients":["b@x.org"],"timestamp":"2026-03-01T10:00:01.000Z"},\
                "mail":{"tags":{"k":["v"]},"DESTINATION":["a@x.org"],"message\\u0049d":"id",\
                "timestamp":"2026-03-01T10:00:00.123Z"},"eventType":"Delivery"}\
                """;
        String line = Events.line(usual);
        assertEquals(withoutId(line), withoutId(Events.line(unusual)));
        assertEquals(line, Events.line(usual));
    }

    @Test
    void haveEmptyListsWhereTheMailHasNeitherRecipientsNorTags() throws RejectedRecord {
        String event =
                """
                {"eventType":"Send","mail":{"messageId":"m","timestamp":"2026-03-01T10:00:00Z"}}""";
        assertHolds("\"recipients\":[],\"destination\":[],\"tags\":[],", event);
    }

    @Test
    void keepTagsOfAnyName() throws RejectedRecord {
        String event =
                """
                {"eventType":"Send","mail":{"messageId":"m","tags":{"A":["1"],"a":["2",null,3,true],\
                "e":[],"n":null,"q\\"\\u0041":["x\\\\","\\ud83d"]},"timestamp":"2026-03-01T10:00:00Z"}}""";
        assertHolds(
                """
                "tags":[{"name":"A","value":"1"},{"name":"a","value":"2"},{"name":"a","value":"3"},\
                {"name":"a","value":"true"},{"name":"q\\"\\u0041","value":"x\\\\"},\
                {"name":"q\\"\\u0041","value":"\\ud83d"}],""",
                event);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    \\"J\\\\\\" <\\"a\\u0001\\\\b\\"@Ü.de> | "\\"a\\u0001\\\\b\\"@ü.de"
                    \\ud83d@Example.com                    | "?@example.com"
                    \\u0000a b\\u001f\\u007f@Example.com   | "\\u0000a b\\u001f\u007f@example.com"
                    """)
    void escapeWhatJsonDemandsInAnAddressAndNothingElse(String mailbox, String quoted)
            throws RejectedRecord {
        String event = Events.send().replace("Ann@Example.com", mailbox);
        assertHolds("\"recipients\":[" + quoted + ",\"bob@example.org\"]", event);
    }

    private static void assertHolds(String part, String event) throws RejectedRecord {
        String line = Events.line(event);
        assertTrue(line.contains(part), line);
    }

    /** The derived columns but event_id. */
    private static String withoutId(String line) {
        int end = line.indexOf("\"ingest_timestamp\"");
        return line.substring(line.indexOf("\"event_timestamp\""), end);
    }
}
