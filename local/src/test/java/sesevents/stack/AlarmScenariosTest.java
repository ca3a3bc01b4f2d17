package sesevents.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static sesevents.stack.AlarmScenario.DAY;
import static sesevents.stack.AlarmScenario.END;
import static sesevents.stack.AlarmScenario.HOUR;
import static sesevents.stack.AlarmScenario.MINUTE;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sesevents.Checkout;
import sesevents.stack.MetricMath.Unseen;

/** When each alarm rings. */
class AlarmScenariosTest {
    private static final String SENT = "AWS/SES Send";
    private static final String ARRIVED = "AWS/Firehose IncomingRecords";
    private static final String STORED = "SesEvents Send";
    private static final String SUCCEEDED = "AWS/States ExecutionsSucceeded";

    /** The first and the last minute of an even hour in which the schedule starts a refresh. */
    static final List<Long> REFRESH_MINUTES = List.of(20L, 35L);

    /** Alarms with scenarios of their own; the others are in the table. */
    private static final Set<String> OWN_SCENARIOS =
            Set.of("critical-silence", "critical-refresh-late", "warning-coverage");

    // -- critical-silence --------------------------------------------------------------------

    @Test
    void criticalSilenceRingsWhenEventsStopAndEndsWhenTheyComeAgain() {
        AlarmScenario stopped = sending().every(5 * MINUTE, 0, 50 * HOUR, ARRIVED, 3);
        stopped.rings(50 * HOUR + 30 * MINUTE, 51 * HOUR, END);
        stopped.every(5 * MINUTE, 60 * HOUR, END, ARRIVED, 3);
        stopped.rings(50 * HOUR + 30 * MINUTE, 51 * HOUR, END);
        stopped.isSilent(61 * HOUR, END);
    }

    @Test
    void criticalSilenceRingsWhenNoEventEverCameOnceTheFirstDayIsOver() {
        sending().rings(DAY + 30 * MINUTE, DAY + 45 * MINUTE, END);
    }

    @Test
    void criticalSilenceIsSilentWhileEventsCome() {
        sending().every(15 * MINUTE, 0, END, ARRIVED, 3).isSilent();
    }

    @Test
    void criticalSilenceIsSilentWhenNothingIsSent() {
        new AlarmScenario("critical-silence").isSilent();
        new AlarmScenario("critical-silence")
                .every(5 * MINUTE, 0, 50 * HOUR, SENT, 1)
                .every(5 * MINUTE, 0, 50 * HOUR, ARRIVED, 3)
                .isSilent();
    }

    @Test
    void criticalSilenceIsSilentForALateEventAndForASenderOfOneMailAnHour() {
        new AlarmScenario("critical-silence")
                .every(HOUR, 14 * MINUTE, END, SENT, 1)
                .every(HOUR, 17 * MINUTE, END, ARRIVED, 3)
                .isSilent();
        new AlarmScenario("critical-silence").every(HOUR, 0, END, SENT, 1).isSilent();
    }

    private static AlarmScenario sending() {
        return new AlarmScenario("critical-silence").every(5 * MINUTE, -DAY, END, SENT, 1);
    }

    // -- critical-refresh-late ---------------------------------------------------------------

    /**
     * A run inserts the hours that were full when it began. Answers begin to lack the first hour
     * after them when the views no longer read it from the events.
     */
    @Test
    void criticalRefreshLateRingsFortyFiveMinutesBeforeAnswersLackAnHour() throws IOException {
        Set<Long> hours =
                Pattern.compile("interval '(\\d+)' hour")
                        .matcher(Files.readString(Checkout.root().resolve("sql/views/events.sql")))
                        .results()
                        .map(found -> Long.valueOf(found.group(1)))
                        .collect(Collectors.toSet());
        assertEquals(1, hours.size(), "both halves of the view end at one hour");
        long lacking = 50 * HOUR + (hours.iterator().next() + 1) * HOUR;
        for (long begins : REFRESH_MINUTES) {
            for (long takes : List.of(1, 24)) {
                refreshes(0, 51 * HOUR, begins + takes)
                        .rings(54 * HOUR, lacking - 45 * MINUTE, END);
            }
        }
    }

    @Test
    void criticalRefreshLateIsSilentWhenOneRunFails() {
        for (long before : List.of(21, 59)) {
            for (long after : List.of(21, 59)) {
                refreshes(0, 51 * HOUR, before)
                        .every(2 * HOUR, 54 * HOUR + after * MINUTE, END, SUCCEEDED, 1)
                        .isSilent();
            }
        }
    }

    @Test
    void criticalRefreshLateEndsWithTheNextSuccess() {
        AlarmScenario late =
                refreshes(0, 51 * HOUR, 25)
                        .every(2 * HOUR, 62 * HOUR + 25 * MINUTE, END, SUCCEEDED, 1);
        late.rings(54 * HOUR, 55 * HOUR, END);
        late.isSilent(63 * HOUR, END);
    }

    @Test
    void criticalRefreshLateIsSilentWhileRunsSucceed() {
        refreshes(0, END, 25).isSilent();
    }

