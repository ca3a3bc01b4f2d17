package sesevents.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sesevents.engine.Lifecycles.Event;

/** The rows of views that measure how long something took, worked out in Java. */
final class TimeOracle {
    private TimeOracle() {}

    /** Whether a mail still waits depends on the clock, so here it has ended or not. */
    static final String DELAYS =
            "select message_id, recipient, recipient_domain, time_sent, time_first_delayed,"
                    + " time_last_delayed, delay_count, delay_type, diagnostic_code, time_given_up,"
                    + " if(outcome in ('waiting', 'unknown'), null, outcome), time_ended,"
                    + " seconds_delayed from delays";

    static List<List<Object>> delays(Collection<Event> events) {
        TreeMap<String, List<Event>> delayed = new TreeMap<>();
        TreeMap<String, List<Event>> ended = new TreeMap<>();
        for (Event event : events) {
            for (String recipient : event.recipients()) {
                String key = event.messageId() + " " + recipient;
                switch (event.type()) {
                    case "DeliveryDelay" ->
                            delayed.computeIfAbsent(key, _ -> new ArrayList<>()).add(event);
                    case "Delivery", "Bounce" ->
                            ended.computeIfAbsent(key, _ -> new ArrayList<>()).add(event);
                    default -> {}
                }
            }
        }
        List<List<Object>> rows = new ArrayList<>();
        delayed.forEach((key, delays) -> rows.add(delay(key, delays, ended.get(key))));
        return rows;
    }

    private static List<Object> delay(String key, List<Event> delays, List<Event> ends) {
        delays.sort(Comparator.comparing(Event::time));
        Event last = delays.getLast();
        Event end =
                ends == null ? null : ends.stream().min(Comparator.comparing(Event::time)).get();
        String recipient = key.split(" ")[1];
        JsonNode report = last.json().at("/deliveryDelay/delayedRecipients/0");
        return Arrays.asList(
                last.messageId(),
                recipient,
                recipient.split("@")[1],
                Lifecycles.sql(last.sentAt()),
                Lifecycles.sql(delays.getFirst().time()),
                Lifecycles.sql(last.time()),
                (long) delays.size(),
                last.text("/deliveryDelay/delayType"),
                report.get("diagnosticCode").textValue(),
                Lifecycles.sql(Instant.parse(last.text("/deliveryDelay/expirationTime"))),
                end == null ? null : end.type().equals("Bounce") ? "bounced" : "delivered",
                end == null ? null : Lifecycles.sql(end.time()),
                end == null ? null : Duration.between(last.sentAt(), end.time()).toSeconds());
    }

    static final String FRESHNESS =
            "select ingest_hour, event_count, p50_seconds, p95_seconds, max_seconds from freshness";

    static List<List<Object>> freshness(Collection<Event> events) {
        TreeMap<Instant, List<Long>> hours = new TreeMap<>();
        for (Event event : events) {
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
                                        percentile(seconds, 50),
                                        percentile(seconds, 95),
                                        percentile(seconds, 100))));
        return rows;
    }

    static final String LATENCIES =
            "select delivery_date, provider, delivery_count, p50_seconds, p95_seconds, p99_seconds,"
                    + " max_seconds from delivery_latency";

    static List<List<Object>> latencies(Collection<Event> events) {
        Map<String, String> providers = new HashMap<>();
        TestLake.engine()
                .query("select domain, provider from mailbox_providers")
                .values()
                .forEach(row -> providers.put((String) row.get(0), (String) row.get(1)));
        Map<List<String>, List<Double>> latencies = new HashMap<>();
        for (Event event : events) {
            if (event.type().equals("Delivery")) {
                long millis = Duration.between(event.sentAt(), event.time()).toMillis();
                for (String recipient : event.recipients()) {
                    String domain = recipient.split("@")[1];
                    String provider = providers.getOrDefault(domain, domain);
                    latencies
                            .computeIfAbsent(
                                    List.of(date(event.time()), provider), _ -> new ArrayList<>())
                            .add(Math.round(millis / 100.0) / 10.0);
                }
            }
        }
        List<List<Object>> rows = new ArrayList<>();
        latencies.forEach(
                (key, seconds) ->
                        rows.add(
                                List.of(
                                        key.get(0),
                                        key.get(1),
                                        (long) seconds.size(),
                                        percentile(seconds, 50),
                                        percentile(seconds, 95),
                                        percentile(seconds, 99),
                                        percentile(seconds, 100))));
        return rows;
    }

    /** Nearest rank: the least of the values that so many percent of them do not exceed. */
    private static <T extends Comparable<T>> T percentile(List<T> values, int percent) {
        int rank = Math.ceilDiv(values.size() * percent, 100);
        return values.stream().sorted().toList().get(rank - 1);
    }

    private static String date(Instant time) {
        return time.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }
}
