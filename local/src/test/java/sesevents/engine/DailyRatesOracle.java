package sesevents.engine;

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

/** The rows of daily_rates, worked out in Java. */
final class DailyRatesOracle {
    private DailyRatesOracle() {}

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

    static List<String> rows(Collection<Lifecycles.Event> events) {
        Map<List<String>, Tally> tallies = new TreeMap<>(Comparator.comparing(List::toString));
        for (Lifecycles.Event event : events) {
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
}
