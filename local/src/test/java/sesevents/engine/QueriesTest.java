package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import sesevents.sql.Query;
import sesevents.sql.SqlTree;

class QueriesTest {
    private static final String ID = "0100018f5a1b2c3d-00000000-0000-0000-0000-000000000000-000000";
    private static final String TO = "success@simulator.amazonses.com";

    private static final Map<String, String> ANSWERS = new LinkedHashMap<>();

    static {
        ANSWERS.put(
                "bot_verdicts",
                "[Open, Unlikely, machine, apple_privacy, 1, 1, Mozilla/5.0, to a@gmail.com]");
        ANSWERS.put(
                "bounced_lately",
                "[gone@x.org, 2026-02-02 12:30:00.000, unknown_mailbox, Permanent, 2]");
        ANSWERS.put(
                "bounces_by_reason",
                """
                [full, Transient, 1, 1, 0, null]
                [other, Permanent, 1, 1, 0, null]
                [unknown_mailbox, Permanent, 1, 1, 0, smtp; 550 nobody]""");
        ANSWERS.put(
                "clicked_links",
                """
                [https://x.org/a, 1, 1, 0, 2026-02-01 10:30:00.000]
                [https://x.org/b, 1, 1, 0, {1} 13:00:00.000]""");
        ANSWERS.put(
                "complained_lately",
                "[2026-02-02 14:00:00.000, cross@x.org, abuse, Hello, complained]");
        ANSWERS.put(
                "counts_by_tag",
                """
                [spring, Delivery, 1, 1]
                [spring, Send, 1, 1]
                [summer, Click, 1, 1]
                [summer, Open, 2, 2]""");
        ANSWERS.put(
                "delayed_now",
                """
                [2026-02-02 08:30:00.000, full@x.org, MailboxFull, null, 2, 2999-01-01 00:00:00.000, delayed]""");
        ANSWERS.put(
                "events_of_message",
                """
                [2026-02-01 10:00:00.000, Send, SES accepted it from somebody for %s, subject: Hello]
                [2026-02-02 09:00:00.000, Delivery, Delivered to %s: the server said 250 ok]"""
                        .replace("%s", TO));
        ANSWERS.put(
                "events_of_recipient",
                """
                [2026-02-02 09:00:00.000, Delivery, %s, null, 250 ok, 1]
                [2026-02-01 10:00:00.000, Send, %s, Hello, null, 1]"""
                        .replace("%s", ID));
        ANSWERS.put("freshness_by_hour", "[2026-02-01 23:00:00.000, 17, -35999, 46800, 46800]");
        ANSWERS.put("human_engagement", "[summer, 2, 1, 1, 1, 0]");
        ANSWERS.put(
                "in_quarantine",
                """
                [2026-09-10 04:24:00.448, not_json, null, null, Lambda.ProcessingFailedStatus, \
                ProcessingFailed status set for record, 1, FAIL this one
                ]
                [2026-09-10 04:23:59.000, function_failed, null, null, Lambda.FunctionError, Throw, 4, hi]
                [null, function_failed, null, null, DataFormatConversion.ParseError, Bad, 1, null]""");
        ANSWERS.put(
                "never_sent",
                """
                [2026-02-01 10:00:00.000, Reject, Bad content, null, , rejected]
                [2026-02-01 10:00:00.000, Rendering Failure, no name, Welcome, , unrendered]""");
        ANSWERS.put(
                "rates_by_day",
                """
                [{1}, 2, 2, 0, 0, 0, 0, 0.0, 0.0]
                [2026-02-02, 0, 2, 2, 1, 1, 1, null, null]
                [2026-02-01, 1, 0, 0, 0, 0, 0, 0.0, 0.0]""");
        ANSWERS.put(
                "rates_by_provider",
                """
                [Google, 1, 1, 0, 0, 0, null, 100.0, 0.0]
                [SES mailbox simulator, 1, 1, 0, 0, 0, 0, 100.0, 0.0]
                [Yahoo, 1, 1, 0, 0, 0, 0, 100.0, 0.0]
                [(unknown), 0, 0, 0, 0, 0, 0, null, null]
                [other, 0, 1, 2, 1, 1, 1, null, null]""");
        ANSWERS.put("ses_tags", "[ses:operation, Reject, 1]");
        ANSWERS.put(
                "slow_deliveries",
                """
                [2026-02-02, SES mailbox simulator, 1, 82800.0, 82800.0, 82800.0]
                [2026-02-02, x.org, 1, 79201.0, 79201.0, 79201.0]
                [{1}, Yahoo, 1, 2.0, 2.0, 2.0]
                [{1}, Google, 1, 1.0, 1.0, 1.0]""");
        ANSWERS.put(
                "status_by_recipient",
                "[%s, Hello, [%s], 2026-02-01 10:00:00.000, 2026-02-02 09:00:00.000, null, null, null, null, null,"
                                .formatted(ID, TO)
                        + " null, null, delivered, 2026-02-02 09:00:00.000, null, null, null, null, false,"
                        + " null, null, [{name=campaign, value=spring}], %s]".formatted(TO));
        ANSWERS.put(
                "status_of_recipient",
                "[2026-02-01 10:00:00.000, Hello, delivered, 2026-02-02 09:00:00.000, 250 ok, null, null, null, %s]"
                        .formatted(ID));
        ANSWERS.put(
                "who_endangers_the_account",
                """
                [0, all, all, at risk, 2, 100.0, 100.0, 100.0, 100.0, 20000.0, null]
                [1, provider, other, null, 0, null, null, 100.0, 100.0, null, 0.0]
                [2, provider, Yahoo, ok, 1, 0.0, 0.0, 0.0, 0.0, 0.0, 2000.0]
                [3, provider, Google, ok, 1, 0.0, null, 0.0, null, 0.0, 20000.0]
                [4, configuration_set, (unknown), at risk, 2, 100.0, 100.0, 100.0, 100.0, 20000.0, null]
                [5, identity, (unknown), at risk, 2, 100.0, 100.0, 100.0, 100.0, 20000.0, null]""");
        ANSWERS.put(
                "unsubscribed_lately",
                "[2026-02-02 16:00:00.000, [], shop, true, [], [], UnsubscribeHeader, null, left]");
        ANSWERS.put(
                "why_bounced",
                """
                [2026-02-02 12:30:00.000, gone@x.org, unknown_mailbox, null, Permanent, NoEmail, 5.1.1, \
                smtp; 550 nobody, gone2, null]
                [2026-02-02 12:00:00.000, gone@x.org, other, null, Permanent, General, null, null, gone1, null]
                [2026-02-02 11:00:00.000, full@x.org, full, null, Transient, MailboxFull, null, null, soft, null]""");
    }

