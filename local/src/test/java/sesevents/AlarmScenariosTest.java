package sesevents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sesevents.CloudWatchAlarm.State;
import sesevents.MetricMath.Unseen;

/**
 * When each alarm rings, by its runbook's name. Hours count from the making of the stack. Whatever
 * AWS leaves open (how far an alarm looks back, what becomes of a metric without points) is tried
 * in every way.
 */
class AlarmScenariosTest {
    private static final String SENT = "AWS/SES Send";
    private static final String ARRIVED = "AWS/Firehose IncomingRecords";
    private static final String STORED = "SesEvents Send";
    private static final String SUCCEEDED = "AWS/States ExecutionsSucceeded";
    private static final long MINUTE = 60;
    private static final long HOUR = 3_600;
    private static final long DAY = 24 * HOUR;
    private static final long RUN_LENGTH = 4 * DAY;

    private static final Map<String, JsonNode> ALARMS = alarms();

    /** Alarms with tests of their own below; the others are in the table. */
    private static final Set<String> TOLD =
            Set.of("critical-silence", "critical-refresh-late", "warning-coverage");

    // -- critical-silence
    // --------------------------------------------------------------------------

    @Test
    void criticalSilenceRingsWhenEventsStop() {
        Account account = new Account().every(5 * MINUTE, 0, RUN_LENGTH, SENT, 1);
        account.every(5 * MINUTE, 0, 50 * HOUR, ARRIVED, 3);
        assertRings("critical-silence", account, 50 * HOUR + 30 * MINUTE, 51 * HOUR, RUN_LENGTH);
    }

    @Test
    void criticalSilenceRingsWhereNoEventEverCameOnceTheFirstDayIsOver() {
        Account account = new Account().every(5 * MINUTE, -DAY, RUN_LENGTH, SENT, 1);
        assertRings("critical-silence", account, DAY + 30 * MINUTE, DAY + 45 * MINUTE, RUN_LENGTH);
    }

    @Test
    void criticalSilenceEndsWhenEventsComeAgain() {
        Account account = new Account().every(5 * MINUTE, 0, RUN_LENGTH, SENT, 1);
        account.every(5 * MINUTE, 0, 50 * HOUR, ARRIVED, 3);
        account.every(5 * MINUTE, 60 * HOUR, RUN_LENGTH, ARRIVED, 3);
        assertRings("critical-silence", account, 50 * HOUR + 30 * MINUTE, 51 * HOUR, 61 * HOUR);
    }

    @Test
    void criticalSilenceIsSilentWhileEventsCome() {
        Account account = new Account().every(5 * MINUTE, 0, RUN_LENGTH, SENT, 1);
        assertSilent("critical-silence", account.every(15 * MINUTE, 0, RUN_LENGTH, ARRIVED, 3));
    }

    @Test
    void criticalSilenceIsSilentWhereNothingIsSent() {
        assertSilent("critical-silence", new Account());
        assertSilent(
                "critical-silence",
                new Account()
                        .every(5 * MINUTE, 0, 50 * HOUR, SENT, 1)
                        .every(5 * MINUTE, 0, 50 * HOUR, ARRIVED, 3));
    }

    @Test
    void criticalSilenceIsSilentForALateEventAndForTheSenderOfAMailAnHour() {
        Account late = new Account().every(HOUR, 14 * MINUTE, RUN_LENGTH, SENT, 1);
        assertSilent("critical-silence", late.every(HOUR, 17 * MINUTE, RUN_LENGTH, ARRIVED, 3));
        assertSilent("critical-silence", new Account().every(HOUR, 0, RUN_LENGTH, SENT, 1));
    }

    // -- critical-refresh-late
    // ---------------------------------------------------------------------

