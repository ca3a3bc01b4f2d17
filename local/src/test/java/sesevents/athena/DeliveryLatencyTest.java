package sesevents.athena;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import sesevents.athena.Lifecycles.Event;

class DeliveryLatencyTest {
    private static final String ALL =
            "select delivery_date, provider, delivery_count, p50_seconds, p95_seconds, p99_seconds,"
                    + " max_seconds from delivery_latency order by delivery_date, provider";

    @Test
    void givesExactPercentilesPerProviderAndDay() {
        LocalDate today = TestLake.today();
        LocalDate sent = today.minusDays(2);
        List<String> lines = new ArrayList<>();
        for (int i = 1; i <= 200; i++) {
            String domain = i % 2 == 0 ? "gmail.com" : "GoogleMail.com";
            lines.add(delivery("m" + i, sent, i * 10, "a@" + domain));
        }
        lines.add(delivery("n1", sent, 86_400_000, "a@x.org", "b@x.org"));
        lines.add(delivery("n2", sent, 1_250, "a@x.org"));
        lines.addAll(new Events().add("Open", "n3", "'destination':['a@x.org']", "").lines());
        TestLake.of(today.toString(), lines);
        TestLake.event(today.toString(), lines);
        assertEquals(
                """
                [%s, Google, 200, 1.0, 1.9, 2.0, 2.0]
                [%1$s, x.org, 1, 1.3, 1.3, 1.3, 1.3]
                [%s, x.org, 2, 86400.0, 86400.0, 86400.0, 86400.0]"""
                        .formatted(sent, sent.plusDays(1)),
                TestLake.answer(ALL));
    }

    @Test
    void readsFifteenDaysOfArrivals() {
        LocalDate first = TestLake.today().minusDays(14);
        TestLake.of(first.toString(), List.of(delivery("m", first, 1_000, "a@x.org")));
        TestLake.unreadable(first.minusDays(1).toString());
        assertEquals("[%s, x.org, 1, 1.0, 1.0, 1.0, 1.0]".formatted(first), TestLake.answer(ALL));
    }

    @Test
    void leavesOutDaysOfWhichItSeesOnlyWhatCameLate() {
        LocalDate today = TestLake.today();
        LocalDate before = today.minusDays(15);
        TestLake.of(
                today.toString(),
                List.of(
                        delivery("m1", before, 1_000, "a@x.org"),
                        delivery("m2", before, 86_400_000, "a@x.org")));
        assertEquals(
                "[%s, x.org, 1, 86400.0, 86400.0, 86400.0, 86400.0]".formatted(before.plusDays(1)),
                TestLake.answer(ALL));
    }

    @Test
    void measuresMadeUpMail() {
        Lifecycles mail = Lifecycles.untilToday(27, 3_000, 4);
        List<List<Object>> expected = expected(mail);
        assertEquals(expected, mail.lake().query(ALL).values());
        assertEquals(expected, mail.shuffledTwice(14).query(ALL).values());
    }

    private static List<List<Object>> expected(Lifecycles mail) {
        Map<String, String> providers = new HashMap<>();
        TestLake.athena()
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

    /** The delivery of a mail sent at ten in the morning (UTC), so many milliseconds later. */
    private static String delivery(
            String messageId, LocalDate day, long millis, String... recipients) {
        Instant sent = day.atTime(10, 0).toInstant(ZoneOffset.UTC);
        return Events.line(
                """
                {"eventType":"Delivery","mail":{"timestamp":"%s","messageId":"%s"},
                "delivery":{"timestamp":"%s","recipients":["%s"]}}"""
                        .formatted(
                                sent,
                                messageId,
                                sent.plusMillis(millis),
                                String.join("\",\"", recipients)));
    }
}
