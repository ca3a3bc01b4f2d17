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

    private static String row(List<String> key, RateOracle.Tally tally) {
        Long complaints =
                Set.of("domain", "provider").contains(key.get(1)) && tally.isSilent()
                        ? null
                        : Long.valueOf(tally.count("complaint"));
        return Stream.of(
                        key.get(0),
                        key.get(1),
                        key.get(2),
                        tally.count("sent"),
                        tally.count("delivered"),
                        tally.count("hard_bounce"),
                        tally.count("soft_bounce"),
                        tally.count("suppressed"),
                        complaints,
                        tally.count("messages of open"),
                        tally.count("open"),
                        tally.count("messages of click"),
                        tally.count("click"),
                        percent(tally.count("hard_bounce"), tally.count("sent")),
                        percent(complaints, tally.audible()))
                .map(String::valueOf)
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static Double percent(Long count, long of) {
        return count == null || of == 0 ? null : Math.round(1e5 * count / of) / 1e3;
    }

    static List<String> rows(Collection<Lifecycles.Event> events) {
        Map<List<String>, RateOracle.Tally> tallies =
                new TreeMap<>(Comparator.comparing(List::toString));
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
                    tallies.computeIfAbsent(key, _ -> new RateOracle.Tally())
                            .add(event, outcome, recipient, domain);
                }
            }
        }
        return tallies.entrySet().stream().map(one -> row(one.getKey(), one.getValue())).toList();
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
