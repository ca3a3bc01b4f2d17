package sesevents.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import sesevents.stack.CloudWatchAlarm.State;
import sesevents.stack.MetricMath.Unseen;

/**
 * The metrics of an account over four days, and when an alarm rings on them. Times are in seconds
 * after the stack was created. AWS does not say how far an alarm looks back, nor whether a metric
 * without points is a series, so each scenario is evaluated in every way.
 */
final class AlarmScenario {
    static final long MINUTE = 60;
    static final long HOUR = 3_600;
    static final long DAY = 24 * HOUR;
    static final long END = 4 * DAY;

    private final String name;
    private final Map<String, NavigableMap<Long, Double>> metrics = new HashMap<>();

    /**
     * @param name of the alarm, without the stack's
     */
    AlarmScenario(String name) {
        this.name = name;
    }

    /** A point of the metric "namespace name". */
    AlarmScenario at(long second, String metric, double value) {
        metrics.computeIfAbsent(metric, _ -> new TreeMap<>())
                .put(Deployment.CREATED_AT + second, value);
        return this;
    }

    AlarmScenario every(long seconds, long from, long to, String metric, double value) {
        for (long second = from; second < to; second += seconds) {
            at(second, metric, value);
        }
        return this;
    }

    /** It rings once, in that time, and has not ended by the end. */
    void rings(long earliest, long latest, long end) {
        for (CloudWatchAlarm alarm : alarms()) {
            List<Long> rung = rung(alarm, 0, end);
            assertEquals(1, rung.size(), alarm + " rang at " + rung);
            assertTrue(
                    rung.getFirst() >= earliest && rung.getFirst() <= latest,
                    alarm + " rang after " + Duration.ofSeconds(rung.getFirst()));
        }
    }

    void isSilent(long from, long to) {
        for (CloudWatchAlarm alarm : alarms()) {
            assertEquals(List.of(), rung(alarm, from, to), alarm.toString());
        }
    }

    void isSilent() {
        isSilent(0, END);
    }

    /** The alarm in every way that AWS leaves open. */
    List<CloudWatchAlarm> alarms() {
        List<CloudWatchAlarm> ways = new ArrayList<>();
        for (Unseen unseen : Unseen.values()) {
            for (int extraPeriods : List.of(1, 4)) {
                ways.add(
                        new CloudWatchAlarm(
                                StackAlarmsTest.WITH_KEY.get(name), extraPeriods, unseen));
            }
        }
        return ways;
    }

    /** When the alarm went into ALARM. */
    List<Long> rung(CloudWatchAlarm alarm, long from, long to) {
        List<Long> rung = new ArrayList<>();
        State state = State.INSUFFICIENT_DATA;
        for (long time = from; time <= to; time += alarm.period()) {
            State next = alarm.next(state, metrics, Deployment.CREATED_AT + time);
            if (next == State.ALARM && state != State.ALARM) {
                rung.add(time);
            }
            state = next;
        }
        return rung;
    }
}