    private static final String CAPTURED =
            """
            {"rawData":"RkFJTCB0aGlzIG9uZQo=","errorCode":"Lambda.ProcessingFailedStatus",\
            "errorMessage":"ProcessingFailed status set for record","attemptsMade":1,\
            "arrivalTimestamp":1789014240448,"attemptEndingTimestamp":1789014301529,"lambdaARN":"arn:x"}""";
    private static final String DOCUMENTED =
            """
            {"attemptsMade":"4","arrivalTimestamp":"1789014239000","errorCode":"Lambda.FunctionError",\
            "errorMessage":"Throw","attemptEndingTimestamp":"1789014301529","rawData":"aGk=",\
            "lambdaArn":"arn:y","somethingNew":{"a":[1]}}""";
    private static final String CONVERSION =
            """
            {"attemptsMade":1,"arrivalTimestamp":"yesterday","lastErrorCode":\
            "DataFormatConversion.ParseError","lastErrorMessage":"Bad","rawData":"?","sequenceNumber":"7",\
            "dataCatalogTable":{"databaseName":"d"}}""";

    @Test
    void answerTheirQuestions() {
        Engine engine = recentLake();
        StringBuilder expected = new StringBuilder();
        StringBuilder actual = new StringBuilder();
        for (Query query : queries()) {
            Rows rows = engine.query(query.statement(Query.DATABASE));
            if (query.name().equals("all_events")) {
                assertEquals(25, rows.values().size());
                continue;
            }
            expected.append("%s:\n%s\n".formatted(query.name(), answer(query)));
            actual.append("%s:\n%s\n".formatted(query.name(), text(rows)));
        }
        assertEquals(expected.toString(), actual.toString());
        assertEquals(
                new TreeSet<>(ANSWERS.keySet()),
                queries().stream()
                        .map(Query::name)
                        .filter(name -> !name.equals("all_events"))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static String answer(Query query) {
        String yesterday = TestLake.today().minusDays(1).toString();
        return moved(ANSWERS.getOrDefault(query.name(), "").replace("{1}", yesterday));
    }

    @Test
    void holdTheTwoOfTheSeedWordByWord() {
        assertEquals(
                "SELECT * FROM \"ses_event_db\".\"ses_events\"".toLowerCase(Locale.ROOT),
                words("all_events"));
        assertEquals(
                ("SELECT * FROM \"ses_event_db\".\"email_status\" CROSS JOIN UNNEST(destination) AS t (email)"
                                + " WHERE t.email = '"
                                + TO
                                + "' ORDER BY time_sent DESC")
                        .toLowerCase(Locale.ROOT),
                words("status_by_recipient"));
    }

    @Test
    void readBothSpellingsAndTypesOfTheErrorLine() {
        Engine engine = recentLake();
        assertEquals(
                """
                [1, 1789014240448, 1789014301529, arn:x, null, null]
                [4, 1789014239000, 1789014301529, arn:y, null, null]
                [1, yesterday, null, null, 7, {"databaseName":"d"}]""",
                text(
                        engine.query(
                                "select attemptsmade, arrivaltimestamp, attemptendingtimestamp, lambdaarn,"
                                        + " sequencenumber, datacatalogtable from failed_records order by lambdaarn")));
    }

    private static Engine recentLake() {
        String today = TestLake.today().toString();
        Events events =
                new Events()
                        .add(
                                "Send",
                                ID,
                                "'destination':['"
                                        + TO
                                        + "'],'commonHeaders':{'subject':'Hello'},"
                                        + "'tags':{'campaign':['spring']}",
                                "")
                        .add(
                                "Delivery",
                                ID,
                                "'destination':['" + TO + "'],'tags':{'campaign':['spring']}",
                                delivery())
                        .add(
                                "Delivery",
                                ID,
                                "'destination':['" + TO + "'],'tags':{'campaign':['spring']}",
                                delivery())
                        .at(
                                "08:30:00.000",
                                "DeliveryDelay",
                                "delayed",
                                delay("MailboxFull", "full@x.org"))
                        .at(
                                "08:00:00.000",
                                "DeliveryDelay",
                                "delayed",
                                delay("General", "full@x.org"))
                        .at(
                                "08:00:00.000",
                                "DeliveryDelay",
                                "arrived",
                                delay("General", "slow@x.org"))
                        .at("08:00:01.000", "Delivery", "arrived", "'recipients':['Slow@x.org']")
                        .at(
                                "11:00:00.000",
                                "Bounce",
                                "soft",
                                bounce("Transient", "MailboxFull", "", "Full@x.org"))
                        .at(
                                "12:00:00.000",
                                "Bounce",
                                "gone1",
                                bounce("Permanent", "General", "", "gone@x.org"))
                        .at(
                                "12:30:00.000",
                                "Bounce",
                                "gone2",
                                bounce(
                                        "Permanent",
                                        "NoEmail",
                                        ",'status':'5.1.1','diagnosticCode':'smtp; 550 nobody'",
                                        "Gone@x.org"))
                        .add(
                                "Complaint",
                                "complained",
                                "'commonHeaders':{'subject':'Hello'}",
                                "'complaint':{'timestamp':'2026-02-02T14:00:00.000Z','complaintFeedbackType':'abuse',"
                                        + "'complainedRecipients':[{'emailAddress':'cross@x.org'}]}")
                        .at(
                                "14:00:00.000",
                                "Complaint",
                                "praised",
                                "'complaintFeedbackType':'not-spam',"
                                        + "'complainedRecipients':[{'emailAddress':'fan@x.org'}]")
                        .at(
                                "14:00:00.000",
                                "Complaint",
                                "held back",
                                "'complaintSubType':'OnTenantSuppressionList',"
                                        + "'complainedRecipients':[{'emailAddress':'former@x.org'}]")
                        .add(
                                "Click",
                                "clicked",
                                "",
                                "'click':{'timestamp':'2026-02-01T10:30:00.000Z','link':'https://x.org/a?b'}")
                        .at(
                                "16:00:00.000",
                                "Subscription",
                                "left",
                                "'contactList':'shop','source':'UnsubscribeHeader',"
                                        + "'newTopicPreferences':{'unsubscribeAll':true}")
                        .add(
                                "Reject",
                                "rejected",
                                "'tags':{'ses:operation':['SendEmail']}",
                                "'reject':{'reason':'Bad content'}")
                        .add(
                                "Rendering Failure",
                                "unrendered",
                                "",
                                "'failure':{'errorMessage':'no name','templateName':'Welcome'}");
        TestLake.of(moved(events.lines()));
        TestLake.event(TestLake.hoursAgo(30), moved(ofYesterday().lines()));
        TestLake.event("2026-01-05-10", List.of(Events.line(old())));
        TestLake.failed("processing-failed", today, List.of(CAPTURED, DOCUMENTED));
        TestLake.failed("format-conversion-failed", today, List.of(CONVERSION));
        return TestLake.refresh();
    }

    /** From February to the days before yesterday, since the queries look at recent days. */
    private static List<String> moved(List<String> lines) {
        return lines.stream().map(QueriesTest::moved).toList();
    }

    private static String moved(String text) {
        LocalDate today = TestLake.today();
        return text.replace("2026-02-01", today.minusDays(3).toString())
                .replace("2026-02-02", today.minusDays(2).toString());
    }

    /** For the queries that ask when it happened, not when it arrived. */
    private static RecentEvents ofYesterday() {
        RecentEvents events = new RecentEvents();
        int seconds = 0;
        for (String recipient : List.of("a@gmail.com", "b@yahoo.com")) {
            seconds++;
            String sent = "{1}T10:00:00.000Z";
            String mail = "'destination':['" + recipient + "']";
            String delivery = "'delivery':{'timestamp':'{1}T10:00:0" + seconds + ".000Z'}";
            events.add("Send", sent, "to " + recipient, mail, "'send':{}")
                    .add("Delivery", sent, "to " + recipient, mail, delivery);
        }
        String sent = "{1}T10:00:00.000Z";
        String mail = "'destination':['%s'],'tags':{'campaign':['summer']}";
        String open =
                "'open':{'timestamp':'{1}T12:00:00.000Z','userAgent':'%s','isBotEvent':'Unlikely'}";
        String click =
                "'click':{'timestamp':'{1}T13:00:00.000Z','userAgent':'Firefox','link':'https://x.org/b'}";
        return events.add(
                        "Open",
                        sent,
                        "to a@gmail.com",
                        mail.formatted("a@gmail.com"),
                        open.formatted("Mozilla/5.0"))
                .add(
                        "Open",
                        sent,
                        "to b@yahoo.com",
                        mail.formatted("b@yahoo.com"),
                        open.formatted("Firefox"))
                .add("Click", sent, "to b@yahoo.com", mail.formatted("b@yahoo.com"), click);
    }

    private static String old() {
        return """
               {"eventType":"Bounce","mail":{"timestamp":"2026-01-05T10:00:00Z","messageId":"old"},"bounce":\
               {"bounceType":"Permanent","bouncedRecipients":[{"emailAddress":"old@x.org"}]}}""";
    }

    private static String delivery() {
        return "'delivery':{'timestamp':'2026-02-02T09:00:00.000Z','smtpResponse':'250 ok'}";
    }

    private static String delay(String type, String recipient) {
        return "'delayType':'%s','expirationTime':'2999-01-01T00:00:00.000Z','delayedRecipients':[{'emailAddress':'%s'}]"
                .formatted(type, recipient);
    }

    private static String bounce(String type, String subtype, String report, String recipient) {
        return "'bounceType':'%s','bounceSubType':'%s','bouncedRecipients':[{'emailAddress':'%s'%s}]"
                .formatted(type, subtype, recipient, report);
    }

    private static String words(String name) {
        Query query = queries().stream().filter(q -> q.name().equals(name)).findFirst().get();
        return query.statement(Query.DATABASE)
                .lines()
                .filter(line -> !line.startsWith("--"))
                .collect(Collectors.joining(" "))
                .strip();
    }

    private static String text(Rows rows) {
        return rows.values().stream().map(Object::toString).collect(Collectors.joining("\n"));
    }

    private static List<Query> queries() {
        return SqlTree.ofCheckout().queries();
    }
}
