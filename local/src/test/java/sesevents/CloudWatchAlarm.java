package sesevents;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import sesevents.MetricMath.Unseen;

/**
 * One alarm as CloudWatch judges it, after the User Guide's "Evaluating an alarm" and "How alarm
 * state is evaluated when data is missing".
 *
 * @param properties of the alarm, with every function of the template resolved
 * @param extraPeriods how many periods more than it has to judge CloudWatch looks back; the guide
 *     only says that they are more
 */
record CloudWatchAlarm(JsonNode properties, int extraPeriods, Unseen unseen) {
    enum State {
        OK,
        ALARM,
        INSUFFICIENT_DATA
    }

    /**
     * @param data each metric's points by name and second
     * @param now in seconds; periods that are not over are left out
     */
    State next(State before, Map<String, NavigableMap<Long, Double>> data, long now) {
        JsonNode queries = properties.path("Metrics");
        long period = period();
        int periods = properties.path("EvaluationPeriods").asInt();
        List<Long> times = new ArrayList<>();
        for (int i = periods + extraPeriods; i > 0; i--) {
            times.add((now / period - i) * period);
        }
        Map<Long, Double> points =
                queries.isMissingNode()
                        ? points(properties, properties.path("Statistic"), data, times, period)
                        : result(queries, data, times, period);
        return judged(
                times.stream().map(points::get).toList(),
                periods,
                properties.path("DatapointsToAlarm").asInt(periods),
                properties.path("TreatMissingData").asText(),
                before);
    }

    /** In seconds. */
    long period() {
        JsonNode queries = properties.path("Metrics");
        return queries.isMissingNode()
                ? properties.path("Period").asLong()
                : queries.findValue("Period").asLong();
    }

    /**
     * @param range the oldest point first, null where one is missing
     */
    State judged(List<Double> range, int periods, int toAlarm, String missing, State before) {
        List<Double> real = new ArrayList<>(range);
        real.removeIf(point -> point == null);
        if (real.size() >= periods) {
            List<Double> last = real.subList(real.size() - periods, real.size());
            return last.stream().filter(this::breaches).count() >= toAlarm ? State.ALARM : State.OK;
        }
        long breaching = real.stream().filter(this::breaches).count();
        if (breaching >= toAlarm) {
            return State.ALARM;
        }
        boolean fine = breaching < real.size();
        return switch (missing) {
            case "breaching" ->
                    breaching + periods - real.size() >= toAlarm ? State.ALARM : State.OK;
            case "notBreaching" -> State.OK;
            case "ignore" -> fine ? State.OK : before;
            default -> throw new IllegalArgumentException("not modelled: " + missing);
        };
    }

    private boolean breaches(double point) {
        double threshold = properties.path("Threshold").asDouble();
        return switch (properties.path("ComparisonOperator").asText()) {
            case "GreaterThanOrEqualToThreshold" -> point >= threshold;
            case "LessThanThreshold" -> point < threshold;
            default -> throw new IllegalArgumentException("not modelled: " + properties);
        };
    }

    private Map<Long, Double> result(
            JsonNode queries,
            Map<String, NavigableMap<Long, Double>> data,
            List<Long> times,
            long period) {
        Map<String, Map<Long, Double>> metrics = new HashMap<>();
        for (JsonNode query : queries) {
            JsonNode stat = query.path("MetricStat");
            if (!stat.isMissingNode()) {
                metrics.put(
                        query.path("Id").asText(),
                        points(stat.path("Metric"), stat.path("Stat"), data, times, period));
            }
        }
        return new MetricMath(times, period, metrics, unseen)
                .series(queries.at("/0/Expression").asText());
    }

    private static Map<Long, Double> points(
            JsonNode metric,
            JsonNode statistic,
            Map<String, NavigableMap<Long, Double>> data,
            List<Long> times,
            long period) {
        String name = metric.path("Namespace").asText() + " " + metric.path("MetricName").asText();
        Map<Long, Double> points = new TreeMap<>();
        for (long time : times) {
            DoubleSummaryStatistics values =
                    data
                            .getOrDefault(name, new TreeMap<>())
                            .subMap(time, time + period)
                            .values()
                            .stream()
                            .mapToDouble(Double::doubleValue)
                            .summaryStatistics();
            if (values.getCount() > 0) {
                points.put(
                        time,
                        switch (statistic.asText()) {
                            case "Sum" -> values.getSum();
                            case "Average" -> values.getAverage();
                            case "Maximum" -> values.getMax();
                            case "Minimum" -> values.getMin();
                            default -> throw new IllegalArgumentException(statistic.asText());
                        });
            }
        }
        return points;
    }
}
