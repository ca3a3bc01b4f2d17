package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import sesevents.engine.Lifecycles.Event;

class DeliveryLatencyTest {
    private static final String ALL =
            "select delivery_date, provider, delivery_count, p50_seconds, p95_seconds, p99_seconds,"
                    + " max_seconds from delivery_latency order by delivery_date, provider";

    @Test
    void givesExactPercentilesPerProviderAndDay() {
        RecentEvents events = new RecentEvents();
        for (int i = 1; i <= 200; i++) {
            String domain = i % 2 == 0 ? "gmail.com" : "GoogleMail.com";
            deliver(events, 2, "m" + i, i * 10, "a@" + domain);
        }
        deliver(events, 2, "n1", 86_400_000, "a@x.org", "b@x.org");
        deliver(events, 2, "n2", 1_250, "a@x.org");
        events.add("Open", "{2}T10:00:00.000Z", "n3", "'destination':['a@x.org']", "'open':{}");
        events.lake();
        TestLake.event(TestLake.hoursAgo(0), events.lines());
        assertEquals(
                """
                [%s, Google, 200, 1.0, 1.9, 2.0, 2.0]
                [%1$s, x.org, 1, 1.3, 1.3, 1.3, 1.3]
                [%s, x.org, 2, 86400.0, 86400.0, 86400.0, 86400.0]"""
                        .formatted(events.date(2), events.date(1)),
                TestLake.answer(ALL));
    }

    @Test
    void countsADeliveryForThoseWhomItReached() {
        RecentEvents events =
                new RecentEvents()
                        .add(
                                "Delivery",
                                "{1}T10:00:00.000Z",
                                "m",
                                "'destination':['a@x.org','b@y.org']",
                                "'delivery':{'timestamp':'{1}T10:00:01.000Z','recipients':['a@x.org']}");
        events.lake();
        assertEquals(
                "[%s, x.org, 1, 1.0, 1.0, 1.0, 1.0]".formatted(events.date(1)),
                TestLake.answer(ALL));
    }

    @Test
    void knowsEveryDayOfHistoryAndReadsNoMoreOfItThanAFilterLeaves() {
        RecentEvents events = new RecentEvents();
        deliver(events, 300, "m1", 1_000, "a@x.org");
        deliver(events, 100, "m2", 2_000, "a@x.org");
        TestLake.of(events.date(300) + "-10", events.lines().subList(0, 1));
        TestLake.event(events.date(100) + "-10", events.lines().subList(1, 2));
        TestLake.refresh();
        String some =
                ALL.replace(
                        "order", "where delivery_date > current_date - interval '200' day order");

        assertEquals(
                """
                [%s, x.org, 1, 1.0, 1.0, 1.0, 1.0]
                [%s, x.org, 1, 2.0, 2.0, 2.0, 2.0]"""
                        .formatted(events.date(300), events.date(100)),
                TestLake.answer(ALL));
        assertEquals(
                "[%s, x.org, 1, 2.0, 2.0, 2.0, 2.0]".formatted(events.date(100)),
                TestLake.answer(some));
        assertEquals(2, TestLake.historyFiles(ALL));
        assertEquals(1, TestLake.historyFiles(some));
    }

    @Test
    void measuresMadeUpMail() {
        Lifecycles mail = Lifecycles.untilNow(27, 3_000, 4);
        List<List<Object>> expected = expected(mail);
        assertEquals(expected, mail.lake().query(ALL).values());
        assertEquals(expected, mail.shuffledTwice(14).query(ALL).values());
    }

    private static List<List<Object>> expected(Lifecycles mail) {
        Map<String, String> providers = new HashMap<>();
        TestLake.engine()
                .query("select domain, provider from mailbox_providers")
                .values()
                .forEach(row -> providers.put((String) row.get(0), (String) row.get(1)));
        TreeMap<String, TreeMap<String, List<Double>>> days = new TreeMap<>();
        for (Event event : mail.distinct()) {
            if (event.type().equals("Delivery")) {
                long millis = Duration.between(event.sentAt(), event.time()).toMillis();
                for (String recipient : event.recipients()) {
                    String domain = recipient.split("@")[1];
                    days.computeIfAbsent(date(event.time()), _ -> new TreeMap<>())
                            .computeIfAbsent(
                                    providers.getOrDefault(domain, domain), _ -> new ArrayList<>())
                            .add(Math.round(millis / 100.0) / 10.0);
                }
            }
        }
        List<List<Object>> rows = new ArrayList<>();
        days.forEach(
                (day, latencies) ->
                        latencies.forEach(
                                (provider, seconds) ->
                                        rows.add(
                                                List.of(
                                                        day,
                                                        provider,
                                                        (long) seconds.size(),
                                                        Percentile.of(seconds, 50),
                                                        Percentile.of(seconds, 95),
                                                        Percentile.of(seconds, 99),
                                                        Percentile.of(seconds, 100)))));
        return rows;
    }

    private static String date(Instant time) {
        return time.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    /** Of a mail that was sent at ten in the morning (UTC), so many milliseconds later. */
    private static void deliver(
            RecentEvents events, int daysAgo, String messageId, long millis, String... recipients) {
        Instant sent = Instant.parse(events.date(daysAgo) + "T10:00:00Z");
        String addresses = String.join("','", recipients);
        events.add(
                "Delivery",
                sent.toString(),
                messageId,
                "'destination':['%s']".formatted(addresses),
                "'delivery':{'timestamp':'%s','recipients':['%s']}"
                        .formatted(sent.plusMillis(millis), addresses));
    }
}
