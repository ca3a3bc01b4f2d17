package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import sesevents.engine.Lifecycles.Event;

class FreshnessTest {
    private static final String ALL =
            "select ingest_hour, event_count, p50_seconds, p95_seconds, max_seconds"
                    + " from freshness order by ingest_hour";

    @Test
    void givesExactPercentilesOfFirstArrivals() {
        List<String> lines = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            lines.add(sentAndArrived("m" + i, "2026-02-01 10:00:%02d.000".formatted(i)));
        }
        lines.add(sentAndArrived("m20", "2026-02-01 11:00:00.000"));
        lines.add(sentAndArrived("late", "2026-02-01 11:00:00.000"));
        lines.addAll(
                new Events()
                        .at("08:00:00.000", "Bounce", "m1", "")
                        .at("08:00:00.000", "Complaint", "m1", "")
                        .lines());
        TestLake.of(lines);
        assertEquals(
                """
                [2026-02-01 10:00:00.000, 20, 10, 19, 20]
                [2026-02-01 11:00:00.000, 1, 3600, 3600, 3600]""",
                TestLake.answer(ALL));
    }

    @Test
    void readsEightDaysOfArrivals() {
        TestLake.of(
                TestLake.today().minusDays(8) + "-23",
                List.of(sentAndArrived("m8", "2026-02-01 10:00:08.000")));
        TestLake.event(
                TestLake.today().minusDays(7) + "-00",
                List.of(sentAndArrived("m7", "2026-02-01 10:00:02.000")));
        TestLake.refresh();
        assertEquals("[2026-02-01 10:00:00.000, 1, 2, 2, 2]", TestLake.answer(ALL));
    }

    @Test
    void measuresMadeUpMail() {
        Lifecycles mail = Lifecycles.untilNow(26, 3_000, 4);
        List<List<Object>> expected = expected(mail);
        assertEquals(expected, mail.lake().query(ALL).values());
        assertEquals(expected, mail.shuffledTwice(13).query(ALL).values());
    }

    private static List<List<Object>> expected(Lifecycles mail) {
        TreeMap<Instant, List<Long>> hours = new TreeMap<>();
        for (Event event : mail.distinct()) {
            if (!event.type().equals("Bounce") && !event.type().equals("Complaint")) {
                Instant arrival = event.arrival().truncatedTo(ChronoUnit.MILLIS);
                hours.computeIfAbsent(arrival.truncatedTo(ChronoUnit.HOURS), _ -> new ArrayList<>())
                        .add(Duration.between(event.time(), arrival).toSeconds());
            }
        }
        List<List<Object>> rows = new ArrayList<>();
        hours.forEach(
                (hour, seconds) ->
                        rows.add(
                                List.of(
                                        Lifecycles.sql(hour),
                                        (long) seconds.size(),
                                        Percentile.of(seconds, 50),
                                        Percentile.of(seconds, 95),
                                        Percentile.of(seconds, 100))));
        return rows;
    }

    /** A Send of 10:00:00. */
    private static String sentAndArrived(String messageId, String arrival) {
        return new Events()
                .add("Send", messageId, "", "")
                .lines()
                .getFirst()
                .replace("2026-02-01 23:00:00.123", arrival);
    }
}
