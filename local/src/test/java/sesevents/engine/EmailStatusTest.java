package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sesevents.madeup.StatusRow;

class EmailStatusTest {
    private static final String SUBJECT = "'commonHeaders':{'subject':'%s'}";
    private static final String NOT_SPAM = "'complaintFeedbackType':'not-spam'";

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
                .at("15:00:00.000", "Complaint", "m1", "'complaintFeedbackType':'other'")
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
            General, 2026-02-02 15:00:00.000, other]
            [m2, null, [], 2026-02-01 10:00:00.000, null, null, null, null, null, null, null, null]
            [m3, null, [c@x.org], null, null, null, null, null, null, null, null, null]""";

    @Test
    void hasTheTwelveColumnsOfTheSeedFirst() {
        Rows rows = TestLake.engine().query("select * from email_status where message_id = ''");
        assertEquals(
                """
                message_id varchar
                subject varchar
                destination array(varchar)
                time_sent timestamp(3)
                time_delivered timestamp(3)
                time_clicked timestamp(3)
                time_opened timestamp(3)
                time_bounced timestamp(3)
                bounce_type varchar
                bounce_subtype varchar
                time_complained timestamp(3)
                complaint_feedbacktype varchar
                status varchar
                time_first_delivered timestamp(3)
                time_first_clicked timestamp(3)
                time_first_opened timestamp(3)
                time_first_bounced timestamp(3)
                time_first_complained timestamp(3)
                has_delay boolean
                reject_reason varchar
                failure_reason varchar
                tags array(row("name" varchar, "value" varchar))""",
                IntStream.range(0, rows.columns().size())
                        .mapToObj(i -> rows.columns().get(i) + " " + rows.types().get(i))
                        .collect(Collectors.joining("\n")));
    }

    @Test
    void keepsTheLatestOfEachKind() {
        assertStatus(FULL, full().lines());
    }

    @Test
    void tellsInOneWordWhatHappenedAndWhenItHappenedFirst() {
        assertEquals(
                """
                [m1, complained, 09:00:00.001, 11:00:00.000, 10:00:00.000, 12:00:00.000, 14:00:00.000, true, null]
                [m2, sent, null, null, null, null, null, false, null]
                [m3, rejected, null, null, null, null, null, false, Bad content]""",
                text(
                        TestLake.of(full().lines()),
                        "select message_id, status,"
                                + Stream.of(
                                                "delivered",
                                                "clicked",
                                                "opened",
                                                "bounced",
                                                "complained")
                                        .map(
                                                kind ->
                                                        " substr(cast(time_first_"
                                                                + kind
                                                                + " as varchar), 12),")
                                        .collect(Collectors.joining())
                                + " has_delay, reject_reason from email_status"));
    }

    @Test
    void takesTheStrongestOfItsRecipients() {
        String both = "'destination':['a@x.org','b@x.org']";
        Events events =
                new Events()
                        .add("Send", "m1", both, "")
                        .at("09:00:00.000", "Delivery", "m1", "'recipients':['a@x.org']")
                        .at(
                                "08:00:00.000",
                                "DeliveryDelay",
                                "m1",
                                "'delayedRecipients':[{'emailAddress':'b@x.org'}]")
                        .at(
                                "10:00:00.000",
                                "Bounce",
                                "m2",
                                "'bouncedRecipients':[{'emailAddress':'b@x.org'}]")
                        .at("11:00:00.000", "Delivery", "m2", "'recipients':['a@x.org']")
                        .add("Open", "m3", both, open("09:00:00"))
                        .add(
                                "Rendering Failure",
                                "m4",
                                both,
                                "'failure':{'errorMessage':'no name'}")
                        .add("Send", "m4", both, "");
        assertEquals(
                """
                [m1, delivered, true, null]
                [m2, bounced, false, null]
                [m3, delivered, false, null]
                [m4, failed, false, no name]""",
                text(
                        TestLake.of(events.lines()),
                        "select message_id, status, has_delay, failure_reason from email_status"));
    }

    @Test
    void showsTheTagsOfTheLatestEventThatHasSome() {
        Events events =
                new Events()
                        .add("Send", "m1", "'tags':{'campaign':['old']}", "")
                        .add(
                                "Open",
                                "m1",
                                "'tags':{'z':['2','1'],'ses:from-domain':['x.org']}",
                                open("10:00:00"))
                        .add("Open", "m1", "'tags':{}", open("11:00:00"))
                        .add("Send", "m2", "", "")
                        .add("Send", "m3", "'tags':{'odd':['\\u0022|[]\\\\']}", "");
        assertEquals(
                """
                [m1, [{name=ses:from-domain, value=x.org}, {name=z, value=1}, {name=z, value=2}]]
                [m2, null]
                [m3, [{name=odd, value="|[]\\}]]""",
                text(TestLake.of(events.lines()), "select message_id, tags from email_status"));
    }

    @Test
    void doesNotMindOrderDoublesOrTheHourOfArrival() {
        List<String> lines = new ArrayList<>(full().lines());
        lines.addAll(full().lines());
        Collections.shuffle(lines, new Random(7));
        TestLake.of("2026-02-03-10", lines.subList(0, 9));
        TestLake.event("2026-01-31-23", lines.subList(9, 20));
        Engine engine = TestLake.refresh();
        TestLake.event(TestLake.hoursAgo(0), lines.subList(20, lines.size()));
        assertEquals(FULL, status(engine));
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
                text(TestLake.of(events.lines()), "select message_id, subject from email_status"));
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
                        TestLake.of(events.lines()),
                        "select message_id, time_bounced, bounce_type, bounce_subtype from email_status"));
    }

    @Test
    void takesAReportOfNotSpamForNoComplaint() {
        Events events =
                new Events()
                        .at("09:00:00.000", "Delivery", "m1", "")
                        .at("10:00:00.000", "Complaint", "m1", NOT_SPAM)
                        .at("10:00:00.000", "Complaint", "m2", "'complaintFeedbackType':'abuse'")
                        .at("11:00:00.000", "Complaint", "m2", NOT_SPAM)
                        .at("11:00:00.000", "Complaint", "m3", "'complaintFeedbackType':'abuse'")
                        .at("10:00:00.000", "Complaint", "m3", NOT_SPAM);
        String expected =
                """
                [m1, delivered, not-spam]
                [m2, sent, not-spam]
                [m3, complained, abuse]""";
        TestLake.of(events.lines());

        for (String view : List.of("email_status", "recipient_status")) {
            String sql =
                    "select message_id, status, complaint_feedbacktype from %s order by 1"
                            .formatted(view);
            assertEquals(expected, TestLake.answer(sql), view);
        }
    }

    @Test
    void takesNoComplaintBackBecauseAnotherLikesTheMail() {
        String both = "'destination':['a@x.org','b@x.org']";
        String complaint =
                "'complaint':{'timestamp':'2026-02-02T%s:00.000Z','complaintFeedbackType':'%s',"
                        + "'complainedRecipients':[{'emailAddress':'%s'}]}";
        Events events =
                new Events()
                        .add(
                                "Complaint",
                                "m1",
                                both,
                                complaint.formatted("10:00", "abuse", "a@x.org"))
                        .add(
                                "Complaint",
                                "m1",
                                both,
                                complaint.formatted("11:00", "not-spam", "b@x.org"))
                        .add(
                                "Complaint",
                                "m2",
                                both,
                                complaint.formatted("10:00", "abuse", "a@x.org"))
                        .add(
                                "Complaint",
                                "m2",
                                both,
                                complaint.formatted("11:00", "not-spam", "a@x.org"));
        assertEquals(
                """
                [m1, complained, 2026-02-02 11:00:00.000, not-spam]
                [m2, sent, 2026-02-02 11:00:00.000, not-spam]""",
                text(
                        TestLake.of(events.lines()),
                        "select message_id, status, time_complained, complaint_feedbacktype from email_status"));
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
                        TestLake.of(events.lines()),
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
                        TestLake.of(events.lines()),
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
                text(TestLake.of(events.lines()), "select destination from email_status"));
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
        Engine engine = TestLake.of(lines);
        assertEquals(
                text(engine, "select message_id, recipients from ses_events"),
                text(engine, "select message_id, destination from email_status"));
        assertEquals(
                "[[juergen@x.org]]",
                text(engine, "select destination from email_status where message_id = 'm23'"));
    }

    @Test
    void leavesOutDamagedLines() {
        List<String> lines = new ArrayList<>(full().lines());
        lines.add(2, lines.get(0).substring(0, 90));
        assertStatus(FULL, lines);
    }

    @Test
    void answersTheSeedsOwnQueries() {
        Engine engine = TestLake.of(full().lines());
        assertEquals(
                full().lines().size(),
                engine.query("SELECT * FROM \"ses_event_db\".\"ses_events\"").values().size());
        Rows rows =
                engine.query(
                        "SELECT * FROM \"ses_event_db\".\"email_status\" CROSS JOIN UNNEST(destination) AS"
                                + " t(email) WHERE t.email = 'a@x.org' ORDER BY time_sent DESC");
        assertEquals("email", rows.columns().getLast());
        assertEquals(1, rows.values().size());
        assertEquals(
                FULL.lines().findFirst().get(), rows.values().getFirst().subList(0, 12).toString());
    }

    /** Of the last hours, and again out of history. */
    private static void assertStatus(String expected, List<String> lines) {
        assertEquals(expected, status(TestLake.of(lines)));
        TestLake.of("2026-02-03-10", lines);
        assertEquals(expected, status(TestLake.refresh()));
    }

    private static String status(Engine engine) {
        return text(engine, "select " + StatusRow.COLUMNS + " from email_status");
    }

    private static String text(Engine engine, String sql) {
        return text(engine.query(sql + " order by 1"));
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
