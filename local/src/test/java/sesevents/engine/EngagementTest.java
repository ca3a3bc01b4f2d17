package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EngagementTest {
    private static final String SENT = "{2}T10:00:00.000Z";
    private static final String MAIL = "'destination':['a@x.org'],'tags':{'campaign':['spring']}";
    private static final String CHROME =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
                    + " Chrome/143.0.0.0 Safari/537.36";
    private static final String HOME = "203.0.113.9";

    private static final String[][] OPENS = {
        {"human", "nothing_against_it", CHROME, HOME},
        {
            "human",
            "nothing_against_it",
            "Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; Microsoft Outlook 16.0.5; ms-office)",
            HOME
        },
        {
            "human",
            "nothing_against_it",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)",
            HOME
        },
        {"human", "nothing_against_it", "Mozilla/5.0 (Linux; Android 14; CUBOT_P80)", HOME},
        {
            "human",
            "gmail_proxy",
            "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)",
            "66.249.84.1"
        },
        {
            "human",
            "yahoo_proxy",
            "YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html",
            "87.248.110.1"
        },
        {
            "machine",
            "gmail_prefetch",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
                    + " Chrome/42.0.2311.135 Safari/537.36 Edge/12.246 Mozilla/5.0",
            "66.102.8.1"
        },
        {"machine", "gmail_sampling", "Mozilla/5.0 Edge/12.246 Gmail-content-sampling", HOME},
        {"machine", "apple_privacy", "Mozilla/5.0", "172.224.226.7"},
        {"machine", "apple_network", CHROME, "17.58.101.9"},
        {"machine", "microsoft_gateway", CHROME, "40.93.0.1"},
        {"machine", "microsoft_gateway", CHROME, "2a01:111:f403:c801::1"},
        {"human", "nothing_against_it", CHROME, "2a01:111:f404::1"},
        {"human", "nothing_against_it", CHROME, "not an address"},
        {"machine", "nameless", "", HOME},
        {"machine", "named_scanner", "BarracudaCentral/2.0", HOME},
        {"machine", "robot", "Mozilla/5.0 (compatible; SomeBot/1.0)", HOME},
        {"machine", "script", "python-requests/2.32.3", HOME},
    };

    @Test
    void knowsWhoOpensByUserAgentAndNetwork() {
        RecentEvents events = new RecentEvents();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < OPENS.length; i++) {
            String id = "m%02d".formatted(i);
            events.add("Open", SENT, id, MAIL, open("13:00:00.000", OPENS[i][2], OPENS[i][3]));
            expected.add("[%s, %s, %s]".formatted(id, OPENS[i][0], OPENS[i][1]));
        }

        assertEquals(
                String.join("\n", expected),
                text(
                        events.lake(),
                        "select message_id, verdict, rule_name from engagement_events order by 1"));
    }

    @Test
    void takesAnEventWithoutUserAgentAndAddressForAMachine() {
        RecentEvents events =
                new RecentEvents()
                        .add("Open", SENT, "m", MAIL, "'open':{'timestamp':'{1}T13:00:00Z'}");

        assertEquals(
                "[machine, nameless, , null]",
                text(
                        events.lake(),
                        "select verdict, rule_name, user_agent, ip_address from engagement_events"));
    }

    @Test
    void doesNotTakeAClickFromApplesNetworkForAMachine() {
        RecentEvents events =
                new RecentEvents()
                        .add("Click", SENT, "m", MAIL, click("13:00:00.000", "1", "17.1.2.3"));

        assertEquals("[human]", text(events.lake(), "select verdict from engagement_events"));
    }

    @Test
    void takesTheWordOfSesForAMachineAndForNothingElse() {
        RecentEvents events = new RecentEvents();
        String proxy = OPENS[4][2];
        String[][] opens = {
            {CHROME, "'Likely'", "machine, ses_likely, human, nothing_against_it, Likely"},
            {proxy, "'Likely'", "machine, ses_likely, human, gmail_proxy, Likely"},
            {"Mozilla/5.0", "'Likely'", "machine, apple_privacy, machine, apple_privacy, Likely"},
            {
                CHROME,
                "'Unlikely'",
                "human, nothing_against_it, human, nothing_against_it, Unlikely"
            },
            {"", "'Unlikely'", "machine, nameless, machine, nameless, Unlikely"},
            {CHROME, "null", "human, nothing_against_it, human, nothing_against_it, null"},
            {CHROME, "'Perhaps'", "human, nothing_against_it, human, nothing_against_it, Perhaps"},
        };
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < opens.length; i++) {
            String open = labelled(open("13:00:00.000", opens[i][0], HOME), opens[i][1]);
            events.add("Open", SENT, "open" + i, MAIL, open);
            expected.add("[open%d, %s]".formatted(i, opens[i][2]));
        }
        String click = labelled(click("13:00:00.000", "1", HOME), "'Likely'");
        events.add("Click", SENT, "the click", MAIL, click);
        expected.add("[the click, machine, ses_likely, human, nothing_against_it, Likely]");

        assertEquals(
                String.join("\n", expected),
                text(
                        events.lake(),
                        "select message_id, verdict, rule_name, own_verdict, own_rule_name, ses_verdict"
                                + " from engagement_events order by 1"));
        assertEquals(
                """
                [open0, 1, 0]
                [open3, 0, 1]
                [open5, 0, 0]
                [open6, 0, 0]""",
                text(
                        TestLake.engine(),
                        "select message_id, ses_likely_count, ses_unlikely_count from engagement"
                                + " where message_id in ('open0', 'open3', 'open5', 'open6') order by 1"));
    }

    /** Lines as the function stored them before August 2026, none of them written anew. */
    @Test
    void answersFilesFromBeforeTheWordOfSesAsItDidThen() {
        String day = TestLake.today().minusDays(1).toString();
        String mail =
                "'message_id':'m','sent_timestamp':'{1} 10:00:00.000','recipients':['a@x.org'],"
                        + "'mail':{'messageId':'m','timestamp':'{1}T10:00:00.000Z','destination':['a@x.org']},"
                        + "'tags':[{'name':'campaign','value':'spring'}],'ingest_timestamp':'{1} 13:00:05.000'";
        List<String> lines =
                Stream.of(
                                "{'eventType':'Open',%s,'event_id':'e1','event_timestamp':'{1} 12:00:00.000',"
                                        + "'open':{'timestamp':'{1}T12:00:00.000Z','userAgent':'Mozilla/5.0',"
                                        + "'ipAddress':'172.224.226.7'}}",
                                "{'eventType':'Click',%s,'event_id':'e2','event_timestamp':'{1} 13:00:00.000',"
                                        + "'click':{'timestamp':'{1}T13:00:00.000Z','userAgent':'Firefox',"
                                        + "'ipAddress':'203.0.113.9','link':'https://x.org','linkTags':null}}")
                        .map(line -> line.formatted(mail).replace("{1}", day).replace('\'', '"'))
                        .toList();

        assertEquals(
                """
                [e1, Open, machine, apple_privacy, machine, apple_privacy, null, Mozilla/5.0, 172.224.226.7, null, 7200.0, 0]
                [e2, Click, human, nothing_against_it, human, nothing_against_it, null, Firefox, 203.0.113.9, https://x.org, 10800.0, 1]""",
                text(
                        TestLake.of(lines),
                        "select event_id, eventtype, verdict, rule_name, own_verdict, own_rule_name,"
                                + " ses_verdict, user_agent, ip_address, link, seconds_after_delivery,"
                                + " links_at_once from engagement_events order by 1"));
        assertEquals(
                "[0, 1, 1, 0, human, 0, 0]",
                text(
                        TestLake.engine(),
                        "select human_open_count, machine_open_count, human_click_count, machine_click_count,"
                                + " verdict, ses_likely_count, ses_unlikely_count from engagement"));
        assertEquals(
                "[null, null]\n[null, null]",
                text(
                        TestLake.engine(),
                        "select open.isbotevent, click.isbotevent from ses_events"));
    }

    @Test
    void knowsAMachineByItsHaste() {
        RecentEvents events = new RecentEvents();
        String[][] times = {
            {"Click", "12:00:04.999"},
            {"Click", "12:00:05.000"},
            {"Click", "12:00:05.001"},
            {"Click", "11:59:58.000"},
            {"Open", "12:00:02.000"},
            {"Open", "12:00:02.001"},
        };
        for (int i = 0; i < times.length; i++) {
            String id = "m" + i;
            String detail =
                    times[i][0].equals("Open")
                            ? open(times[i][1], CHROME, HOME)
                            : click(times[i][1], "1", HOME);
            events.add(times[i][0], SENT, id, MAIL, detail)
                    .add("Delivery", SENT, id, MAIL, delivery("12:30:00.000"))
                    .add("Delivery", SENT, id, MAIL, delivery("12:00:00.000"));
        }
        events.add(
                "Click",
                "{1}T12:00:00.000Z",
                "undelivered",
                MAIL,
                click("12:00:01.000", "1", HOME));

        assertEquals(
                """
                [m0, at_delivery, 4.999]
                [m1, at_delivery, 5.0]
                [m2, nothing_against_it, 5.001]
                [m3, at_delivery, -2.0]
                [m4, at_delivery, 2.0]
                [m5, nothing_against_it, 2.001]
                [undelivered, at_delivery, 1.0]""",
                text(
                        events.lake(),
                        "select message_id, rule_name, seconds_after_delivery from engagement_events order by 1"));
    }

    @Test
    void knowsAMachineByTheManyLinksItFollowsAtOnce() {
        RecentEvents events = new RecentEvents();
        String[] times = {"12:00:00.000", "12:00:05.000", "12:00:10.000", "12:00:25.001"};
        for (int i = 0; i < times.length; i++) {
            events.add("Click", SENT, "burst", MAIL, click(times[i], "link" + i, HOME))
                    .add("Click", SENT, "again and again", MAIL, click(times[i], "one", HOME))
                    .add("Click", SENT, "alone" + i, MAIL, click(times[i], "link" + i, HOME));
        }
        events.add("Open", SENT, "burst", MAIL, open("12:00:03.000", CHROME, HOME))
                .add("Open", SENT, "burst", MAIL, open("12:00:15.000", CHROME, HOME));

        assertEquals(
                """
                [Click, 2026-01-01 12:00:00.000, 3, machine]
                [Open, 2026-01-01 12:00:03.000, 3, machine]
                [Click, 2026-01-01 12:00:05.000, 3, machine]
                [Click, 2026-01-01 12:00:10.000, 3, machine]
                [Open, 2026-01-01 12:00:15.000, 2, human]
                [Click, 2026-01-01 12:00:25.001, 1, human]"""
                        .replace("2026-01-01", events.date(1)),
                text(
                        events.lake(),
                        "select eventtype, event_timestamp, links_at_once, verdict from engagement_events"
                                + " where message_id = 'burst' order by event_timestamp"));
        assertEquals(
                "[1, human]",
                text(
                        TestLake.engine(),
                        "select distinct links_at_once, verdict from engagement_events"
                                + " where message_id <> 'burst'"));
    }

    @Test
    void putsPeopleAndMachinesSideBySide() {
        RecentEvents events =
                new RecentEvents()
                        .add("Open", SENT, "m1", MAIL, open("12:00:00.000", "Mozilla/5.0", HOME))
                        .add("Open", SENT, "m1", MAIL, open("13:00:00.000", CHROME, HOME))
                        .add("Open", SENT, "m1", MAIL, open("14:00:00.000", CHROME, HOME))
                        .add("Click", SENT, "m1", MAIL, click("13:30:00.000", "1", HOME))
                        .add("Open", SENT, "m2", MAIL, open("12:00:00.000", "Mozilla/5.0", HOME));

        assertEquals(
                """
                [m1, {2} 10:00:00.000, [a@x.org], 2, 1, 1, 0, {1} 13:00:00.000, {1} 13:30:00.000, human, \
                [apple_privacy, nothing_against_it], [{name=campaign, value=spring}], 0, 0]
                [m2, {2} 10:00:00.000, [a@x.org], 0, 1, 0, 0, null, null, machine, [apple_privacy], \
                [{name=campaign, value=spring}], 0, 0]"""
                        .replace("{1}", events.date(1))
                        .replace("{2}", events.date(2)),
                text(events.lake(), "select * from engagement order by message_id"));
    }

    @Test
    void readsTheLast36DaysOfArrival() {
        RecentEvents events = new RecentEvents();
        for (String id : List.of("m36", "m35")) {
            events.add("Open", SENT, id, MAIL, open("12:00:00.000", CHROME, HOME));
        }
        TestLake.of(events.date(36) + "-23", events.lines().subList(0, 1));
        TestLake.event(events.date(35) + "-00", events.lines().subList(1, 2));

        assertEquals("[m35]", text(TestLake.refresh(), "select message_id from engagement"));
    }

    @Test
    void agreesWithAnotherJudgeOfThousandsOfMails() {
        Lifecycles mail = Lifecycles.untilNow(23, 3_000, 4);
        List<String> expected = oracle(mail.distinct());
        String sql =
                "select event_id, verdict, rule_name, seconds_after_delivery, links_at_once"
                        + " from engagement_events order by event_id";

        assertEquals(String.join("\n", expected), text(mail.lake(), sql));
        String messages = text(TestLake.engine(), "select * from engagement order by message_id");
        Engine shuffled = mail.shuffledTwice(4);
        assertEquals(String.join("\n", expected), text(shuffled, sql));
        assertEquals(messages, text(shuffled, "select * from engagement order by message_id"));
    }

    /** The judge does not know which reader was made up; the test does, by the user agents. */
    @Test
    void findsTheMachinesAmongMadeUpReaders() {
        Engine engine = Lifecycles.untilNow(24, 3_000, 4).lake();
        Map<String, Long> wrong = new TreeMap<>();
        long right = 0;
        for (List<Object> row :
                engine.query(
                                "select user_agent, verdict, count(*) from engagement_events group by 1, 2")
                        .values()) {
            String agent = (String) row.get(0);
            boolean machine =
                    agent.contains("Chrome/79.")
                            || agent.contains("Edge/12.")
                            || agent.equals("Mozilla/5.0");
            if (machine == row.get(1).equals("machine")) {
                right += (Long) row.get(2);
                continue;
            }
            wrong.put(agent + " taken for a " + row.get(1), (Long) row.get(2));
        }

        long mistakes = wrong.values().stream().mapToLong(Long::longValue).sum();
        assertTrue(mistakes < right / 100, right + " right, but " + wrong);
    }

    private static List<String> oracle(Collection<Lifecycles.Event> events) {
        Map<String, Instant> delivered = new HashMap<>();
        Map<String, List<Lifecycles.Event>> clicks = new HashMap<>();
        for (Lifecycles.Event event : events) {
            if (event.type().equals("Delivery")) {
                delivered.merge(event.messageId(), event.time(), (a, b) -> a.isBefore(b) ? a : b);
            }
            if (event.type().equals("Click")) {
                clicks.computeIfAbsent(event.messageId(), _ -> new ArrayList<>()).add(event);
            }
        }
        List<String> rows = new ArrayList<>();
        for (Lifecycles.Event event : events) {
            if (event.type().equals("Open") || event.type().equals("Click")) {
                Instant taken = delivered.getOrDefault(event.messageId(), event.sentAt());
                double seconds = Duration.between(taken, event.time()).toMillis() / 1e3;
                long links =
                        clicks.getOrDefault(event.messageId(), List.of()).stream()
                                .filter(
                                        one ->
                                                Duration.between(one.time(), event.time())
                                                                .abs()
                                                                .toMillis()
                                                        <= 10_000)
                                .map(one -> one.text("/click/link"))
                                .distinct()
                                .count();
                String rule = rule(event, seconds, links);
                boolean human = rule.equals("nothing_against_it") || rule.endsWith("_proxy");
                rows.add(
                        "[%s, %s, %s, %s, %d]"
                                .formatted(
                                        event.id(),
                                        human ? "human" : "machine",
                                        rule,
                                        seconds,
                                        links));
            }
        }
        return rows.stream().sorted().toList();
    }

    private static String rule(Lifecycles.Event event, double seconds, long links) {
        boolean open = event.type().equals("Open");
        String agent = event.text(open ? "/open/userAgent" : "/click/userAgent");
        if (open && agent.equals("Mozilla/5.0")) {
            return "apple_privacy";
        }
        if (open && agent.endsWith("Edge/12.246 Mozilla/5.0")) {
            return "gmail_prefetch";
        }
        if (seconds <= (open ? 2 : 5)) {
            return "at_delivery";
        }
        if (links >= 3) {
            return "many_links_at_once";
        }
        if ("Likely".equals(event.text(open ? "/open/isBotEvent" : "/click/isBotEvent"))) {
            return "ses_likely";
        }
        if (open && agent.contains("GoogleImageProxy")) {
            return "gmail_proxy";
        }
        return open && agent.startsWith("YahooMailProxy") ? "yahoo_proxy" : "nothing_against_it";
    }

    private static String text(Engine engine, String sql) {
        return engine.query(sql).values().stream()
                .map(Object::toString)
                .collect(Collectors.joining("\n"));
    }

    private static String delivery(String time) {
        return "'delivery':{'timestamp':'{1}T%sZ','recipients':['a@x.org']}".formatted(time);
    }

    private static String open(String time, String userAgent, String address) {
        return "'open':{'timestamp':'{1}T%sZ','userAgent':'%s','ipAddress':'%s'}"
                .formatted(time, userAgent, address);
    }

    /** With SES's own verdict in its place, behind all else. */
    private static String labelled(String detail, String verdict) {
        return detail.replaceFirst("}$", ",'isBotEvent':%s}".formatted(verdict));
    }

    private static String click(String time, String link, String address) {
        return "'click':{'timestamp':'{1}T%sZ','userAgent':'%s','ipAddress':'%s','link':'https://x.org/%s'}"
                .formatted(time, CHROME, address, link);
    }
}
