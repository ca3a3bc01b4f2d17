package sesevents;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.regex.Pattern;

/**
 * Metric math over one range of periods, as the CloudWatch User Guide has it under "Using math
 * expressions with CloudWatch metrics", of the functions that our alarms call.
 */
final class MetricMath {
    /** What the guide leaves open: whether a metric without any point in the range is a series. */
    enum Unseen {
        FILLED,
        NO_SERIES
    }

    private static final Pattern TOKEN =
            Pattern.compile("\\s*(\\d+(?:\\.\\d+)?|\\w+|[<>=]=|[-+*/<>()\\[\\],])");

    private final List<Long> times;
    private final long period;
    private final Map<String, Map<Long, Double>> metrics;
    private final Unseen unseen;
    private final Deque<String> tokens = new ArrayDeque<>();

    /**
     * @param times the beginning of each period, in seconds
     * @param metrics the points of each metric by those times
     */
    MetricMath(
            List<Long> times, long period, Map<String, Map<Long, Double>> metrics, Unseen unseen) {
        this.times = times;
        this.period = period;
        this.metrics = metrics;
        this.unseen = unseen;
    }

    Map<Long, Double> series(String expression) {
        tokens.clear();
        TOKEN.matcher(expression).results().forEach(found -> tokens.add(found.group(1)));
        Value value = both();
        if (!tokens.isEmpty()) {
            throw new IllegalArgumentException(tokens + " is left of " + expression);
        }
        return value.points();
    }

    /** A number, one series, or several; what is no number has null for it. */
    private record Value(Double number, List<Map<Long, Double>> several) {
        static Value of(double number) {
            return new Value(number, List.of());
        }

        static Value of(Map<Long, Double> points) {
            return new Value(null, List.of(points));
        }

        Map<Long, Double> points() {
            if (several.size() != 1) {
                throw new IllegalArgumentException("not one series");
            }
            return several.getFirst();
        }

        Double at(long time) {
            return number == null ? points().get(time) : number;
        }
    }

    private Value both() {
        Value left = compared();
        while ("AND".equals(tokens.peek())) {
            tokens.remove();
            left = each(left, compared(), (a, b) -> a != 0 && b != 0 ? 1 : 0);
        }
        return left;
    }

    private Value compared() {
        Value left = sum();
        if (tokens.isEmpty() || !tokens.peek().matches("[<>=]=?")) {
            return left;
        }
        return switch (tokens.remove()) {
            case "<" -> each(left, sum(), (a, b) -> a < b ? 1 : 0);
            case ">=" -> each(left, sum(), (a, b) -> a >= b ? 1 : 0);
            case "==" -> each(left, sum(), (a, b) -> a == b ? 1 : 0);
            default -> throw new IllegalArgumentException("unknown comparison");
        };
    }

    private Value sum() {
        Value left = product();
        while (!tokens.isEmpty() && tokens.peek().matches("[-+]")) {
            left =
                    tokens.remove().equals("+")
                            ? each(left, product(), (a, b) -> a + b)
                            : each(left, product(), (a, b) -> a - b);
        }
        return left;
    }

    private Value product() {
        Value left = factor();
        while (!tokens.isEmpty() && tokens.peek().matches("[*/]")) {
            left =
                    tokens.remove().equals("*")
                            ? each(left, factor(), (a, b) -> a * b)
                            : each(left, factor(), (a, b) -> a / b);
        }
        return left;
    }

    private Value factor() {
        String token = tokens.remove();
        if (token.matches("\\d.*")) {
            return Value.of(Double.parseDouble(token));
        }
        if (token.equals("(")) {
            return list(")").getFirst();
        }
        if (token.equals("[")) {
            return new Value(null, list("]").stream().map(Value::points).toList());
        }
        if ("(".equals(tokens.peek())) {
            tokens.remove();
            return called(token, list(")"));
        }
        return Value.of(metrics.get(token));
    }

    private List<Value> list(String end) {
        List<Value> values = new ArrayList<>(List.of(both()));
        while (tokens.peek().equals(",")) {
            tokens.remove();
            values.add(both());
        }
        if (!tokens.remove().equals(end)) {
            throw new IllegalArgumentException("no " + end);
        }
        return values;
    }

    private Value called(String function, List<Value> arguments) {
        Value first = arguments.getFirst();
        return switch (function) {
            case "FILL" -> dense(first, time -> arguments.get(1).at(time), true);
            case "EPOCH" -> dense(first, time -> (double) time, false);
            case "PERIOD" -> Value.of(period);
            case "SUM" -> folded(first, Double::sum);
            case "MAX" -> folded(first, Math::max);
            case "IF" -> {
                Map<Long, Double> points = new TreeMap<>();
                first.points()
                        .forEach(
                                (time, yes) ->
                                        put(
                                                points,
                                                time,
                                                arguments.get(yes != 0 ? 1 : 2).at(time)));
                yield Value.of(points);
            }
            default -> throw new IllegalArgumentException("unknown function " + function);
        };
    }

    private interface PointAt {
        Double value(long time);
    }

    private Value dense(Value series, PointAt other, boolean keeps) {
        Map<Long, Double> points = new TreeMap<>();
        if (series.points().isEmpty() && unseen == Unseen.NO_SERIES) {
            return Value.of(points);
        }
        for (long time : times) {
            Double there = keeps ? series.at(time) : null;
            put(points, time, there == null ? other.value(time) : there);
        }
        return Value.of(points);
    }

    private static Value folded(Value series, DoubleBinaryOperator fold) {
        Map<Long, Double> points = new TreeMap<>();
        series.several()
                .forEach(
                        one ->
                                one.forEach(
                                        (time, value) ->
                                                points.merge(time, value, fold::applyAsDouble)));
        return Value.of(points);
    }

    private Value each(Value left, Value right, DoubleBinaryOperator operator) {
        if (left.number() != null && right.number() != null) {
            return Value.of(operator.applyAsDouble(left.number(), right.number()));
        }
        Map<Long, Double> points = new TreeMap<>();
        for (long time : times) {
            Double a = left.at(time);
            Double b = right.at(time);
            if (a != null && b != null) {
                put(points, time, operator.applyAsDouble(a, b));
            }
        }
        return Value.of(points);
    }

    /** No point where nothing is given, or where somebody divides by zero. */
    private static void put(Map<Long, Double> points, long time, Double value) {
        if (value != null && Double.isFinite(value)) {
            points.put(time, value);
        }
    }
}