    /**
     * A run brings the hours that were full when it began. The first one after them is lacking once
     * the views no longer read it from the events.
     */
    @Test
    void criticalRefreshLateRingsFortyFiveMinutesBeforeAnswersLackAnHour() throws IOException {
        Set<Long> tails =
                Pattern.compile("interval '(\\d+)' hour")
                        .matcher(Files.readString(Checkout.root().resolve("sql/views/events.sql")))
                        .results()
                        .map(found -> Long.valueOf(found.group(1)))
                        .collect(Collectors.toSet());
        assertEquals(1, tails.size(), "both halves of the view end at one hour");
        for (long begins : List.of(20, 35)) {
            for (long takes : List.of(1, 24)) {
                long lacking = 50 * HOUR + (tails.iterator().next() + 1) * HOUR;
                assertRings(
                        "critical-refresh-late",
                        new Account().refreshes(0, 51 * HOUR, begins + takes),
                        54 * HOUR,
                        lacking - 45 * MINUTE,
                        RUN_LENGTH);
            }
        }
    }

    @Test
    void criticalRefreshLateIsSilentWhereOneRunFails() {
        for (long before : List.of(21, 59)) {
            for (long after : List.of(21, 59)) {
                assertSilent(
                        "critical-refresh-late",
                        new Account()
                                .refreshes(0, 51 * HOUR, before)
                                .refreshes(54 * HOUR, RUN_LENGTH, after));
            }
        }
    }

    @Test
    void criticalRefreshLateEndsWithTheNextSuccess() {
        Account account = new Account().refreshes(0, 51 * HOUR, 25);
        account.refreshes(62 * HOUR, RUN_LENGTH, 25);
        assertRings("critical-refresh-late", account, 54 * HOUR, 55 * HOUR, 62 * HOUR);
        for (CloudWatchAlarm alarm : each("critical-refresh-late")) {
            assertEquals(List.of(), rung(alarm, account, 63 * HOUR, RUN_LENGTH), alarm.toString());
        }
    }

    @Test
    void criticalRefreshLateIsSilentWhileRunsSucceed() {
        assertSilent("critical-refresh-late", new Account().refreshes(0, RUN_LENGTH, 25));
    }

    @Test
    void criticalRefreshLateIsSilentInTheFirstDayOfAStack() {
        for (CloudWatchAlarm alarm : each("critical-refresh-late")) {
            assertEquals(
                    List.of(), rung(alarm, new Account(), 0, DAY + 3 * HOUR), alarm.toString());
        }
    }

    /** Should EPOCH have no value without a run, a stack whose first run never came is not told. */
    @Test
    void criticalRefreshLateRingsWhereNoRunEverSucceeded() {
        for (CloudWatchAlarm alarm : each("critical-refresh-late")) {
            List<Long> rung = rung(alarm, new Account(), 0, RUN_LENGTH);
            if (alarm.unseen() == Unseen.FILLED) {
                assertEquals(List.of(DAY + 4 * HOUR), rung, alarm.toString());
            }
        }
    }

    // -- warning-coverage
    // --------------------------------------------------------------------------

    @Test
    void warningCoverageRingsWhenTooLittleOfADayHasEvents() {
        Account account = new Account().every(HOUR, -DAY, RUN_LENGTH, SENT, 100);
        account.every(HOUR, 0, DAY, STORED, 100).every(HOUR, DAY, RUN_LENGTH, STORED, 94);
        assertRings("warning-coverage", account, 2 * DAY, 2 * DAY + HOUR, RUN_LENGTH);
    }

    @Test
    void warningCoverageRingsWhereNothingHasEvents() {
        Account account = new Account().every(HOUR, -3 * DAY, RUN_LENGTH, SENT, 100);
        assertRings("warning-coverage", account, DAY, DAY + HOUR, RUN_LENGTH);
    }

    @Test
    void warningCoverageIsSilentAboutTheMailBeforeTheStack() {
        Account account = new Account().every(HOUR, -3 * DAY, RUN_LENGTH, SENT, 100);
        assertSilent("warning-coverage", account.every(HOUR, 0, RUN_LENGTH, STORED, 95));
        assertSilent("warning-coverage", new Account());
    }

