package sesevents.athena;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EmailStatusTest {
    private static final String SUBJECT = "'commonHeaders':{'subject':'%s'}";
    private static final String DAY = "2026-02-01";

    /** A message to three people that knew everything: each kind of event at least twice. */
    private static Events full() {
        return new Events()
                .add(
                        "Send",
                        "m1",
                        "'destination':['b@x.org','A@X.org']," + SUBJECT.formatted("Hi"),
                        "")
                .at("08:00:00.500", "DeliveryDelay", "m1", "'delayType':'General'")
                .at("09:00:00.001", "Delivery", "m1", "")
                .at("09:00:00.002", "Delivery", "m1", "")
                .at("10:00:00.000", "Open", "m1", "")
                .at("10:30:00.000", "Open", "m1", "")
                .at("10:15:00.000", "Open", "m1", "")
                .at("11:00:00.000", "Click", "m1", "")
                .at("11:00:01.000", "Click", "m1", "")
                .at("12:00:00.000", "Bounce", "m1", bounce("Transient", "MailboxFull"))
                .at("13:00:00.000", "Bounce", "m1", bounce("Permanent", "General"))
                .at("14:00:00.000", "Complaint", "m1", "'complaintFeedbackType':'abuse'")
                .at("15:00:00.000", "Complaint", "m1", "'complaintFeedbackType':'not-spam'")
                .at("16:00:00.000", "Subscription", "m1", "")
                .add("Send", "m2", "", "")
                .add(
                        "Reject",
                        "m3",
                        "'destination':['c@x.org']",
                        "'reject':{'reason':'Bad content'}");
    }

    private static final String FULL =
            """
            [m1, Hi, [a@x.org, b@x.org], 2026-02-01 10:00:00.000, 2026-02-02 09:00:00.002, \
            2026-02-02 11:00:01.000, 2026-02-02 10:30:00.000, 2026-02-02 13:00:00.000, Permanent, \
            General, 2026-02-02 15:00:00.000, not-spam]
            [m2, null, [], 2026-02-01 10:00:00.000, null, null, null, null, null, null, null, null]
            [m3, null, [c@x.org], null, null, null, null, null, null, null, null, null]""";

    @Test
    void hasTheTwelveColumnsAndTheirTypes() {
        Rows rows = TestLake.athena().query("select * from email_status where message_id = ''");
        assertEquals(
                List.of(
                        "message_id",
                        "subject",
                        "destination",
                        "time_sent",
                        "time_delivered",
                        "time_clicked",
                        "time_opened",
                        "time_bounced",
                        "bounce_type",
                        "bounce_subtype",
                        "time_complained",
                        "complaint_feedbacktype"),
                rows.columns());
        assertEquals(
                List.of(
                        "varchar",
                        "varchar",
                        "array(varchar)",
                        "timestamp(3)",
                        "timestamp(3)",
                        "timestamp(3)",
                        "timestamp(3)",
                        "timestamp(3)",
                        "varchar",
                        "varchar",
                        "timestamp(3)",
                        "varchar"),
                rows.types());
    }

    @Test
    void keepsTheLatestOfEachKind() {
        assertStatus(FULL, full().lines());
    }

    @Test
    void doesNotMindOrderDoublesOrTheDayOfArrival() {
        List<String> lines = new ArrayList<>(full().lines());
        lines.addAll(full().lines());
        Collections.shuffle(lines, new Random(7));
        Athena athena = TestLake.of("2026-02-03", lines.subList(0, 9));
        TestLake.event("2026-02-01", lines.subList(9, 20));
        TestLake.event("2026-05-01", lines.subList(20, lines.size()));
        assertEquals(FULL, status(athena));
    }

    @Test
    void showsTheSubjectAsSoonAsAnyEventHasIt() {
        assertStatus(
                "[m1, Late, [], 2026-02-01 10:00:00.000, 2026-02-02 09:00:00.000, null, null, null, null,"
                        + " null, null, null]",
                new Events()
                        .add("Send", "m1", "'commonHeaders':{'from':['a@x.org']}", "")
                        .at("09:00:00.000", "Delivery", "m1", "")
                        .add("Send", "m1", SUBJECT.formatted("Late"), "")
                        .lines());
    }

    @Test
    void takesTheSubjectOfTheLatestEventThatHasOne() {
        Events events =
                new Events()
                        .add("Send", "m1", SUBJECT.formatted("Zz first"), "")
                        .add("Open", "m1", SUBJECT.formatted("B"), open("10:00:00"))
                        .add("Open", "m1", SUBJECT.formatted("A"), open("10:00:00"))
                        .add("Open", "m1", "", open("11:00:00"))
                        .add("Send", "m2", "'headers':[{'name':'SUBJECT','value':'By header'}]", "")
                        .add("Send", "m3", "'headers':[{'name':'To','value':'a@x.org'}]", "");
        assertEquals(
                "[m1, B]\n[m2, By header]\n[m3, null]",
                text(
                        TestLake.of(DAY, events.lines()),
                        "select message_id, subject from email_status"));
    }

    @Test
    void takesTypeAndSubtypeOfOneAndTheSameBounce() {
        Events events =
                new Events()
                        .at(
                                "12:00:00.000",
                                "Bounce",
                                "later",
                                bounce("Undetermined", "Undetermined"))
                        .at("12:00:00.001", "Bounce", "later", bounce("Permanent", "NoEmail"))
                        .at("12:00:00.000", "Bounce", "tie", bounce("Permanent", "Suppressed"))
                        .at("12:00:00.000", "Bounce", "tie", bounce("Transient", "General"))
                        .at("12:00:00.000", "Bounce", "tie", bounce("Transient", "ContentRejected"))
                        .at("12:00:00.000", "Bounce", "typeless", bounce("Permanent", "General"))
                        .at("13:00:00.000", "Bounce", "typeless", "'bounceSubType':'General'")
                        // Not a bounce, whatever it carries.
                        .add("Delivery", "none", "", "'bounce':{'bounceType':'Permanent'}");
        assertEquals(
                """
                [later, 2026-02-02 12:00:00.001, Permanent, NoEmail]
                [none, null, null, null]
                [tie, 2026-02-02 12:00:00.000, Transient, General]
                [typeless, 2026-02-02 13:00:00.000, null, General]""",
                text(
                        TestLake.of(DAY, events.lines()),
                        "select message_id, time_bounced, bounce_type, bounce_subtype from email_status"));
    }

    @Test
    void takesTheFeedbackTypeOfTheLatestComplaint() {
        Events events =
                new Events()
                        .at("12:00:00.000", "Complaint", "later", "'complaintFeedbackType':'virus'")
                        .at("12:00:01.000", "Complaint", "later", "'complaintFeedbackType':null")
                        .at("12:00:00.000", "Complaint", "tie", "'complaintFeedbackType':'fraud'")
                        .at("12:00:00.000", "Complaint", "tie", "'complaintFeedbackType':'abuse'")
                        .at("12:00:00.000", "Complaint", "tie", "");
        assertEquals(
                """
                [later, 2026-02-02 12:00:01.000, null]
                [tie, 2026-02-02 12:00:00.000, fraud]""",
                text(
                        TestLake.of(DAY, events.lines()),
                        "select message_id, time_complained, complaint_feedbacktype from email_status"));
    }

    @Test
    void knowsATimeOfSendingUnlessTheMessageWasNeverSent() {
        Events events =
                new Events()
                        .add("Reject", "rejected", "", "'reject':{'reason':'Bad content'}")
                        .add(
                                "Rendering Failure",
                                "unrendered",
                                "",
                                "'failure':{'errorMessage':'x'}")
                        .add("Send", "sent then rejected", "", "")
                        .add("Reject", "sent then rejected", "", "")
                        .at("12:00:00.000", "DeliveryDelay", "only delayed", "")
                        .at("12:00:00.000", "Subscription", "only subscribed", "")
                        .add("SomethingNew", "of a new type", "", "");
        assertEquals(
                """
                [of a new type, 2026-02-01 10:00:00.000]
                [only delayed, 2026-02-01 10:00:00.000]
                [only subscribed, 2026-02-01 10:00:00.000]
                [rejected, null]
                [sent then rejected, 2026-02-01 10:00:00.000]
                [unrendered, null]""",
                text(
                        TestLake.of(DAY, events.lines()),
                        "select message_id, time_sent from email_status"));
    }

    @Test
    void gathersTheRecipientsOfAllEvents() {
        Events events =
                new Events()
                        .add("Send", "m1", "'destination':['To@x.org','cc@x.org','bcc@x.org']", "")
                        .add(
                                "Send",
                                "m1",
                                "'destination':['Someone <to@X.org>','new@x.org',null,'']",
                                "")
                        .add("Send", "m1", "'destination':null", "")
                        .add("Send", "m1", "'destination':[]", "");
        assertEquals(
                "[[bcc@x.org, cc@x.org, new@x.org, to@x.org]]",
                text(TestLake.of(DAY, events.lines()), "select destination from email_status"));
    }

    @Test
    void stripsDisplayNamesAsTheTransformDoes() {
        List<String> mailboxes =
                List.of(
                        "plain@x.org",
                        "  Blank@x.org\\t",
                        "<Bracketed@x.org>",
                        "Jane Doe <Jane@x.org>",
                        "\\\"Doe, <J>\\\" <j@x.org>",
                        "\\\"Q \\\\\\\" <no@x.org>\\\" <q@x.org>",
                        "\\\"only <quoted@x.org>\\\"",
                        "\\\"never closed <open@x.org>",
                        "two <one@x.org> <two@x.org>",
                        "behind <behind@x.org> (a remark)",
                        "half <half@x.org",
                        "half> half@x.org",
                        "<\\\"odd local\\\"@x.org>",
                        "=?UTF-8?Q?J=C3=BCrgen?= <juergen@x.org>",
                        "Jürgen Größe <JÜRGEN@x.org>",
                        "empty <>",
                        "<a@x.org>\\n");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < mailboxes.size(); i++) {
            String mail = "\"destination\":[\"" + mailboxes.get(i) + "\"]";
            lines.addAll(new Events().add("Send", "m" + (10 + i), mail, "").lines());
        }
        Athena athena = TestLake.of(DAY, lines);
        assertEquals(
                text(athena, "select message_id, recipients from ses_events"),
                text(athena, "select message_id, destination from email_status"));
        assertEquals(
                "[[juergen@x.org]]",
                text(athena, "select destination from email_status where message_id = 'm23'"));
    }

    @Test
    void leavesOutDamagedLines() {
        List<String> lines = new ArrayList<>(full().lines());
        lines.add(2, lines.get(0).substring(0, 90));
        assertStatus(FULL, lines);
    }

    @Test
    void answersTheSeedsOwnQueries() {
        Athena athena = TestLake.of(DAY, full().lines());
        assertEquals(
                full().lines().size(),
                athena.query("SELECT * FROM \"ses_event_db\".\"ses_events\"").values().size());
        Rows rows =
                athena.query(
                        "SELECT * FROM \"ses_event_db\".\"email_status\" CROSS JOIN UNNEST(destination) AS"
                                + " t(email) WHERE t.email = 'a@x.org' ORDER BY time_sent DESC");
        assertEquals("email", rows.columns().getLast());
        assertEquals(FULL.lines().findFirst().get().replaceFirst("]$", ", a@x.org]"), text(rows));
    }

    private static void assertStatus(String expected, List<String> lines) {
        assertEquals(expected, status(TestLake.of(DAY, lines)));
    }

    private static String status(Athena athena) {
        return text(athena, "select * from email_status");
    }

    private static String text(Athena athena, String sql) {
        return text(athena.query(sql + " order by 1"));
    }

    private static String text(Rows rows) {
        return rows.values().stream().map(Object::toString).collect(Collectors.joining("\n"));
    }

    private static String bounce(String type, String subtype) {
        return "'bounceType':'%s','bounceSubType':'%s'".formatted(type, subtype);
    }

    private static String open(String time) {
        return "'open':{'timestamp':'2026-02-02T" + time + ".000Z'}";
    }
}
