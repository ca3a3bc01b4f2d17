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

/** The rows of reputation, worked out in Java. */
final class ReputationOracle {
    private ReputationOracle() {}

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

    static List<String> rows(Collection<Lifecycles.Event> events) {
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
        return rows;
    }
}
