package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DailyRatesTest {
    private static final String ALL =
            "select * from daily_rates order by event_date desc, dimension, value";

    private static final String TO_ONE = "'destination':['a@gmail.com']";
    private static final String TO_TWO = "'destination':['B@yahoo.com','c@firm.org']";
    private static final String SPRING =
            """
            ,'source':'Shop <news@mail.shop.org>','tags':{'ses:configuration-set':['marketing'],\
            'ses:operation':['SendEmail'],'campaign':['spring'],'team':['a','b']}""";
    private static final String ARN =
            ",'sourceArn':'arn:aws:ses:eu-west-1:123456789012:identity/shop.org'";
    private static final String SENT = "{2}T10:00:00.000Z";

    /**
     * Two mails of the day before yesterday, opened and clicked today, and one without a sender.
     */
    private static RecentEvents few() {
        return new RecentEvents()
                .add("Send", SENT, "m1", TO_ONE + ARN + SPRING, "'send':{}")
                .add("Send", SENT, "m2", TO_TWO + ARN + SPRING, "'send':{}")
                .add("Send", SENT, "m3", "'source':null", "'send':{}")
                .add("Delivery", SENT, "m1", TO_ONE + ARN + SPRING, delivery("a@gmail.com"))
                .add("Delivery", SENT, "m2", TO_TWO + ARN + SPRING, delivery("B@yahoo.com"))
                .add(
                        "Bounce",
                        SENT,
                        "m2",
                        TO_TWO + ARN + SPRING,
                        bounce("Permanent", "General", "c@firm.org"))
                .add("Complaint", SENT, "m2", TO_TWO + ARN + SPRING, complaint("null"))
                .add("Open", SENT, "m1", TO_ONE + SPRING, open("01:00:00.000"))
                .add("Open", SENT, "m1", TO_ONE + SPRING, open("02:00:00.000"))
                .add("Open", SENT, "m2", TO_TWO + SPRING, open("03:00:00.000"))
                .add("Click", SENT, "m1", TO_ONE + SPRING, click("04:00:00.000"));
    }

    private static String expected(RecentEvents events) {
        return """
               [{0}, all, all, 0, 0, 0, 0, 0, 0, 2, 3, 1, 1, null, null]
               [{0}, configuration_set, marketing, 0, 0, 0, 0, 0, 0, 2, 3, 1, 1, null, null]
               [{0}, domain, (several), 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, null, null]
               [{0}, domain, gmail.com, 0, 0, 0, 0, 0, null, 1, 2, 1, 1, null, null]
               [{0}, identity, shop.org, 0, 0, 0, 0, 0, 0, 2, 3, 1, 1, null, null]
               [{0}, provider, (several), 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, null, null]
               [{0}, provider, Google, 0, 0, 0, 0, 0, null, 1, 2, 1, 1, null, null]
               [{0}, tag, campaign=spring, 0, 0, 0, 0, 0, 0, 2, 3, 1, 1, null, null]
               [{0}, tag, team=a, 0, 0, 0, 0, 0, 0, 2, 3, 1, 1, null, null]
               [{0}, tag, team=b, 0, 0, 0, 0, 0, 0, 2, 3, 1, 1, null, null]
               [{1}, all, all, 0, 2, 1, 0, 0, 1, 0, 0, 0, 0, null, null]
               [{1}, configuration_set, marketing, 0, 2, 1, 0, 0, 1, 0, 0, 0, 0, null, null]
               [{1}, domain, firm.org, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, null, null]
               [{1}, domain, gmail.com, 0, 1, 0, 0, 0, null, 0, 0, 0, 0, null, null]
               [{1}, domain, yahoo.com, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, null, null]
               [{1}, identity, shop.org, 0, 2, 1, 0, 0, 1, 0, 0, 0, 0, null, null]
               [{1}, provider, Google, 0, 1, 0, 0, 0, null, 0, 0, 0, 0, null, null]
               [{1}, provider, Yahoo, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, null, null]
               [{1}, provider, other, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, null, null]
               [{1}, tag, campaign=spring, 0, 2, 1, 0, 0, 1, 0, 0, 0, 0, null, null]
               [{1}, tag, team=a, 0, 2, 1, 0, 0, 1, 0, 0, 0, 0, null, null]
               [{1}, tag, team=b, 0, 2, 1, 0, 0, 1, 0, 0, 0, 0, null, null]
               [{2}, all, all, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.0, 0.0]
               [{2}, configuration_set, (unknown), 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.0, 0.0]
               [{2}, configuration_set, marketing, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.0, 0.0]
               [{2}, domain, (unknown), 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.0, 0.0]
               [{2}, domain, firm.org, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.0, 0.0]
               [{2}, domain, gmail.com, 1, 0, 0, 0, 0, null, 0, 0, 0, 0, 0.0, null]
               [{2}, domain, yahoo.com, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.0, 0.0]
               [{2}, identity, (unknown), 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.0, 0.0]
               [{2}, identity, shop.org, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.0, 0.0]
               [{2}, provider, (unknown), 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.0, 0.0]
               [{2}, provider, Google, 1, 0, 0, 0, 0, null, 0, 0, 0, 0, 0.0, null]
               [{2}, provider, Yahoo, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.0, 0.0]
               [{2}, provider, other, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.0, 0.0]
               [{2}, tag, campaign=spring, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.0, 0.0]
               [{2}, tag, team=a, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.0, 0.0]
               [{2}, tag, team=b, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.0, 0.0]"""
                .replace("{0}", events.date(0))
                .replace("{1}", events.date(1))
                .replace("{2}", events.date(2));
    }

    @Test
    void countsEachEventOnItsDayOnceInEveryDimension() {
        RecentEvents events = few();

        assertEquals(expected(events), text(events.lake(), ALL));
    }

    @Test
    void showsADayWithOpensButNoSends() {
        RecentEvents events =
                new RecentEvents().add("Open", "{50}T10:00:00.000Z", "m", TO_ONE, open("01:00:00"));

        assertEquals(
                "[%s, 0, 1, null]".formatted(events.date(0)),
                text(
                        events.lake(),
                        "select event_date, sent_count, open_count, bounce_percent from daily_rates"
                                + " where dimension = 'all'"));
    }

    @Test
    void doesNotMindOrderOrDoublesOrTheHourOfArrival() {
        RecentEvents events = few();
        List<String> lines = new ArrayList<>(events.lines());
        lines.addAll(events.lines());
        Collections.shuffle(lines, new Random(5));
        TestLake.of(events.date(1) + "-10", lines.subList(0, 9));
        Engine engine = TestLake.refresh();
        TestLake.event(TestLake.hoursAgo(0), lines.subList(9, lines.size()));

        assertEquals(expected(events), text(engine, ALL));
    }

    @Test
    void keepsHardAndSoftBouncesAndSuppressedAddressesApart() {
        RecentEvents events = new RecentEvents();
        String[][] kinds = {
            {"Permanent", "General"},
            {"Permanent", "NoEmail"},
            {"Permanent", "Suppressed"},
            {"Permanent", "OnAccountSuppressionList"},
            {"Permanent", "OnTenantSuppressionList"},
            {"Permanent", "EmailValidationSuppressed"},
            {"Permanent", "UnsubscribedRecipient"},
            {"Permanent", "SomethingNew"},
            {"Transient", "General"},
            {"Transient", "MailboxFull"},
            {"Undetermined", "Undetermined"}
        };
        for (String[] kind : kinds) {
            String detail = bounce(kind[0], kind[1], "a@gmail.com");
            events.add("Bounce", SENT, kind[0] + kind[1], TO_ONE, detail);
        }
        events.add("Bounce", SENT, "typeless", TO_ONE, "'bounce':{'bounceType':null}")
                .add("Complaint", SENT, "again", TO_ONE, complaint("'OnAccountSuppressionList'"))
                .add(
                        "Complaint",
                        SENT,
                        "of a tenant",
                        TO_ONE,
                        complaint("'OnTenantSuppressionList'"))
                .add(
                        "Complaint",
                        SENT,
                        "praised",
                        TO_ONE,
                        complaint("null")
                                .replaceFirst("}$", ",'complaintFeedbackType':'not-spam'}"));

        assertEquals(
                "[hard_bounce, 4]\n[not_spam, 1]\n[soft_bounce, 4]\n[suppressed, 6]",
                text(
                        events.lake(),
                        "select outcome, count(*) from outcomes where dimension = 'all'"
                                + " group by outcome order by outcome"));
    }

    @Test
    void countsEachEventForTheTenantThatItNames() {
        String tenant = TO_ONE + ",'tags':{'ses:tenant-name':['%s'],'campaign':['spring']}";
        RecentEvents events = new RecentEvents();
        for (String name : List.of("acme", "umbrella")) {
            events.add("Send", SENT, name, tenant.formatted(name), "'send':{}");
        }
        events.add("Send", SENT, "of nobody", TO_ONE, "'send':{}")
                .add("Delivery", SENT, "of nobody", TO_ONE, delivery("a@gmail.com"))
                .add("Open", SENT, "acme", tenant.formatted("acme"), open("01:00:00.000"))
                .add(
                        "Bounce",
                        SENT,
                        "umbrella",
                        tenant.formatted("umbrella"),
                        bounce("Permanent", "General", "a@gmail.com"));

        assertEquals(
                """
                [{0}, acme, 0, 0, 1, null]
                [{1}, umbrella, 0, 1, 0, null]
                [{2}, acme, 1, 0, 0, 0.0]
                [{2}, umbrella, 1, 0, 0, 0.0]"""
                        .replace("{0}", events.date(0))
                        .replace("{1}", events.date(1))
                        .replace("{2}", events.date(2)),
                text(
                        events.lake(),
                        "select event_date, value, sent_count, hard_bounce_count, open_count, bounce_percent"
                                + " from daily_rates where dimension = 'tenant'"
                                + " order by event_date desc, value"));
    }

    @Test
    void countsSeveralWhoMayHaveComplainedAsOneComplaint() {
        String detail =
                "'complaint':{'timestamp':'{1}T12:00:00.000Z','complainedRecipients':"
                        + "[{'emailAddress':'a@yahoo.com'},{'emailAddress':'b@yahoo.com'}]}";
        String both = "'destination':['a@yahoo.com','b@yahoo.com']";
        RecentEvents events =
                new RecentEvents()
                        .add("Send", SENT, "m", both, "'send':{}")
                        .add("Complaint", SENT, "m", both, detail);

        assertEquals(
                "[1]\n[1]",
                text(
                        events.lake(),
                        "select sum(complaint_count) from daily_rates"
                                + " where value in ('all', 'yahoo.com') group by value"));
    }

    @Test
    void showsAComplaintThatCameWhereNoneWasToBeExpected() {
        String detail =
                "'complaint':{'timestamp':'{1}T12:00:00.000Z',"
                        + "'complainedRecipients':[{'emailAddress':'a@gmail.com'}]}";
        RecentEvents events = new RecentEvents().add("Complaint", SENT, "m", TO_ONE, detail);

        assertEquals(
                "[1]",
                text(
                        events.lake(),
                        "select complaint_count from daily_rates where dimension = 'provider'"));
    }

    @Test
    void readsTheLast36DaysOfArrivalAndShows35() {
        RecentEvents events = new RecentEvents();
        for (int daysAgo : new int[] {34, 34, 35}) {
            String sent = "{%d}T10:00:00.000Z".formatted(daysAgo);
            events.add("Send", sent, "m" + events.lines().size(), TO_ONE, "'send':{}");
        }
        TestLake.of(events.date(36) + "-23", events.lines().subList(0, 1));
        TestLake.event(events.date(35) + "-00", events.lines().subList(1, 3));

        assertEquals(
                "[%s, 1]".formatted(events.date(34)),
                text(
                        TestLake.refresh(),
                        "select event_date, sent_count from daily_rates where dimension = 'all'"));
    }

    @Test
    void agreesWithAnotherAccountOfThousandsOfMails() {
        Lifecycles mail = Lifecycles.untilNow(21, 3_000, 4);
        List<String> expected = oracle(mail);

        assertEquals(expected, rows(mail.lake()));
        assertEquals(expected, rows(mail.shuffledTwice(9)));
    }

    /** What happened under one key; a set of names counts what one knows to be distinct. */
    private static final class Tally {
        private final Map<String, Set<String>> outcomes = new TreeMap<>();
        private boolean heard;
        private long audible;

        private long count(String outcome) {
            return outcomes.getOrDefault(outcome, Set.of()).size();
        }

        private void add(Lifecycles.Event event, String outcome, String recipient, String domain) {
            // Whoever of several complained, there is one complaint.
            note(outcome, outcome.equals("complaint") ? event.id() : event.id() + recipient);
            note("messages of " + outcome, event.messageId());
            heard |= !RateOracle.hearsNothing(domain);
            audible += outcome.equals("sent") && !RateOracle.hearsNothing(domain) ? 1 : 0;
        }

        private void note(String outcome, String what) {
            outcomes.computeIfAbsent(outcome, _ -> new TreeSet<>()).add(what);
        }

        private Long complaints(List<String> key) {
            boolean partial = Set.of("domain", "provider").contains(key.get(1));
            long complaints = count("complaint");
            return partial && !heard && complaints == 0 ? null : Long.valueOf(complaints);
        }

        private String row(List<String> key) {
            return Stream.of(
                            key.get(0),
                            key.get(1),
                            key.get(2),
                            count("sent"),
                            count("delivered"),
                            count("hard_bounce"),
                            count("soft_bounce"),
                            count("suppressed"),
                            complaints(key),
                            count("messages of open"),
                            count("open"),
                            count("messages of click"),
                            count("click"),
                            percent(count("hard_bounce"), count("sent")),
                            percent(complaints(key), audible))
                    .map(String::valueOf)
                    .collect(Collectors.joining(", ", "[", "]"));
        }

        private static Double percent(Long count, long of) {
            return count == null || of == 0 ? null : Math.round(1e5 * count / of) / 1e3;
        }
    }

    private static List<String> oracle(Lifecycles mail) {
        Map<List<String>, Tally> tallies = new TreeMap<>(Comparator.comparing(List::toString));
        for (Lifecycles.Event event : mail.distinct()) {
            String outcome = RateOracle.outcome(event);
            if (outcome == null) {
                continue;
            }
            boolean anonymous = outcome.equals("open") || outcome.equals("click");
            Set<String> domains =
                    event.recipients().stream()
                            .map(RateOracle::domain)
                            .collect(Collectors.toCollection(TreeSet::new));
            String shared = domains.size() == 1 ? domains.iterator().next() : "(several)";
            for (String recipient : anonymous ? List.of("nobody") : event.recipients()) {
                String domain = anonymous ? shared : RateOracle.domain(recipient);
                for (List<String> key : keys(event, domain)) {
                    tallies.computeIfAbsent(key, _ -> new Tally())
                            .add(event, outcome, recipient, domain);
                }
            }
        }
        return tallies.entrySet().stream().map(one -> one.getValue().row(one.getKey())).toList();
    }

    private static List<List<String>> keys(Lifecycles.Event event, String domain) {
        String date = Lifecycles.sql(event.time()).substring(0, 10);
        List<List<String>> keys = new ArrayList<>();
        keys.add(List.of(date, "all", "all"));
        keys.add(List.of(date, "domain", domain));
        RateOracle.contributors(event, domain)
                .forEach(one -> keys.add(List.of(date, one.get(0), one.get(1))));
        return keys;
    }

    /** Sorted as the oracle is. */
    private static List<String> rows(Engine engine) {
        return engine.query("select * from daily_rates").values().stream()
                .sorted(Comparator.comparing(row -> row.subList(0, 3).toString()))
                .map(Object::toString)
                .toList();
    }

    private static String text(Engine engine, String sql) {
        return engine.query(sql).values().stream()
                .map(Object::toString)
                .collect(Collectors.joining("\n"));
    }

    private static String delivery(String recipient) {
        return "'delivery':{'timestamp':'{1}T10:00:01.000Z','recipients':['%s']}"
                .formatted(recipient);
    }

    private static String bounce(String type, String subtype, String recipient) {
        return "'bounce':{'timestamp':'{1}T11:00:00.000Z','bounceType':'%s','bounceSubType':'%s','bouncedRecipients':[{'emailAddress':'%s'}]}"
                .formatted(type, subtype, recipient);
    }

    private static String complaint(String subtype) {
        return "'complaint':{'timestamp':'{1}T12:00:00.000Z','complaintSubType':%s,'complainedRecipients':[{'emailAddress':'b@yahoo.com'}]}"
                .formatted(subtype);
    }

    private static String open(String time) {
        return "'open':{'timestamp':'{0}T%sZ'}".formatted(time);
    }

    private static String click(String time) {
        return "'click':{'timestamp':'{0}T%sZ','link':'https://shop.org'}".formatted(time);
    }
}
