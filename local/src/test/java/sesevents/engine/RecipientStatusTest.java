package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecipientStatusTest {
    private static final String BOTH = "'destination':['Ann <A@x.org>','b@x.org']";
    private static final String ONE = "'destination':['a@x.org']";

    @Test
    void hasAColumnForEachThingThatCanHappen() {
        Rows rows = TestLake.engine().query("select * from recipient_status where recipient = ''");
        assertEquals(
                """
                message_id varchar
                recipient varchar
                subject varchar
                source varchar
                time_sent timestamp(3)
                status varchar
                time_delivered timestamp(3)
                smtp_response varchar
                time_delayed timestamp(3)
                delay_type varchar
                time_bounced timestamp(3)
                bounce_type varchar
                bounce_subtype varchar
                bounce_status varchar
                diagnostic_code varchar
                time_complained timestamp(3)
                complaint_feedbacktype varchar
                time_opened timestamp(3)
                time_clicked timestamp(3)
                attribution varchar
                time_opened_by_any timestamp(3)
                time_clicked_by_any timestamp(3)
                reject_reason varchar
                failure_reason varchar
                first_ingest_hour varchar
                last_ingest_hour varchar""",
                IntStream.range(0, rows.columns().size())
                        .mapToObj(i -> rows.columns().get(i) + " " + rows.types().get(i))
                        .collect(Collectors.joining("\n")));
    }

    /** Ann read it and complained, b never got it. */
    private static Events full() {
        return new Events()
                .add("Send", "m1", BOTH + ",'source':'me@y.org'", "")
                .add(
                        "Delivery",
                        "m1",
                        BOTH + ",'commonHeaders':{'subject':'Hi | there'}",
                        at(
                                "delivery",
                                "09:00:00.001",
                                "'recipients':['A@x.org'],'smtpResponse':'250 OK|1'"))
                .add("DeliveryDelay", "m1", BOTH, delay("08:00:00.000", "General"))
                .add("DeliveryDelay", "m1", BOTH, delay("07:00:00.000", "MailboxFull"))
                .add(
                        "Bounce",
                        "m1",
                        BOTH,
                        at(
                                "bounce",
                                "12:00:00.000",
                                "'bounceType':'Permanent','bounceSubType':'NoEmail','bouncedRecipients':"
                                        + "[{'emailAddress':'b@x.org','status':'5.1.1','diagnosticCode':'smtp; 550 a|b'}]"))
                .add(
                        "Complaint",
                        "m1",
                        BOTH,
                        at(
                                "complaint",
                                "13:00:00.000",
                                "'complaintFeedbackType':'abuse','complainedRecipients':[{'emailAddress':'a@x.org'}]"))
                .add("Open", "m1", BOTH, at("open", "10:00:00.000", "'userAgent':'x'"))
                .add("Click", "m1", BOTH, at("click", "10:01:00.000", "'link':'x'"));
    }

    private static final String FULL =
            """
            [m1, a@x.org, Hi | there, me@y.org, 2026-02-01 10:00:00.000, complained, 2026-02-02 09:00:00.001, 250 OK|1, \
            null, null, null, null, null, null, null, 2026-02-02 13:00:00.000, abuse, null, null, ambiguous, \
            2026-02-02 10:00:00.000, 2026-02-02 10:01:00.000, null, null, %1$s, %2$s]
            [m1, b@x.org, Hi | there, me@y.org, 2026-02-01 10:00:00.000, bounced, null, null, \
            2026-02-02 08:00:00.000, General, 2026-02-02 12:00:00.000, Permanent, NoEmail, 5.1.1, smtp; 550 a|b, null, null, \
            null, null, ambiguous, 2026-02-02 10:00:00.000, 2026-02-02 10:01:00.000, null, null, %1$s, %2$s]""";

    @Test
    void tellsEachRecipientsOwnFate() {
        String hour = TestLake.hoursAgo(0);
        assertEquals(
                FULL.formatted(hour, hour),
                text(TestLake.of(hour, full().lines()), "select * from recipient_status"));
    }

    @Test
    void doesNotMindOrderDoublesOrWhetherAnHourIsInHistory() {
        List<String> lines = new ArrayList<>(full().lines());
        lines.addAll(full().lines());
        Collections.shuffle(lines, new Random(2));
        TestLake.of("2026-02-02-10", lines.subList(0, 6));
        TestLake.event("2026-02-04-09", lines.subList(6, 11));
        Engine engine = TestLake.refresh();
        String hour = TestLake.hoursAgo(0);
        TestLake.event(hour, lines.subList(11, 16));
        assertEquals(
                FULL.formatted("2026-02-02-10", hour),
                text(engine, "select * from recipient_status"));
    }

    @Test
    void letsTheWeightierWordWin() {
        Map<String, String> words =
                Map.of(
                        "Send", "sent",
                        "Subscription", "sent",
                        "DeliveryDelay", "delayed",
                        "Delivery", "delivered",
                        "Open", "delivered",
                        "Click", "delivered",
                        "Rendering Failure", "failed",
                        "Reject", "rejected",
                        "Bounce", "bounced",
                        "Complaint", "complained");
        List<String> weight =
                List.of(
                        "sent",
                        "delayed",
                        "delivered",
                        "failed",
                        "rejected",
                        "bounced",
                        "complained");
        Events events = new Events();
        List<String> expected = new ArrayList<>();
        for (String one : words.keySet()) {
            for (String other : words.keySet()) {
                events.add(one, one + " " + other, ONE, "").add(other, one + " " + other, ONE, "");
                int heavier =
                        Math.max(weight.indexOf(words.get(one)), weight.indexOf(words.get(other)));
                expected.add(
                        List.of(one + " " + other, weight.get(heavier), weight.get(heavier))
                                .toString());
            }
        }
        Collections.sort(expected);
        List<String> actual =
                new ArrayList<>(
                        text(
                                        TestLake.of(events.lines()),
                                        "select r.message_id, r.status, m.status from recipient_status as r"
                                                + " join email_status as m on r.message_id = m.message_id")
                                .lines()
                                .toList());
        Collections.sort(actual);
        assertEquals(expected, actual);
    }

    @Test
    void saysHowSureItIsWhoseOpenItWas() {
        Events events =
                new Events()
                        .add("Open", "only", ONE, at("open", "10:00:00.000", "'ipAddress':'::1'"))
                        .add("Click", "several", BOTH, at("click", "10:00:00.000", "'link':'x'"))
                        .add("Open", "exact", ONE, at("open", "10:00:00.000", "'ipAddress':'::1'"))
                        .add("Send", "exact", BOTH, "")
                        .add("Send", "unread", ONE, "")
                        .add("Open", "whose", "", at("open", "10:00:00.000", "'ipAddress':'::1'"));
        assertEquals(
                """
                [exact, a@x.org, exact, true, true, delivered]
                [exact, b@x.org, null, false, false, sent]
                [only, a@x.org, only_recipient, true, true, delivered]
                [several, a@x.org, ambiguous, false, true, sent]
                [several, b@x.org, ambiguous, false, true, sent]
                [unread, a@x.org, null, false, false, sent]
                [whose, , ambiguous, false, true, sent]""",
                text(
                        TestLake.of(events.lines()),
                        "select message_id, recipient, attribution,"
                                + " coalesce(time_opened, time_clicked) is not null,"
                                + " coalesce(time_opened_by_any, time_clicked_by_any) is not null, status"
                                + " from recipient_status"));
    }

    /** A rejected mail never got anywhere, so it has no time of sending. */
    @Test
    void givesTheReasonWhySesSentNothing() {
        Events events =
                new Events()
                        .add("Reject", "m1", ONE, "'reject':{'reason':'Bad content'}")
                        .add(
                                "Rendering Failure",
                                "m2",
                                ONE,
                                "'failure':{'errorMessage':'no | name'}");
        assertEquals(
                "[m1, rejected, Bad content, null, null]\n[m2, failed, null, no | name, null]",
                text(
                        TestLake.of(events.lines()),
                        "select message_id, status, reject_reason, failure_reason, time_sent from recipient_status"));
    }

    @Test
    void readsOneBucketOfHistoryForOneRecipient() {
        Events events = new Events();
        for (int i = 0; i < 200; i++) {
            events.add("Send", "m" + i, "'destination':['r%d@x.org']".formatted(i), "");
        }
        TestLake.of("2026-02-01-10", events.lines());
        TestLake.refresh();
        String one = "select message_id from recipient_status where recipient = 'r7@x.org'";

        assertEquals("[200]", TestLake.answer("select count(status) from recipient_status"));
        assertEquals("[m7]", TestLake.answer(one));
        assertEquals(32, TestLake.historyFiles("select count(status) from recipient_status"));
        assertEquals(1, TestLake.historyFiles(one));
    }

    private static String text(Engine engine, String sql) {
        return engine
                .query(sql + " order by 1" + (sql.contains(",") || sql.contains("*") ? ", 2" : ""))
                .values()
                .stream()
                .map(Object::toString)
                .collect(Collectors.joining("\n"));
    }

    private static String delay(String time, String type) {
        return at(
                "deliveryDelay",
                time,
                "'delayType':'%s','delayedRecipients':[{'emailAddress':'b@x.org'}]"
                        .formatted(type));
    }

    private static String at(String detail, String time, String members) {
        return "'%s':{'timestamp':'2026-02-02T%sZ',%s}".formatted(detail, time, members);
    }
}
