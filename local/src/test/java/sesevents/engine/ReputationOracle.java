package sesevents.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sesevents.engine.RateOracle.Tally;

/** The rows of reputation, worked out in Java. */
final class ReputationOracle {
    private ReputationOracle() {}

    private record Judged(
            String dimension, String value, Tally mail, Double bounces, Double complaints) {

        static Judged of(String dimension, String value, Tally mail) {
            return new Judged(
                    dimension,
                    value,
                    mail,
                    percent(mail.count("hard_bounce"), mail.count("sent")),
                    percent(mail.count("complaint"), mail.audible()));
        }

        static Double percent(long count, long of) {
            return of == 0 ? null : 100.0 * count / of;
        }

        static Double pause(Double bounces, Double complaints) {
            return bounces == null
                    ? null
                    : Math.max(10.0 * bounces, complaints == null ? 0 : 200.0 * complaints);
        }

        Double pauseWithout(Tally account) {
            Set<String> others = new HashSet<>(account.names("complaint"));
            others.removeAll(mail.names("complaint"));
            long bounced = account.count("hard_bounce") - mail.count("hard_bounce");
            return pause(
                    percent(bounced, account.count("sent") - mail.count("sent")),
                    percent(others.size(), account.audible() - mail.audible()));
        }

        String status() {
            double bounce = bounces == null ? 0 : bounces;
            double complaint = complaints == null ? 0 : complaints;
            if (bounce >= 10 || complaint >= 0.5) {
                return "at risk";
            }
            return bounce >= 5 || complaint >= 0.1 ? "warning" : "ok";
        }

        String row(int place, Tally account) {
            boolean silent = dimension.equals("provider") && mail.isSilent();
            long hard = mail.count("hard_bounce");
            long complained = mail.count("complaint");
            return Stream.of(
                            place,
                            dimension,
                            value,
                            status(),
                            mail.count("sent"),
                            hard,
                            rounded(bounces, 1e3),
                            silent ? null : complained,
                            silent ? null : rounded(complaints, 1e3),
                            mail.count("suppressed"),
                            rounded(percent(hard, account.count("hard_bounce")), 1e1),
                            silent
                                    ? null
                                    : rounded(percent(complained, account.count("complaint")), 1e1),
                            rounded(pause(bounces, complaints), 1e1),
                            rounded(pauseWithout(account), 1e1))
                    .map(String::valueOf)
                    .collect(Collectors.joining(", ", "[", "]"));
        }

        private static Double rounded(Double number, double factor) {
            return number == null ? null : Math.round(number * factor) / factor;
        }
    }

    static List<String> rows(Collection<Lifecycles.Event> events) {
        Map<List<String>, Tally> mails = new TreeMap<>(Comparator.comparing(List::toString));
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
                                mails.computeIfAbsent(one, _ -> new Tally())
                                        .add(event, outcome, recipient, domain));
            }
        }
        Tally account = mails.get(List.of("all", "all"));
        List<Judged> judged = new ArrayList<>();
        mails.forEach((key, mail) -> judged.add(Judged.of(key.get(0), key.get(1), mail)));
        judged.sort(
                Comparator.comparing((Judged one) -> !one.dimension().equals("all"))
                        .thenComparing(
                                one -> one.pauseWithout(account),
                                Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(one -> -one.mail().count("sent"))
                        .thenComparing(Judged::dimension)
                        .thenComparing(Judged::value));
        List<String> rows = new ArrayList<>();
        for (int place = 0; place < judged.size(); place++) {
            rows.add(judged.get(place).row(place, account));
        }
        return rows;
    }
}
