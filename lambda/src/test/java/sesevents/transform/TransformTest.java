package sesevents.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransformTest {
    private static final String DERIVED_OF_MAIL =
            """
            "message_id":"0100-id-000000","sent_timestamp":"2026-03-01 10:00:00.123",\
            "recipients":[%s],\
            "tags":[{"name":"ses:configuration-set","value":"events"},\
            {"name":"campaign","value":"spring"},{"name":"campaign","value":"sale"}],\
            "ingest_timestamp":"2026-03-01 10:00:05.789\"\
            """;

    @Test
    void putsTheDerivedColumnsBeforeTheEventsOwnBytes() throws RejectedRecord {
        String event = Events.delivery();
        String expected =
                ("{\"event_id\":\"%s\",\"event_timestamp\":\"2026-03-01 10:00:02.456\","
                                + DERIVED_OF_MAIL
                                + ",%s\n")
                        .formatted(id(event), "\"ann@example.com\"", event.substring(1));
        assertEquals(expected, line(event + "\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Send              | \"send\":{} | 00.123 | ann@example.com bob@example.org",
                "Reject            | \"reject\":{\"timestamp\":\"x\",\"reason\":\"Bad content\"}"
                        + " | 00.123 | ann@example.com bob@example.org",
                "Rendering Failure | \"failure\":{\"templateName\":\"t\"}"
                        + " | 00.123 | ann@example.com bob@example.org",
                "Delivery          | \"delivery\":{\"timestamp\":\"2026-03-01T10:00:01.000Z\","
                        + "\"recipients\":[\"X <C@d.org>\",\"c@D.org\",null,\"e@f.org\"]}"
                        + " | 01.000 | c@d.org e@f.org",
                "Bounce            | \"bounce\":{\"timestamp\":\"2026-03-01T10:00:02.000Z\","
                        + "\"bouncedRecipients\":[{\"emailAddress\":\"Bob@Example.org\"}]}"
                        + " | 02.000 | bob@example.org",
                "Complaint         |"
                        + " \"complaint\":{\"timestamp\":\"2026-03-01T12:00:03.000+02:00\","
                        + "\"complainedRecipients\":[{\"emailAddress\":\"A@x.org\"},"
                        + "{\"emailAddress\":\"b@x.org\"}],\"arrivalDate\":\"whenever\"} | 03.000 |"
                        + " a@x.org b@x.org",
                "Open              | \"open\":{\"timestamp\":\"2026-03-01T10:00:04.000Z\"}"
                        + " | 04.000 | ann@example.com bob@example.org",
                "Click             |"
                        + " \"click\":{\"timestamp\":\"2026-03-01T10:00:05.000Z\",\"linkTags\":null} |"
                        + " 05.000 | ann@example.com bob@example.org",
                "DeliveryDelay     |"
                        + " \"deliveryDelay\":{\"timestamp\":\"2026-03-01T10:00:06.000Z\",\"delayedRecipients\":[{\"emailAddress\":\"d@x.org\"}]}"
                        + " | 06.000 | d@x.org",
                "Subscription      | \"subscription\":{\"timestamp\":\"2026-03-01T10:00:07.000Z\"}"
                        + " | 07.000 | ann@example.com bob@example.org",
                "Future            | \"future\":{\"timestamp\":\"2026-03-01T10:00:08.000Z\"}"
                        + " | 00.123 | ann@example.com bob@example.org",
                // The detail object is absent, or says nothing.
                "Bounce            | \"x\":1 | 00.123 | ann@example.com bob@example.org",
                "Bounce            | \"bounce\":{\"timestamp\":null,\"bouncedRecipients\":[]}"
                        + " | 00.123 | ann@example.com bob@example.org",
                // Only the detail object of the event's own type speaks.
                "Send              | \"bounce\":{\"timestamp\":\"2026-03-01T10:00:02.000Z\","
                        + "\"bouncedRecipients\":[{\"emailAddress\":\"z@x.org\"}]}"
                        + " | 00.123 | ann@example.com bob@example.org",
                // SES may spell in whatever case; the table's SerDe does not mind.
                "Delivery          | \"DELIVERY\":{\"TimeStamp\":\"2026-03-01T10:00:01.000Z\","
                        + "\"RECIPIENTS\":[\"c@d.org\"]} | 01.000 | c@d.org",
            })
    void letsTheDetailObjectSayWhenAndToWhom(
            String type, String detail, String second, String recipients) throws RejectedRecord {
        String event = Events.event(type, detail);
        String quoted = "\"" + recipients.replace(" ", "\",\"") + "\"";
        String line = line(event);
        String head =
                ("{\"event_id\":\"%s\",\"event_timestamp\":\"2026-03-01 10:00:%s\","
                                + DERIVED_OF_MAIL)
                        .formatted(id(event), second, quoted);
        assertEquals(head, line.substring(0, head.length()));
        assertEquals(event.substring(1) + "\n", line.substring(line.indexOf("\"eventType\"")));
    }

    @Test
    void writesEmptyListsWhereTheMailHasNeitherRecipientsNorTags() throws RejectedRecord {
        String line =
                line(
                        "{\"eventType\":\"Send\",\"mail\":{\"messageId\":\"m\","
                                + "\"timestamp\":\"2026-03-01T10:00:00Z\"}}");
        assertTrue(line.contains("\"recipients\":[],\"tags\":[],"), line);
    }

    @Test
    void keepsTagsOfWhateverName() throws RejectedRecord {
        String tags =
                "{\"A\":[\"1\"],\"a\":[\"2\",null,3,true],\"e\":[],\"n\":null,"
                        + "\"q\\\"\\u0041\":[\"x\\\\\",\"\\ud83d\"]}";
        String event =
                "{\"eventType\":\"Send\",\"mail\":{\"messageId\":\"m\",\"tags\":%s,".formatted(tags)
                        + "\"timestamp\":\"2026-03-01T10:00:00Z\"}}";
        String expected =
                """
                "tags":[{"name":"A","value":"1"},{"name":"a","value":"2"},{"name":"a","value":"3"},\
                {"name":"a","value":"true"},{"name":"q\\"\\u0041","value":"x\\\\"},\
                {"name":"q\\"\\u0041","value":"\\ud83d"}],\
                """;
        assertTrue(line(event).contains(expected), line(event));
    }

    @Test
    void quotesWhatAnAddressMayHold() throws RejectedRecord {
        String event = Events.event("Send", "\"send\":{}");
        event =
                event.replace(
                        "Ann@Example.com",
                        "\\\"J\\\\\\\\\\\" <\\\"a\\u0001\\\\\\\\b\\\"@\u00dc.de>");
        String expected =
                "\"recipients\":[\"\\\"a\\u0001\\\\\\\\b\\\"@\u00fc.de\",\"bob@example.org\"]";
        assertTrue(line(event).contains(expected), line(event));
        String half = Events.send().replace("Ann@", "\\ud83d@");
        assertTrue(line(half).contains("\"recipients\":[\"?@example.com\","), line(half));
    }

    @Test
    void escapesControlCharactersOfAnAddressAndNoOthers() throws RejectedRecord {
        String event = Events.send().replace("Ann@", "\\u0000a b\\u001f\\u007f@");
        String line = line(event);
        assertTrue(line.contains("\"recipients\":[\"\\u0000a b\\u001f\u007f@example.com\","), line);
    }

    @Test
    void keepsAnUnknownNameThatLooksLikeTheEndOfAMember() throws RejectedRecord {
        String odd = ",\",x\":1,\"}\":{\",\":\",\"}}";
        String event = Events.send().substring(0, Events.send().length() - 1) + odd;
        String again = line(line(event));
        assertEquals(line(event), again);
        assertTrue(again.endsWith(odd + "\n"), again);
    }

    @Test
    void makesOneLineOfAPrettyEvent() throws RejectedRecord {
        String pretty = "\r\n" + Events.bounce().replace(",\"", ",\r\n\t \"") + " \n\n";
        String line = line(pretty);
        assertEquals(line.length() - 1, line.indexOf('\n'));
        assertEquals(-1, line.indexOf('\r'));
        String body = Events.bounce().replace(",\"", ",  \t \"").substring(1) + "\n";
        assertEquals(body, line.substring(line.length() - body.length()));
    }

    @Test
    void givesTheSameEventTheSameIdWhateverBlanksSurroundIt() throws RejectedRecord {
        String event = Events.bounce();
        assertEquals(line(event), line(event + "\n"));
        assertEquals(line(event), line(" \t\r\n" + event + "\r\n "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`{`",
                "`{ `",
                "`\n\t{\r\n\t`",
                "`{\"x\" : [1 ,2] , `",
                "`{  \"x\":\"}\\\",\", `"
            })
    void givesALineOfOursBackAsItIs(String opening) throws RejectedRecord {
        String line = line(opening + Events.bounce().substring(1) + "\n");
        assertEquals(line, line(line));
        assertEquals(line, line(line.stripTrailing()));
    }

    @Test
    void stampsALineOfOursWithItsNewArrivalAndNothingElse() throws RejectedRecord {
        String first = line(Events.delivery());
        String again = Events.text(Transform.line(Events.bytes(first), Batch.ARRIVAL + 1_000));
        assertEquals(first.replace("10:00:05.789", "10:00:06.789"), again);
    }

    @Test
    void makesDerivedColumnsAnewWhereverTheyStand() throws RejectedRecord {
        String event = Events.send();
        String stale =
                "{\"EVENT_ID\" : [1, {\"x\":\",\"}] ,"
                        + event.substring(1, event.length() - 1)
                        + ", \"tags\" : {\"a\":1}, \"Recipients\":null }";
        assertEquals(line(event), line(stale));
    }

    @Test
    void fillsInTheTypeOfTheOlderForm() throws RejectedRecord {
        String older = Events.bounce().replace("eventType", "notificationType");
        String line = line(older);
        String tail = ",\"eventType\":\"Bounce\"";
        int at = line.indexOf(tail);
        assertEquals(older.substring(1) + "\n", line.substring(line.indexOf(',', at + 1) + 1));
        assertTrue(line.startsWith("{\"event_id\":\"" + id(older)), line);
        assertTrue(line.contains("\"event_timestamp\":\"2026-03-01 10:00:03.000\""), line);
        assertEquals(line, line(line));
    }

    @Test
    void takesAnEventThatHasBothTypeNames() throws RejectedRecord {
        String same =
                Events.bounce()
                        .replace(
                                "{\"eventType\":",
                                "{\"notificationType\":\"Bounce\",\"eventType\":");
        assertEquals(line(same), line(line(same)));
        assertTrue(line(same).contains(",\"eventType\":\"Bounce\""), line(same));
        String other =
                same.replace("\"notificationType\":\"Bounce\"", "\"notificationType\":\"Other\"");
        assertEquals(line(other), line(line(other)));
        assertTrue(line(other).endsWith(other.substring(1) + "\n"), line(other));
    }

    private static String id(String event) {
        byte[] bytes = Events.bytes(event);
        return Events.text(EventId.of(new Slice(bytes, 0, bytes.length)));
    }

    private static String line(String event) throws RejectedRecord {
        return Events.text(Transform.line(Events.bytes(event), Batch.ARRIVAL));
    }
}
