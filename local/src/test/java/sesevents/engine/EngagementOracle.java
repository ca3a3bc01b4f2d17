package sesevents.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sesevents.engine.Lifecycles.Event;

/** The rows of engagement_events and engagement, worked out in Java. */
final class EngagementOracle {
    private EngagementOracle() {}

    static final String EVENTS =
            "select event_id, verdict, rule_name, seconds_after_delivery, links_at_once"
                    + " from engagement_events";
    static final String MESSAGES =
            "select message_id, human_open_count, machine_open_count, human_click_count,"
                    + " machine_click_count, verdict, rules from engagement";

    private record Judged(Event event, String rule, double seconds, long links) {
        String verdict() {
            boolean human = rule.equals("nothing_against_it") || rule.endsWith("_proxy");
            return human ? "human" : "machine";
        }

        List<Object> row() {
            return List.of(event.id(), verdict(), rule, seconds, links);
        }
    }

    static List<List<Object>> events(Collection<Event> events) {
        return judged(events).stream().map(Judged::row).toList();
    }

    static List<List<Object>> messages(Collection<Event> events) {
        Map<String, List<Judged>> messages =
                judged(events).stream()
                        .collect(Collectors.groupingBy(one -> one.event().messageId()));
        List<List<Object>> rows = new ArrayList<>();
        messages.forEach(
                (id, all) -> {
                    Stream<String> verdicts = all.stream().map(Judged::verdict);
                    Stream<String> rules = all.stream().map(Judged::rule).distinct().sorted();
                    rows.add(
                            List.of(
                                    id,
                                    count(all, "Open", "human"),
                                    count(all, "Open", "machine"),
                                    count(all, "Click", "human"),
                                    count(all, "Click", "machine"),
                                    verdicts.min(Comparator.naturalOrder()).get(),
                                    rules.toList()));
                });
        return rows;
    }

    private static long count(List<Judged> all, String type, String verdict) {
        return all.stream()
                .filter(one -> one.event().type().equals(type) && one.verdict().equals(verdict))
                .count();
    }

    private static List<Judged> judged(Collection<Event> events) {
        Map<String, Instant> delivered = new HashMap<>();
        Map<String, List<Event>> clicks = new HashMap<>();
        for (Event event : events) {
            if (event.type().equals("Delivery")) {
                delivered.merge(event.messageId(), event.time(), (a, b) -> a.isBefore(b) ? a : b);
            }
            if (event.type().equals("Click")) {
                clicks.computeIfAbsent(event.messageId(), _ -> new ArrayList<>()).add(event);
            }
        }
        List<Judged> judged = new ArrayList<>();
        for (Event event : events) {
            if (event.type().equals("Open") || event.type().equals("Click")) {
                Instant taken = delivered.getOrDefault(event.messageId(), event.sentAt());
                double seconds = Duration.between(taken, event.time()).toMillis() / 1e3;
                long links =
                        clicks.getOrDefault(event.messageId(), List.of()).stream()
                                .filter(one -> secondsBetween(one, event) <= 10)
                                .map(one -> one.text("/click/link"))
                                .distinct()
                                .count();
                judged.add(new Judged(event, rule(event, seconds, links), seconds, links));
            }
        }
        return judged;
    }

    private static double secondsBetween(Event one, Event other) {
        return Duration.between(one.time(), other.time()).abs().toMillis() / 1e3;
    }

    private static String rule(Event event, double seconds, long links) {
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
}