    // -- all others: one point that rings, and one that does not
    // -----------------------------------

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
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
                    """)
    void ringsAtOnePointAndIsSilentAtTheOther(
            String alarm, String metric, double rings, double silent) {
        assertRings(alarm, quotas().at(50 * HOUR, metric, rings), 50 * HOUR, 52 * HOUR, 52 * HOUR);
        assertSilent(alarm, quotas().every(5 * MINUTE, 0, DAY, metric, silent));
        assertSilent(alarm, quotas());
    }

    @Test
    void leavesNoAlarmOut() throws ReflectiveOperationException {
        Set<String> told = new TreeSet<>(TOLD);
        CsvSource table =
                AlarmScenariosTest.class
                        .getDeclaredMethod(
                                "ringsAtOnePointAndIsSilentAtTheOther",
                                String.class,
                                String.class,
                                double.class,
                                double.class)
                        .getAnnotation(CsvSource.class);
        table.textBlock().lines().forEach(line -> told.add(line.split(" ")[0]));
        assertEquals(ALARMS.keySet(), told);
    }

    /** Firehose's limits, of one byte, record and request a second. */
    private static Account quotas() {
        Account account = new Account();
        for (String of : List.of("BytesPerSecond", "RecordsPerSecond", "PutRequestsPerSecond")) {
            account.every(5 * MINUTE, 0, 53 * HOUR, "AWS/Firehose " + of + "Limit", 1);
        }
        return account;
    }

    /** It must ring once, within the time given, and not be over before the end. */
    private static void assertRings(
            String name, Account account, long earliest, long latest, long end) {
        for (CloudWatchAlarm alarm : each(name)) {
            List<Long> rung = rung(alarm, account, 0, end);
            assertEquals(1, rung.size(), alarm + " rang at " + rung);
            assertTrue(
                    rung.getFirst() >= earliest && rung.getFirst() <= latest,
                    alarm + " rang after " + Duration.ofSeconds(rung.getFirst()));
        }
    }

    private static void assertSilent(String name, Account account) {
        for (CloudWatchAlarm alarm : each(name)) {
            assertEquals(List.of(), rung(alarm, account, 0, RUN_LENGTH), alarm.toString());
        }
    }

    /** The alarm in every way that the guide leaves open. */
    private static List<CloudWatchAlarm> each(String name) {
        List<CloudWatchAlarm> ways = new ArrayList<>();
        for (Unseen unseen : Unseen.values()) {
            for (int extraPeriods : List.of(1, 4)) {
                ways.add(new CloudWatchAlarm(ALARMS.get(name), extraPeriods, unseen));
            }
        }
        return ways;
    }

    /** When it went into ALARM, in seconds after the making of the stack. */
    private static List<Long> rung(CloudWatchAlarm alarm, Account account, long from, long to) {
        List<Long> rung = new ArrayList<>();
        State state = State.INSUFFICIENT_DATA;
        for (long time = from; time <= to; time += alarm.period()) {
            State next = alarm.next(state, account.metrics, Deployment.CREATED_AT + time);
            if (next == State.ALARM && state != State.ALARM) {
                rung.add(time);
            }
            state = next;
        }
        return rung;
    }

    private static Map<String, JsonNode> alarms() {
        Map<String, JsonNode> alarms = new TreeMap<>();
        new Deployment(
                        StackTemplate.ours(),
                        Map.of("KmsKeyArn", "arn:aws:kms:eu-west-1:123456789012:key/1-2-3"))
                .nested("Alarms")
                .resources()
                .forEach(
                        one -> {
                            JsonNode properties = one.path("Properties");
                            if (properties.has("AlarmName")) {
                                alarms.put(
                                        properties
                                                .path("AlarmName")
                                                .asText()
                                                .replace("ses-events-", ""),
                                        properties);
                            }
                        });
        return alarms;
    }

    /** What CloudWatch has of an account, by namespace and name. */
    private static final class Account {
        final Map<String, NavigableMap<Long, Double>> metrics = new HashMap<>();

        Account at(long second, String metric, double value) {
            metrics.computeIfAbsent(metric, _ -> new TreeMap<>())
                    .put(Deployment.CREATED_AT + second, value);
            return this;
        }

        /** A run each two hours, so many minutes past the hour when it succeeded. */
        Account refreshes(long from, long to, long minutes) {
            return every(2 * HOUR, from + minutes * MINUTE, to, SUCCEEDED, 1);
        }

        Account every(long seconds, long from, long to, String metric, double value) {
            for (long second = from; second < to; second += seconds) {
                at(second, metric, value);
            }
            return this;
        }
    }
}