    @Test
    void criticalRefreshLateIsSilentInTheFirstDayOfAStack() {
        refreshes(0, 0, 0).isSilent(0, DAY + 3 * HOUR);
    }

    /** If EPOCH has no value without points, nobody is told that no run ever succeeded. */
    @Test
    void criticalRefreshLateRingsWhenNoRunEverSucceeded() {
        AlarmScenario never = refreshes(0, 0, 0);
        for (CloudWatchAlarm alarm : never.alarms()) {
            if (alarm.unseen() == Unseen.FILLED) {
                assertEquals(List.of(DAY + 4 * HOUR), never.rung(alarm, 0, END), alarm.toString());
            }
        }
    }

    /** A run every two hours, which succeeds that many minutes past the hour. */
    private static AlarmScenario refreshes(long from, long to, long minutes) {
        return new AlarmScenario("critical-refresh-late")
                .every(2 * HOUR, from + minutes * MINUTE, to, SUCCEEDED, 1);
    }

    // -- warning-coverage --------------------------------------------------------------------

    @Test
    void warningCoverageRingsWhenTooLittleOfADayHasEvents() {
        coverage(-DAY)
                .every(HOUR, 0, DAY, STORED, 100)
                .every(HOUR, DAY, END, STORED, 94)
                .rings(2 * DAY, 2 * DAY + HOUR, END);
    }

    @Test
    void warningCoverageRingsWhenNothingHasEvents() {
        coverage(-3 * DAY).rings(DAY, DAY + HOUR, END);
    }

    @Test
    void warningCoverageIsSilentAboutTheMailBeforeTheStack() {
        coverage(-3 * DAY).every(HOUR, 0, END, STORED, 95).isSilent();
        new AlarmScenario("warning-coverage").isSilent();
    }

    private static AlarmScenario coverage(long sendsFrom) {
        return new AlarmScenario("warning-coverage").every(HOUR, sendsFrom, END, SENT, 100);
    }

    // -- all others: one point that rings, and one that does not -----------------------------

    private static final String POINTS =
            """
            critical-records-throttled | AWS/Firehose ThrottledRecords          | 1     | 0
            critical-key-refused       | AWS/Firehose KMSKeyAccessDenied        | 1     | 0
            critical-key-refused       | AWS/Firehose KMSKeyDisabled            | 1     | 0
            critical-key-refused       | AWS/Firehose KMSKeyInvalidState        | 1     | 0
            critical-key-refused       | AWS/Firehose KMSKeyNotFound            | 1     | 0
            critical-delivery-failed   | AWS/Firehose DeliveryToS3.Success      | 0.4   | 0.5
            critical-delivery-late     | AWS/Firehose DeliveryToS3.DataFreshness | 1800 | 1799
            critical-transform-down    | AWS/Firehose ExecuteProcessing.Success | 0     | 1
            critical-bounce-rate       | AWS/SES Reputation.BounceRate          | 0.1   | 0.09
            critical-complaint-rate    | AWS/SES Reputation.ComplaintRate       | 0.005 | 0.004
            warning-bounce-rate        | AWS/SES Reputation.BounceRate          | 0.05  | 0.04
            warning-complaint-rate     | AWS/SES Reputation.ComplaintRate       | 0.001 | 0
            warning-contract           | SesEvents ContractChanges              | 1     | 0
            warning-quarantine         | SesEvents Quarantined                  | 1     | 0
            warning-quota-near         | AWS/Firehose IncomingBytes             | 240   | 239
            warning-quota-near         | AWS/Firehose IncomingRecords           | 240   | 239
            warning-quota-near         | AWS/Firehose IncomingPutRequests       | 240   | 239
            warning-refresh-failed     | AWS/States ExecutionsFailed            | 1     | 0
            warning-transform-errors   | AWS/Lambda Errors                      | 1     | 0
            warning-transform-slow     | AWS/Lambda Duration                    | 48000 | 47999
            warning-transform-throttled | AWS/Lambda Throttles                  | 1     | 0
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = POINTS)
    void ringsAtOnePointAndIsSilentAtTheOther(
            String alarm, String metric, double rings, double silent) {
        quotas(alarm).at(50 * HOUR, metric, rings).rings(50 * HOUR, 52 * HOUR, 52 * HOUR);
        quotas(alarm).every(5 * MINUTE, 0, DAY, metric, silent).isSilent();
        quotas(alarm).isSilent();
    }

    @Test
    void everyAlarmHasAScenario() {
        Set<String> alarms = new TreeSet<>(OWN_SCENARIOS);
        POINTS.lines().forEach(line -> alarms.add(line.split(" ")[0]));
        assertEquals(StackAlarmsTest.WITH_KEY.keySet(), alarms);
    }

    /** Firehose's limits: one byte, record and request a second. */
    private static AlarmScenario quotas(String alarm) {
        AlarmScenario scenario = new AlarmScenario(alarm);
        Stream.of("Bytes", "Records", "PutRequests")
                .map(of -> "AWS/Firehose %sPerSecondLimit".formatted(of))
                .forEach(limit -> scenario.every(5 * MINUTE, 0, 53 * HOUR, limit, 1));
        return scenario;
    }
}
