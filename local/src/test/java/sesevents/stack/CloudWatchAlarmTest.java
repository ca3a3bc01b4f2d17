package sesevents.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static sesevents.stack.StackTemplate.json;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sesevents.stack.CloudWatchAlarm.State;
import sesevents.stack.MetricMath.Unseen;

class CloudWatchAlarmTest {
    /** The tables of the guide: 0 is within the threshold, X is beyond it, - is missing. */
    @ParameterizedTest
    @CsvSource({
        "3, 3, 0-X-X, OK,                OK,    OK",
        "3, 3, 0----, OK,                OK,    OK",
        "3, 3, -----, INSUFFICIENT_DATA, ALARM, OK",
        "3, 3, 0XX-X, ALARM,             ALARM, ALARM",
        "3, 3, ----X, INSUFFICIENT_DATA, ALARM, OK",
        "3, 3, X----, INSUFFICIENT_DATA, ALARM, OK",
        "2, 3, 0-X-X, ALARM,             ALARM, ALARM",
        "2, 3, 00X0X, ALARM,             ALARM, ALARM",
        "2, 3, 0-X--, OK,                ALARM, OK",
        "2, 3, ----0, OK,                ALARM, OK",
        "2, 3, ----X, INSUFFICIENT_DATA, ALARM, OK"
    })
    void treatsMissingPointsAsTheGuideDoes(
            int toAlarm, int periods, String seen, State ignore, State breaching, State not) {
        CloudWatchAlarm alarm =
                new CloudWatchAlarm(
                        json(
                                """
                                {"Threshold": 1,
                                 "ComparisonOperator": "GreaterThanOrEqualToThreshold"}
                                """),
                        2,
                        Unseen.FILLED);
        List<Double> range =
                Arrays.stream(seen.split(""))
                        .map(one -> one.equals("-") ? null : (Double) (one.equals("X") ? 1.0 : 0.0))
                        .toList();
        State before = State.INSUFFICIENT_DATA; // "ignore" keeps it
        assertEquals(ignore, alarm.state(range, periods, toAlarm, "ignore", before));
        assertEquals(breaching, alarm.state(range, periods, toAlarm, "breaching", before));
        assertEquals(not, alarm.state(range, periods, toAlarm, "notBreaching", before));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a + 1                          | {0=2.0, 120=4.0}
                    2 * (a - b)                    | {0=-8.0}
                    a / (b - 5)                    | {}
                    FILL(a, 0)                     | {0=1.0, 60=0.0, 120=3.0}
                    FILL(a, b)                     | {0=1.0, 120=3.0}
                    SUM([a, b])                    | {0=6.0, 120=3.0}
                    MAX([a, b])                    | {0=5.0, 120=3.0}
                    EPOCH(a)                       | {0=0.0, 60=60.0, 120=120.0}
                    a / PERIOD(a)                  | {0=0.016666666666666666, 120=0.05}
                    IF(a >= 2, 7, b)               | {0=5.0, 120=7.0}
                    IF((a < 2) AND (b == 5), a, 9) | {0=1.0}
                    SUM([FILL(none, 0), 0 * a])    | {0=0.0, 120=0.0}
                    """)
    void calculatesAsTheGuideDoes(String expression, String points) {
        assertEquals(points, math(Unseen.NO_SERIES).series(expression).toString());
    }

    @Test
    void readsAMetricWithoutPointsInEitherWay() {
        assertEquals("{}", math(Unseen.NO_SERIES).series("FILL(none, 0)").toString());
        assertEquals(
                "{0=0.0, 60=0.0, 120=0.0}", math(Unseen.FILLED).series("FILL(none, 0)").toString());
    }

    private static MetricMath math(Unseen unseen) {
        return new MetricMath(
                List.of(0L, 60L, 120L),
                60,
                Map.of(
                        "a", new TreeMap<>(Map.of(0L, 1.0, 120L, 3.0)),
                        "b", new TreeMap<>(Map.of(0L, 5.0)),
                        "none", new TreeMap<>()),
                unseen);
    }
}
