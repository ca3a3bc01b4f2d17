package sesevents.athena;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecipientDaysTest {
    private static final String DAY = "2026-02-01";
    private static final String BOTH = "'destination':['Ann <A@x.org>','b@x.org']";

    /** Two recipients with different fates, and everything twice that can come twice. */
    private static Events full() {
        return new Events()
                .add(
                        "Send",
                        "m1",
                        BOTH + ",'source':'me@y.org','tags':{'z':['1'],'campaign':['a','b']}",
                        "")
                .add(
                        "Delivery",
                        "m1",
                        BOTH + ",'commonHeaders':{'subject':'Hi | there'}",
                        "'delivery':{'timestamp':'2026-02-02T09:00:00.001Z','recipients':['A@x.org'],"
                                + "'smtpResponse':'250 2.0.0 OK|1'}")
                .add(
                        "DeliveryDelay",
                        "m1",
                        BOTH,
                        "'deliveryDelay':{'timestamp':'2026-02-02T08:00:00.000Z','delayType':'General',"
                                + "'delayedRecipients':[{'emailAddress':'b@x.org','status':'4.4.1',"
                                + "'diagnosticCode':'smtp; 421 later'}]}")
                .add(
                        "DeliveryDelay",
                        "m1",
                        BOTH,
                        "'deliveryDelay':{'timestamp':'2026-02-02T07:00:00.000Z','delayType':'MailboxFull',"
                                + "'delayedRecipients':[{'emailAddress':'b@x.org'}]}")
                .add(
                        "Bounce",
                        "m1",
                        BOTH,
                        bounce("12:00:00.000", "Transient", "General", "b@x.org"))
                .add(
                        "Bounce",
                        "m1",
                        BOTH,
                        bounce("12:00:00.000", "Permanent", "NoEmail", "b@x.org"))
                .add("Bounce", "m1", BOTH, bounce("11:00:00.000", "Undetermined", "", "b@x.org"))
                .add(
                        "Complaint",
                        "m1",
                        BOTH,
                        "'complaint':{'timestamp':'2026-02-02T13:00:00.000Z','complaintFeedbackType':'abuse',"
                                + "'complainedRecipients':[{'emailAddress':'a@x.org'}]}")
                .add("Open", "m1", BOTH, at("open", "10:00:00.000"))
                .add("Open", "m1", BOTH, at("open", "10:30:00.000"))
                .add("Click", "m1", BOTH, at("click", "10:31:00.000"));
    }

    private static final String MAIL =
            "is_destination=true, recipients_max=2, time_sent=2026-02-01 10:00:00.000, source=me@y.org,"
                    + " latest_subject=2026-02-02 09:00:00.001|Hi | there,"
                    + " latest_tags=2026-02-01 10:00:00.000|[[\"campaign\",\"a\"],[\"campaign\",\"b\"],[\"z\",\"1\"]], ";
    private static final String READ =
            "first_opened_by_any=2026-02-02 10:00:00.000, last_opened_by_any=2026-02-02 10:30:00.000,"
                    + " first_clicked_by_any=2026-02-02 10:31:00.000,"
                    + " last_clicked_by_any=2026-02-02 10:31:00.000";
    private static final String FULL =
            "message_id=m1, recipient=a@x.org, ingest_date=2026-02-01, "
                    + MAIL
                    + "first_delivered=2026-02-02 09:00:00.001, last_delivered=2026-02-02 09:00:00.001,"
                    + " latest_delivery=2026-02-02 09:00:00.001|250 2.0.0 OK|1,"
                    + " first_complained=2026-02-02 13:00:00.000,"
                    + " last_complained=2026-02-02 13:00:00.000,"
                    + " latest_complaint=2026-02-02 13:00:00.000|abuse, "
                    + READ
                    + "\nmessage_id=m1, recipient=b@x.org, ingest_date=2026-02-01, "
                    + MAIL
                    + "first_delayed=2026-02-02 07:00:00.000, last_delayed=2026-02-02 08:00:00.000,"
                    + " latest_delay=2026-02-02 08:00:00.000|General|4.4.1|smtp; 421 later,"
                    + " first_bounced=2026-02-02 11:00:00.000, last_bounced=2026-02-02 12:00:00.000,"
                    + " latest_bounce=2026-02-02 12:00:00.000|Transient|General||, "
                    + READ;

    @Test
    void keepWhatEachEventSaysToThoseItSpeaksOf() {
        assertEquals(FULL, days(TestLake.of(DAY, full().lines())));
    }

    @Test
    void doNotMindOrderOrDoubles() {
        List<String> lines = new ArrayList<>(full().lines());
        lines.addAll(full().lines());
        Collections.shuffle(lines, new Random(5));
        assertEquals(FULL, days(TestLake.of(DAY, lines)));
    }

    @Test
    void foldEachDayOfArrivalForItself() {
        Athena athena = TestLake.of(DAY, full().lines().subList(0, 2));
        TestLake.event("2026-02-02", full().lines().subList(2, 11));
        assertEquals(
                "[a@x.org, 2026-02-01, true, null]\n[a@x.org, 2026-02-02, false, 10:30]\n"
                        + "[b@x.org, 2026-02-01, false, null]\n[b@x.org, 2026-02-02, false, 10:30]",
                text(
                        athena,
                        "select recipient, ingest_date, last_delivered is not null,"
                                + " date_format(last_opened_by_any, '%H:%i') from recipient_days order by 1, 2"));
    }

    /** Else the message would be in no row. */
    @Test
    void haveARowWithoutAddressWhereAnEventNamesNobody() {
        Events events =
                new Events()
                        .at("10:00:00.000", "Open", "m1", "")
                        .add("Reject", "m2", "'destination':[null,'']", "'reject':{'reason':'Bad'}")
                        .add("Send", "m3", "'destination':null", "");
        assertEquals(
                "[m1, , 0, false, null, 2026-02-02 10:00:00.000, null]\n"
                        + "[m2, , 0, false, null, null, 2026-02-01 10:00:00.000|Bad]\n"
                        + "[m3, , 0, false, null, null, null]",
                text(
                        TestLake.of(DAY, events.lines()),
                        "select message_id, recipient, recipients_max, is_destination, last_opened,"
                                + " last_opened_by_any, latest_reject from recipient_days order by 1"));
    }

    @Test
    void creditAnOpenOrClickOnlyWhereItCanBeNobodyElses() {
        String one = "'destination':['a@x.org']";
        Events events =
                new Events()
                        .add("Open", "alone", one, at("open", "10:00:00.000"))
                        .add("Click", "alone", one, at("click", "10:00:01.000"))
                        .add("Open", "several", BOTH, at("open", "10:00:00.000"))
                        .add("Open", "several", one, at("open", "09:00:00.000"));
        assertEquals(
                "[alone, a@x.org, 1, 10:00:00, 10:00:01, 10:00:00]\n"
                        + "[several, a@x.org, 2, 09:00:00, null, 10:00:00]\n"
                        + "[several, b@x.org, 2, null, null, 10:00:00]",
                text(
                        TestLake.of(DAY, events.lines()),
                        "select message_id, recipient, recipients_max, date_format(last_opened, '%T'),"
                                + " date_format(last_clicked, '%T'), date_format(last_opened_by_any, '%T')"
                                + " from recipient_days order by 1, 2"));
    }

    /**
     * A report may name an address that the mail was forwarded to, or write ours in its own way.
     */
    @Test
    void takeReportsByTheAddressThatTheyName() {
        Events events =
                new Events()
                        .add(
                                "Bounce",
                                "m1",
                                BOTH,
                                "'bounce':{'timestamp':'2026-02-02T12:00:00.000Z','bounceType':'Permanent',"
                                        + "'bounceSubType':'General','bouncedRecipients':["
                                        + "{'emailAddress':'<B@x.org>','status':'5.1.1'},"
                                        + "{'emailAddress':'b@x.org','status':'5.2.2','diagnosticCode':'full'},"
                                        + "{'emailAddress':'elsewhere@z.org','diagnosticCode':'no | such'}]}");
        assertEquals(
                "[a@x.org, true, null]\n"
                        + "[b@x.org, true, 2026-02-02 12:00:00.000|Permanent|General|5.2.2|full]\n"
                        + "[elsewhere@z.org, false, 2026-02-02 12:00:00.000|Permanent|General||no | such]",
                text(
                        TestLake.of(DAY, events.lines()),
                        "select recipient, is_destination, latest_bounce from recipient_days order by 1"));
    }

    @Test
    void countADetailThatNamesNobodyForAllOfTheMail() {
        Events events =
                new Events()
                        .add(
                                "Bounce",
                                "m1",
                                BOTH,
                                "'bounce':{'timestamp':'2026-02-02T12:00:00.000Z','bouncedRecipients':[]}");
        assertEquals(
                "[a@x.org, 2026-02-02 12:00:00.000||||]\n[b@x.org, 2026-02-02 12:00:00.000||||]",
                text(
                        TestLake.of(DAY, events.lines()),
                        "select recipient, latest_bounce from recipient_days order by 1"));
    }

    @Test
    void readOnlyTheDaysThatAreAskedFor() {
        TestLake.of(DAY, full().lines());
        TestLake.unreadable("2026-02-02");
        assertEquals(
                List.of(List.of(2L)),
                TestLake.athena()
                        .query(
                                "select count(*) from recipient_days where ingest_date = '"
                                        + DAY
                                        + "'")
                        .values());
    }

    /** Every column that is not null, with its name. */
    private static String days(Athena athena) {
        Rows rows = athena.query("select * from recipient_days order by message_id, recipient");
        return rows.values().stream()
                .map(
                        row ->
                                IntStream.range(0, row.size())
                                        .filter(i -> row.get(i) != null)
                                        .mapToObj(i -> rows.columns().get(i) + "=" + row.get(i))
                                        .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("\n"));
    }

    private static String text(Athena athena, String sql) {
        return athena.query(sql).values().stream()
                .map(Object::toString)
                .collect(Collectors.joining("\n"));
    }

    private static String bounce(String time, String type, String subtype, String recipient) {
        return "'bounce':{'timestamp':'2026-02-02T%sZ','bounceType':'%s','bounceSubType':'%s','bouncedRecipients':[{'emailAddress':'%s'}]}"
                .formatted(time, type, subtype, recipient);
    }

    private static String at(String detail, String time) {
        return "'%s':{'timestamp':'2026-02-02T%sZ'}".formatted(detail, time);
    }
}
