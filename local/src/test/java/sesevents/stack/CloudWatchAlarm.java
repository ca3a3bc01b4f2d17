package sesevents.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import sesevents.stack.MetricMath.Unseen;

/**
 * One alarm as CloudWatch evaluates it. Source: Amazon CloudWatch User Guide, "Evaluating an alarm"
 * and "How alarm state is evaluated when data is missing".
 *
 * @param properties of the alarm, with every function of the template resolved
 * @param extraPeriods how many periods CloudWatch looks back beyond those it evaluates; the guide
 *     does not say how many
 */
record CloudWatchAlarm(JsonNode properties, int extraPeriods, Unseen unseen) {
    enum State {
        OK,
        ALARM,
        INSUFFICIENT_DATA
    }

    /**
     * @param data each metric's points by "namespace name" and second
     * @param now in seconds; a period that is not over is left out
     */
    State next(State before, Map<String, NavigableMap<Long, Double>> data, long now) {
        JsonNode queries = properties.path("Metrics");
        long period = period();
        int periods = properties.path("EvaluationPeriods").asInt();
        List<Long> times = new ArrayList<>();
        for (int i = periods + extraPeriods; i > 0; i--) {
            times.add((now / period - i) * period);
        }
        Map<Long, Double> points;
        if (queries.isMissingNode()) {
            points = points(properties, properties.path("Statistic"), data, times, period);
        } else {
            Map<String, Map<Long, Double>> metrics = new HashMap<>();
            for (JsonNode query : queries) {
                JsonNode stat = query.path("MetricStat");
                metrics.put(
                        query.path("Id").asText(),
                        points(stat.path("Metric"), stat.path("Stat"), data, times, period));
            }
            points =
                    new MetricMath(times, period, metrics, unseen)
                            .series(queries.at("/0/Expression").asText());
        }
        return state(
                times.stream().map(points::get).toList(),
                periods,
                properties.path("DatapointsToAlarm").asInt(periods),
                properties.path("TreatMissingData").asText(),
                before);
    }

    /** In seconds. */
    long period() {
        return properties.findValue("Period").asLong();
    }

    /**
     * @param range the oldest point first, null where one is missing
     */
    State state(List<Double> range, int periods, int toAlarm, String missing, State before) {
        List<Double> real = range.stream().filter(Objects::nonNull).toList();
        if (real.size() >= periods) {
            List<Double> last = real.subList(real.size() - periods, real.size());
            return last.stream().filter(this::breaches).count() >= toAlarm ? State.ALARM : State.OK;
        }
        long breaching = real.stream().filter(this::breaches).count();
        if (breaching >= toAlarm) {
            return State.ALARM;
        }
        return switch (missing) {
            case "breaching" ->
                    breaching + periods - real.size() >= toAlarm ? State.ALARM : State.OK;
            case "notBreaching" -> State.OK;
            case "ignore" -> breaching < real.size() ? State.OK : before;
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

    private static Map<Long, Double> points(
            JsonNode metric,
            JsonNode statistic,
            Map<String, NavigableMap<Long, Double>> data,
            List<Long> times,
            long period) {
        String name = metric.path("Namespace").asText() + " " + metric.path("MetricName").asText();
        NavigableMap<Long, Double> all = data.getOrDefault(name, new TreeMap<>());
        Map<Long, Double> points = new TreeMap<>();
        for (long time : times) {
            DoubleSummaryStatistics values =
                    all.subMap(time, time + period).values().stream()
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
