package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReputationTest {
    private static final String ALL = "select * from reputation order by place";
    private static final String TENANTS =
            "select value, status, sent_count, hard_bounce_count, bounce_percent, complaint_count,"
                    + " bounce_share_percent, complaint_share_percent, pause_percent,"
                    + " account_pause_percent_without from reputation where dimension = 'tenant'"
                    + " order by place";
    private static final String SENT = "{2}T10:00:00.000Z";

    /** Mails of one campaign to as many people of one domain, the first ones bouncing. */
    private static RecentEvents campaign(
            RecentEvents events, String name, String domain, int mails, int bounces) {
        for (int i = 0; i < mails; i++) {
            String address = "a%d@%s".formatted(i, domain);
            String mail = mail(name, address);
            String id = name + i;
            events.add("Send", SENT, id, mail, "'send':{}");
            if (i < bounces) {
                events.add("Bounce", SENT, id, mail, bounce("Permanent", "General", address));
            }
        }
        return events;
    }

    private static String mail(String campaign, String address) {
        return "'source':'news@shop.org','destination':['%s'],'tags':{'ses:configuration-set':['main'],'campaign':['%s']}"
                .formatted(address, campaign);
    }

    @Test
    void ranksFirstWhomTheAccountWouldBeBestOffWithout() {
        RecentEvents events = campaign(new RecentEvents(), "good", "outlook.com", 60, 1);
        campaign(events, "bad", "gmail.com", 40, 5);
        events.add(
                "Complaint",
                SENT,
                "good7",
                mail("good", "a7@outlook.com"),
                complaint("null", "a7@outlook.com"));

        assertEquals(
                """
                [0, all, all, at risk, 100, 6, 6.0, 1, 1.667, 0, 100.0, 100.0, 333.3, null]
                [1, provider, Microsoft, at risk, 60, 1, 1.667, 1, 1.667, 0, 16.7, 100.0, 333.3, 125.0]
                [2, tag, campaign=good, at risk, 60, 1, 1.667, 1, 1.667, 0, 16.7, 100.0, 333.3, 125.0]
                [3, provider, Google, at risk, 40, 5, 12.5, null, null, 0, 83.3, null, 125.0, 333.3]
                [4, tag, campaign=bad, at risk, 40, 5, 12.5, 0, null, 0, 83.3, 0.0, 125.0, 333.3]
                [5, configuration_set, main, at risk, 100, 6, 6.0, 1, 1.667, 0, 100.0, 100.0, 333.3, null]
                [6, identity, shop.org, at risk, 100, 6, 6.0, 1, 1.667, 0, 100.0, 100.0, 333.3, null]""",
                text(events.lake(), ALL));
    }

    @Test
    void warnsAtTheLimitsOfSes() {
        RecentEvents events = new RecentEvents();
        campaign(events, "b5", "x.org", 20, 1);
        campaign(events, "b49", "x.org", 41, 2);
        campaign(events, "b10", "x.org", 10, 1);
        complaints(events, "c1", 1_000, 1);
        complaints(events, "c09", 1_001, 1);
        complaints(events, "c5", 200, 1);

        assertEquals(
                """
                [campaign=b10, at risk]
                [campaign=b49, ok]
                [campaign=b5, warning]
                [campaign=c09, ok]
                [campaign=c1, warning]
                [campaign=c5, at risk]""",
                text(
                        events.lake(),
                        "select value, status from reputation where dimension = 'tag' order by 1"));
    }

    private static void complaints(RecentEvents events, String name, int mails, int complaints) {
        campaign(events, name, "yahoo.com", mails, 0);
        for (int i = 0; i < complaints; i++) {
            String address = "a%d@yahoo.com".formatted(i);
            events.add(
                    "Complaint", SENT, name + i, mail(name, address), complaint("null", address));
        }
    }

    @Test
    void showsATenantAsSesPausesIt() {
        RecentEvents events = campaign(new RecentEvents(), "all", "x.org", 90, 0);
        String[] tenants = {"acme", "umbrella"};
        for (int i = 0; i < 10; i++) {
            String mail = ofTenant(tenants[i % 2], "b%d@x.org".formatted(i));
            events.add("Send", SENT, "t" + i, mail, "'send':{}");
        }
        String bounce = bounce("Permanent", "General", "b1@x.org");
        events.add("Bounce", SENT, "t1", ofTenant("umbrella", "b1@x.org"), bounce);

        assertEquals(
                """
                [umbrella, at risk, 5, 1, 20.0, 0, 100.0, null, 200.0, 0.0]
                [acme, ok, 5, 0, 0.0, 0, 0.0, null, 0.0, 10.5]""",
                text(events.lake(), TENANTS));
    }

    /** SES promises their names on bounces and complaints alone. */
    @Test
    void givesNoPercentToATenantWhoseSendsDoNotNameIt() {
        RecentEvents events = campaign(new RecentEvents(), "all", "yahoo.com", 20, 0);
        String bounce = bounce("Permanent", "General", "a1@yahoo.com");
        events.add("Bounce", SENT, "all1", ofTenant("acme", "a1@yahoo.com"), bounce)
                .add(
                        "Complaint",
                        SENT,
                        "all2",
                        ofTenant("acme", "a2@yahoo.com"),
                        complaint("null", "a2@yahoo.com"));

        assertEquals(
                "[acme, null, 0, 1, null, 1, 100.0, 100.0, null, null]",
                text(events.lake(), TENANTS));
        assertEquals(
                "[at risk, 20, 1, 5.0, 1, 5.0]",
                text(
                        TestLake.engine(),
                        "select status, sent_count, hard_bounce_count, bounce_percent, complaint_count,"
                                + " complaint_percent from reputation where place = 0"));
    }

    private static String ofTenant(String tenant, String address) {
        return mail("all", address)
                .replace("'campaign':", "'ses:tenant-name':['%s'],'campaign':".formatted(tenant));
    }

    @Test
    void countsNeitherSoftBouncesNorSuppressedAddressesNorTheSimulator() {
        RecentEvents events = campaign(new RecentEvents(), "good", "x.org", 10, 0);
        campaign(events, "test", "simulator.amazonses.com", 5, 5);
        String mail = mail("good", "a1@x.org");
        events.add("Bounce", SENT, "good1", mail, bounce("Transient", "General", "a1@x.org"))
                .add(
                        "Bounce",
                        SENT,
                        "good2",
                        mail,
                        bounce("Permanent", "OnAccountSuppressionList", "a2@x.org"))
                .add(
                        "Complaint",
                        SENT,
                        "good3",
                        mail,
                        complaint("'OnAccountSuppressionList'", "a3@x.org"))
                .add(
                        "Bounce",
                        SENT,
                        "good4",
                        mail,
                        bounce("Permanent", "OnTenantSuppressionList", "a4@x.org"))
                .add(
                        "Complaint",
                        SENT,
                        "good5",
                        mail,
                        complaint("'OnTenantSuppressionList'", "a5@x.org"))
                .add(
                        "Complaint",
                        SENT,
                        "good6",
                        mail,
                        complaint("null,'complaintFeedbackType':'not-spam'", "a6@x.org"));

        assertEquals(
                "[all, ok, 10, 0, 0.0, 0, 4]",
                text(
                        events.lake(),
                        "select value, status, sent_count, hard_bounce_count, bounce_percent, complaint_count,"
                                + " suppressed_count from reputation where place = 0"));
    }

    @Test
    void looksAtTheLast30Days() {
        RecentEvents events = new RecentEvents();
        for (int daysAgo : new int[] {29, 30}) {
            String sent = "{%d}T00:00:00.000Z".formatted(daysAgo);
            events.add("Send", sent, "m" + daysAgo, mail("c", "a@x.org"), "'send':{}");
        }

        assertEquals(
                "[1]", text(events.lake(), "select sent_count from reputation where place = 0"));
    }

    @Test
    void agreesWithAnotherAccountOfThousandsOfMails() {
        Lifecycles mail = Lifecycles.untilNow(22, 3_000, 4);
        String expected = oracle(mail.distinct());

        assertEquals(expected, text(mail.lake(), ALL));
        assertEquals(expected, text(mail.shuffledTwice(2), ALL));
    }

    private static final class Mail {
        private long sent;
        private long audible;
        private long hard;
        private long suppressed;
        private final Set<String> complaints = new TreeSet<>();
        private boolean heard;

        private void add(Lifecycles.Event event, String outcome, String domain) {
            switch (outcome) {
                case "sent" -> {
                    sent++;
                    audible += RateOracle.hearsNothing(domain) ? 0 : 1;
                }
                case "hard_bounce" -> hard++;
                case "suppressed" -> suppressed++;
                case "complaint" -> complaints.add(event.id());
                default -> throw new AssertionError(outcome);
            }
            heard |= !RateOracle.hearsNothing(domain);
        }
    }

    private record Judged(
            String dimension, String value, Mail mail, Double bounces, Double complaints) {

        static Judged of(String dimension, String value, Mail mail) {
            return new Judged(
                    dimension,
                    value,
                    mail,
                    percent(mail.hard, mail.sent),
                    percent(mail.complaints.size(), mail.audible));
        }

        static Double percent(long count, long of) {
            return of == 0 ? null : 100.0 * count / of;
        }

        Double pause() {
            return bounces == null
                    ? null
                    : Math.max(10.0 * bounces, complaints == null ? 0 : 200.0 * complaints);
        }

        Double pauseWithout(Mail account) {
            Mail rest = new Mail();
            rest.sent = account.sent - mail.sent;
            rest.audible = account.audible - mail.audible;
            rest.hard = account.hard - mail.hard;
            rest.complaints.addAll(account.complaints);
            rest.complaints.removeAll(mail.complaints);
            return of("", "", rest).pause();
        }

        String status() {
            double bounce = bounces == null ? 0 : bounces;
            double complaint = complaints == null ? 0 : complaints;
            if (bounce >= 10 || complaint >= 0.5) {
                return "at risk";
            }
            return bounce >= 5 || complaint >= 0.1 ? "warning" : "ok";
        }

        String row(int place, Mail account) {
            boolean silent =
                    dimension.equals("provider") && !mail.heard && mail.complaints.isEmpty();
            return Stream.of(
                            place,
                            dimension,
                            value,
                            status(),
                            mail.sent,
                            mail.hard,
                            rounded(bounces, 1e3),
                            silent ? null : mail.complaints.size(),
                            silent ? null : rounded(complaints, 1e3),
                            mail.suppressed,
                            rounded(percent(mail.hard, account.hard), 1e1),
                            silent
                                    ? null
                                    : rounded(
                                            percent(
                                                    mail.complaints.size(),
                                                    account.complaints.size()),
                                            1e1),
                            rounded(pause(), 1e1),
                            rounded(pauseWithout(account), 1e1))
                    .map(String::valueOf)
                    .collect(Collectors.joining(", ", "[", "]"));
        }

        private static Double rounded(Double number, double factor) {
            return number == null ? null : Math.round(number * factor) / factor;
        }
    }

    private static String oracle(Collection<Lifecycles.Event> events) {
        Map<List<String>, Mail> mails = new TreeMap<>(Comparator.comparing(List::toString));
        for (Lifecycles.Event event : events) {
            String outcome = RateOracle.outcome(event);
            if (!Set.of("sent", "hard_bounce", "suppressed", "complaint")
                    .contains(String.valueOf(outcome))) {
                continue;
            }
            for (String recipient : event.recipients()) {
                String domain = RateOracle.domain(recipient);
                List<List<String>> contributors = RateOracle.contributors(event, domain);
                contributors.add(List.of("all", "all"));
                contributors.forEach(
                        one ->
                                mails.computeIfAbsent(one, _ -> new Mail())
                                        .add(event, outcome, domain));
            }
        }
        Mail account = mails.get(List.of("all", "all"));
        List<Judged> judged = new ArrayList<>();
        mails.forEach((key, mail) -> judged.add(Judged.of(key.get(0), key.get(1), mail)));
        judged.sort(
                Comparator.comparing((Judged one) -> !one.dimension().equals("all"))
                        .thenComparing(
                                one -> one.pauseWithout(account),
                                Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(one -> -one.mail().sent)
                        .thenComparing(Judged::dimension)
                        .thenComparing(Judged::value));
        List<String> rows = new ArrayList<>();
        for (int place = 0; place < judged.size(); place++) {
            rows.add(judged.get(place).row(place, account));
        }
        return String.join("\n", rows);
    }

    private static String text(Engine engine, String sql) {
        return engine.query(sql).values().stream()
                .map(Object::toString)
                .collect(Collectors.joining("\n"));
    }

    private static String bounce(String type, String subtype, String recipient) {
        return "'bounce':{'timestamp':'{1}T11:00:00.000Z','bounceType':'%s','bounceSubType':'%s','bouncedRecipients':[{'emailAddress':'%s'}]}"
                .formatted(type, subtype, recipient);
    }

    private static String complaint(String subtype, String recipient) {
        return "'complaint':{'timestamp':'{1}T12:00:00.000Z','complaintSubType':%s,'complainedRecipients':[{'emailAddress':'%s'}]}"
                .formatted(subtype, recipient);
    }
}
