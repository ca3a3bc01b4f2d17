package sesevents.stack;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Metric math over one range of periods, with the functions that our alarms call. Source: Amazon
 * CloudWatch User Guide, "Using math expressions with CloudWatch metrics".
 */
final class MetricMath {
    /** Whether a metric without any point in the range is a series; the guide does not say. */
    enum Unseen {
        FILLED,
        NO_SERIES
    }

    private static final Pattern TOKEN =
            Pattern.compile("\\s*(\\d+(?:\\.\\d+)?|\\w+|[<>=]=|[-+*/<>()\\[\\],])");

    private static final Pattern NAME = Pattern.compile("\\b[a-z][a-z_]*\\b(?!\\()");
    private static final String END = "";

    /** The operators that bind least come first. */
    private static final List<Map<String, DoubleBinaryOperator>> OPERATORS =
            List.of(
                    Map.of("AND", (a, b) -> a != 0 && b != 0 ? 1 : 0),
                    Map.of(
                            "<", (a, b) -> a < b ? 1 : 0,
                            ">=", (a, b) -> a >= b ? 1 : 0,
                            "==", (a, b) -> a == b ? 1 : 0),
                    Map.of("+", (a, b) -> a + b, "-", (a, b) -> a - b),
                    Map.of("*", (a, b) -> a * b, "/", (a, b) -> a / b));

    private final List<Long> times;
    private final long period;
    private final Map<String, Map<Long, Double>> metrics;
    private final Unseen unseen;
    private final Deque<String> tokens = new ArrayDeque<>();

    /**
     * @param times the beginning of each period, in seconds
     * @param period in seconds
     * @param metrics the points of each metric by those times
     */
    MetricMath(
            List<Long> times, long period, Map<String, Map<Long, Double>> metrics, Unseen unseen) {
        this.times = times;
        this.period = period;
        this.metrics = metrics;
        this.unseen = unseen;
    }

    /** The ids of metrics that an expression uses. */
    static Set<String> names(String expression) {
        return NAME.matcher(expression)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Map<Long, Double> series(String expression) {
        tokens.clear();
        TOKEN.matcher(expression).results().forEach(found -> tokens.add(found.group(1)));
        tokens.add(END);
        Value value = expression(0);
        take(END);
        return value.points();
    }

    /** A number, which has no series; else one series or several. */
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

    private Value expression(int level) {
        if (level == OPERATORS.size()) {
            return operand();
        }
        Value left = expression(level + 1);
        while (OPERATORS.get(level).containsKey(tokens.peek())) {
            DoubleBinaryOperator operator = OPERATORS.get(level).get(tokens.remove());
            left = combined(left, expression(level + 1), operator);
        }
        return left;
    }

    private Value operand() {
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
        if (tokens.peek().equals("(")) {
            tokens.remove();
            return call(token, list(")"));
        }
        return Value.of(metrics.get(token));
    }

    private List<Value> list(String end) {
        List<Value> values = new ArrayList<>(List.of(expression(0)));
        while (tokens.peek().equals(",")) {
            tokens.remove();
            values.add(expression(0));
        }
        take(end);
        return values;
    }

    private void take(String token) {
        if (!tokens.remove().equals(token)) {
            throw new IllegalArgumentException("not '%s' before %s".formatted(token, tokens));
        }
    }

    private Value call(String function, List<Value> arguments) {
        Value first = arguments.getFirst();
        return switch (function) {
            case "FILL" ->
                    dense(
                            first,
                            time -> {
                                Double point = first.at(time);
                                return point == null ? arguments.get(1).at(time) : point;
                            });
            case "EPOCH" -> dense(first, time -> (double) time);
            case "PERIOD" -> Value.of(period);
            case "SUM" -> folded(first, Double::sum);
            case "MAX" -> folded(first, Math::max);
            case "IF" -> {
                Map<Long, Double> points = new TreeMap<>();
                first.points()
                        .forEach(
                                (time, is) ->
                                        put(points, time, arguments.get(is != 0 ? 1 : 2).at(time)));
                yield Value.of(points);
            }
            default -> throw new IllegalArgumentException("unknown function " + function);
        };
    }

    /** A point for every period, unless the series has none and so is no series. */
    private Value dense(Value series, LongFunction<Double> point) {
        Map<Long, Double> points = new TreeMap<>();
        if (!series.points().isEmpty() || unseen == Unseen.FILLED) {
            times.forEach(time -> put(points, time, point.apply(time)));
        }
        return Value.of(points);
    }

    private static Value folded(Value series, DoubleBinaryOperator fold) {
        Map<Long, Double> points = new TreeMap<>();
        for (Map<Long, Double> one : series.several()) {
            one.forEach((time, value) -> points.merge(time, value, fold::applyAsDouble));
        }
        return Value.of(points);
    }

    private Value combined(Value left, Value right, DoubleBinaryOperator operator) {
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

    /** There is no point where a value is missing, nor where it is divided by zero. */
    private static void put(Map<Long, Double> points, long time, Double value) {
        if (value != null && Double.isFinite(value)) {
            points.put(time, value);
        }
    }
}
