package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sesevents.Checkout;

/** What flat_events makes of an event: a row for each address, and in it all that an event says. */
class FlatEventsTest {
    private static final Path EXPECTED =
            Checkout.root().resolve("local/src/test/resources/sesevents/flat_events.txt");
    private static final String BOTH = "'destination':['Ann <A@x.org>','b@x.org']";

    @Test
    void showsAllThatTheSamplesSay() throws IOException {
        Rows rows =
                TestLake.of(Events.samples())
                        .query(
                                "select * from flat_events order by sent_timestamp, message_id,"
                                        + " event_timestamp, eventtype, recipient");
        assertEquals(Files.readString(EXPECTED), text(rows));

        Set<String> never = new TreeSet<>(rows.columns());
        IntStream.range(0, rows.columns().size())
                .filter(i -> rows.values().stream().anyMatch(row -> row.get(i) != null))
                .forEach(i -> never.remove(rows.columns().get(i)));
        assertEquals(Set.of(), never, "columns that no sample has a value of");
    }

    @Test
    void takesTheReportOnARecipientByTheAddressThatItNames() {
        Events events =
                new Events()
                        .add(
                                "Bounce",
                                "m1",
                                BOTH,
                                "'bounce':{'bounceType':'Permanent','bouncedRecipients':["
                                        + "{'emailAddress':'<B@x.org>','status':'5.1.1','action':'failed'},"
                                        + "{'emailAddress':'b@x.org','status':'5.2.2','diagnosticCode':'full'},"
                                        + "{'emailAddress':'elsewhere@z.org','diagnosticCode':'no | such'}]}")
                        .add(
                                "DeliveryDelay",
                                "m2",
                                BOTH,
                                "'deliveryDelay':{'delayType':'General','delayedRecipients':["
                                        + "{'emailAddress':'b@x.org','status':'4.4.1','diagnosticCode':'later'}]}");
        assertEquals(
                """
                [m1, a@x.org, true, false, 2, 3, null, null, null]
                [m1, b@x.org, true, true, 2, 3, 5.2.2, full, null]
                [m1, elsewhere@z.org, false, true, 2, 3, null, no | such, null]
                [m2, a@x.org, true, false, 1, 2, null, null, null]
                [m2, b@x.org, true, true, 1, 2, 4.4.1, later, null]""",
                answer(
                        events,
                        "message_id, recipient, is_destination, is_concerned, concerned_count,"
                                + " address_count, status_code, diagnostic_code, report_action"));
    }

    /** Else the message would be in no row. */
    @Test
    void hasARowWithoutAddressWhereAnEventNamesNobody() {
        Events events =
                new Events()
                        .at("10:00:00.000", "Open", "m1", "")
                        .add("Reject", "m2", "'destination':[null,'']", "'reject':{'reason':'Bad'}")
                        .add("Send", "m3", "'destination':null", "");
        assertEquals(
                """
                [m1, , false, true, 0, 0, null]
                [m2, , false, true, 0, 0, Bad]
                [m3, , false, true, 0, 0, null]""",
                answer(
                        events,
                        "message_id, recipient, is_destination, is_concerned, concerned_count,"
                                + " address_count, reject_reason"));
    }

    @Test
    void countsADetailThatNamesNobodyForAllOfTheMail() {
        Events events = new Events().add("Bounce", "m1", BOTH, "'bounce':{'bouncedRecipients':[]}");
        assertEquals(
                "[a@x.org, true, 2]\n[b@x.org, true, 2]",
                answer(events, "recipient, is_concerned, concerned_count"));
    }

    @Test
    void namesTopicsThatWereLeftAndJoinedAndTagsOfLinksInOrder() {
        String topic = "{'topicName':'%s','subscriptionStatus':'%s'}";
        String before = topic.formatted("b", "OptIn") + "," + topic.formatted("c", "OptOut");
        String now =
                topic.formatted("c", "OptIn")
                        + ","
                        + topic.formatted("b", "OptOut")
                        + ","
                        + topic.formatted("a", "OptOut");
        Events events =
                new Events()
                        .add(
                                "Subscription",
                                "m1",
                                "",
                                "'subscription':{'oldTopicPreferences':{'topicSubscriptionStatus':[%s]},"
                                                .formatted(before)
                                        + "'newTopicPreferences':{'topicSubscriptionStatus':[%s]}}"
                                                .formatted(now))
                        .add("Subscription", "m2", "", "'subscription':{}")
                        .add(
                                "Click",
                                "m3",
                                "'tags':{'z':['2','1'],'a':['x']}",
                                "'click':{'linkTags':{'place':['top','left'],'kind':['button']}}")
                        .add("Click", "m4", "", "'click':{'linkTags':{}}");
        assertEquals(
                """
                [m1, ["a","b"], ["c"], null, null]
                [m2, [], [], null, null]
                [m3, null, null, kind=button place=top,left, [["a","x"],["z","1"],["z","2"]]]
                [m4, null, null, null, null]""",
                answer(events, "message_id, topics_left, topics_joined, link_tags, tags"));
    }

    @Test
    void leavesOutDamagedLinesAndWhatHasNoId() {
        String good = new Events().add("Send", "m1", "", "").lines().getFirst();
        TestLake.of(
                List.of(
                        good.substring(0, 60),
                        good.replace("\"event_id\":", "\"not_event_id\":"),
                        good.replace("\"message_id\":", "\"not_message_id\":"),
                        good));
        assertEquals("[m1]", TestLake.answer("select message_id from flat_events"));
    }

    private static String answer(Events events, String columns) {
        TestLake.of(events.lines());
        return TestLake.answer(
                "select %s from flat_events order by message_id, recipient".formatted(columns));
    }

    /** A row a paragraph, a column a line, without those that are null. */
    private static String text(Rows rows) {
        return rows.values().stream()
                .map(
                        row ->
                                IntStream.range(0, row.size())
                                        .filter(i -> row.get(i) != null)
                                        .filter(i -> !rows.columns().get(i).equals("ingest_hour"))
                                        .mapToObj(
                                                i ->
                                                        rows.columns().get(i)
                                                                + ": "
                                                                + visible(row.get(i))
                                                                + "\n")
                                        .collect(Collectors.joining()))
                .collect(Collectors.joining("\n"));
    }

    private static String visible(Object value) {
        return value.toString().replace("\n", "\\n").replace("\t", "\\t");
    }
}
