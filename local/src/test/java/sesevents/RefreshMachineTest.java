package sesevents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sesevents.RefreshRecorder.Run;
import sesevents.standin.AthenaTasks;
import sesevents.standin.StateMachine;
import sesevents.standin.StateMachine.Failure;
import sesevents.standin.StateMachine.Services;

/** The state machine of the refresh, read from its file and run over recorded calls. */
class RefreshMachineTest {
    static final Path FILE = Checkout.root().resolve("stack/refresh.asl.yaml");
    static final Map<String, String> SUBSTITUTIONS =
            Map.of(
                    "Partition", "aws",
                    "WorkGroup", "ses-events",
                    "Database", "ses_event_db",
                    "Bucket", "mail-bucket",
                    "InsertHours", "insert_hours",
                    "CheckHours", "check_hours");
    private static final String NOW = "2026-03-12T12:20:00.000Z";
    private static final Run ME = new Run("me", "RUNNING", NOW);
    private static final Run YOUNGER = new Run("younger", "RUNNING", "2026-03-12T12:25:00.000Z");

    /**
     * A later "from" is ignored: its success would hide the hours since the last success. A run
     * that failed does not count.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # nothing if there is no mail yet
                    '' | | | ''
                    # from the oldest folder to this hour, in steps of two days
                    2026-03-07-10 | | | 2026-03-07-10 2026-03-09-10, 2026-03-09-10 2026-03-11-10, 2026-03-11-10 2026-03-12-12
                    2026-03-10-12 | | | 2026-03-10-12 2026-03-12-12
                    2026-03-12-12 | | | ''
                    # from 26 hours before the last success began
                    2026-01-01-00 | 2026-03-12T10:34:59.000Z 2026-03-12T08:20:00Z | | 2026-03-11-08 2026-03-12-12
                    # from an earlier hour that the input names
                    2026-01-01-00 | 2026-03-12T10:20:00.000Z | 2026-03-09-05 | 2026-03-09-05 2026-03-11-05, 2026-03-11-05 2026-03-12-12
                    2026-03-10-07 | 2026-03-12T10:20:00.000Z | 2026-01-01-00 | 2026-03-10-07 2026-03-12-07, 2026-03-12-07 2026-03-12-12
                    # but never from a later one
                    2026-01-01-00 | 2026-03-12T10:20:00.000Z | 2026-03-12-11 | 2026-03-11-08 2026-03-12-12
                    2026-01-01-00 | 2026-03-12T10:20:00.000Z | tomorrow      | 2026-03-11-08 2026-03-12-12
                    2026-03-12-03 | | 2026-03-12-11 | 2026-03-12-03 2026-03-12-12
                    """)
    void readsTheHoursSince(String oldestFolder, String successes, String from, String expected)
            throws Failure {
        Run failed = new Run("failed", "FAILED", "2026-03-12T12:10:00.000Z");
        List<Run> runs = new ArrayList<>(List.of(ME, failed));
        if (successes != null) {
            Stream.of(successes.split(" ")).map(RefreshMachineTest::success).forEach(runs::add);
        }
        RefreshRecorder recorder = new RefreshRecorder(oldestFolder, runs.toArray(Run[]::new));
        machine(recorder).run(context(from == null ? Map.of() : Map.of("from", from)));
        assertEquals(expected, String.join(", ", recorder.hours()));
    }

    @Test
    void failsIfTheInputIsNotAnHour() {
        for (Object from : List.of("2026-01-31", 2026)) {
            Run before = success("2026-03-12T10:20:00.000Z");
            StateMachine machine = machine(new RefreshRecorder("2026-01-01-00", ME, before));
            Map<String, Object> context = context(Map.of("from", from));
            Failure failure = assertThrows(Failure.class, () -> machine.run(context));
            assertEquals("States.QueryEvaluationError", failure.error());
        }
    }

    /** Step Functions limits a run to 256 KiB of data and 25,000 events. */
    @Test
    void rebuildsEightYearsInOneRun() throws Failure {
        RefreshRecorder recorder = new RefreshRecorder("2018-03-12-12", ME);
        run(recorder);
        assertEquals(2_922 + 2, recorder.statements().size(), "one a day, OPTIMIZE and VACUUM");
        assertEquals(
                "States.DataLimitExceeded",
                failure(new RefreshRecorder("2016-03-12-12", ME)).error());
    }

    /** If it ended at once, its success would tell critical-refresh-late that all is inserted. */
    @Test
    void waitsForAnOlderRunAndThenDoesItsOwnWork() throws Failure {
        Run older = new Run("older", "RUNNING", "2026-03-12T10:20:00.000Z");
        RefreshRecorder recorder = new RefreshRecorder("2026-03-12-01", YOUNGER, ME, older);
        StateMachine machine =
                run(
                        (resource, arguments) -> {
                            Object result = recorder.call(resource, arguments);
                            if (resource.endsWith(":listExecutions")) {
                                assertEquals(List.of(), recorder.statements());
                                recorder.setRuns(List.of(YOUNGER, ME, success(older.start())));
                            }
                            return result;
                        });

        assertEquals(List.of(600), machine.waits());
        assertEquals(List.of("2026-03-12-01 2026-03-12-12"), recorder.hours());
    }

    @Test
    void doesNotWaitForYoungerRunsNorIfTheListLacksItself() throws Failure {
        for (Run[] runs : new Run[][] {{YOUNGER, ME}, {ME}, {}}) {
            assertEquals(List.of(), run(new RefreshRecorder("2026-03-12-01", runs)).waits());
        }
    }

    @Test
    void repeatsFromTheFirstStatementAfterAFailureAndAfterThrottling() throws Failure {
        RefreshRecorder recorder = new RefreshRecorder("2026-03-09-12", ME);
        StateMachine machine =
                run(
                        failing(
                                recorder,
                                "check 2026-03-11",
                                AthenaTasks.failed("check", "ICEBERG_COMMIT_ERROR: Failed"),
                                new Failure("Athena.TooManyRequestsException", "Rate exceeded")));

        assertEquals(List.of(60, 120), machine.waits());
        List<String> statements = recorder.statements();
        assertEquals("insert 2026-03-11-12 2026-03-12-12", statements.get(2));
        assertEquals(statements.subList(0, 3), statements.subList(3, 6));
        assertEquals("check 2026-03-11-12 2026-03-12-12", statements.get(9));
    }

    @Test
    void givesUpAfterFourFailures() {
        RefreshRecorder recorder = new RefreshRecorder("2026-03-11-01", ME);
        Failure badData = AthenaTasks.failed("insert", "HIVE_BAD_DATA: a cut-off file");
        StateMachine machine = machine(failing(recorder, "check ", times(4, badData)));
        Failure failure = assertThrows(Failure.class, () -> machine.run(context(Map.of())));

        assertEquals("StatementFailed", failure.error());
        assertEquals(List.of(60, 120, 240), machine.waits());
        assertEquals(
                Collections.nCopies(4, "insert 2026-03-11-01 2026-03-12-12"),
                recorder.statements());
    }

    @ParameterizedTest
    @CsvSource({
        "Sfn.SfnException, :listExecutions",
        "S3.S3Exception, :listObjectsV2",
        "Athena.AthenaException, :batchGetNamedQuery"
    })
    void repeatsEachCallBeforeTheStatementsFiveTimes(String error, String call) throws Failure {
        Failure throttled = new Failure(error, "Rate exceeded");
        RefreshRecorder recorder = new RefreshRecorder("2026-03-12-01", ME);
        assertEquals(
                List.of(5, 10, 20, 40, 80),
                run(failing(recorder, call, times(5, throttled))).waits());
        assertEquals(error, failure(failing(recorder, call, times(6, throttled))).error());
    }

    /** Athena quotes values that it cannot read, and everyone who sees the run sees its cause. */
    @Test
    void namesTheQueryOfAFailureButNothingThatAthenaQuotes() {
        String quote =
                "Error reading 'maria@example.net' (\"ErrorType\": \"maria@example.net\")"
                        + " ICEBERG_VACUUM_MORE_RUNS_NEEDED \"StateChangeReason\":\"ICEBERG_A_MORE";
        String cause =
                "States.TaskFailed, QueryExecutionId:3f0a-1%s, ErrorCategory:2, ErrorType:1003";
        for (String text : List.of("insert ", "check ", "OPTIMIZE", "VACUUM")) {
            assertEquals(
                    cause.formatted(", StateChangeReason:HIVE_BAD_DATA"),
                    causeOf(text, AthenaTasks.failed("select 1", "HIVE_BAD_DATA: " + quote)));
            assertEquals(cause.formatted(""), causeOf(text, AthenaTasks.failed("select 1", quote)));
        }
        assertEquals("States.Timeout", causeOf("insert ", new Failure("States.Timeout", null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIMIZE", "VACUUM"})
    void leavesToTheNextRunWhatAthenaDoesNotMergeAtOnce(String statement) throws Failure {
        String reason = "ICEBERG_%s_MORE_RUNS_NEEDED: run it again".formatted(statement);
        RefreshRecorder recorder = new RefreshRecorder("2026-03-12-01", ME);
        Failure more = AthenaTasks.failed(statement, reason);
        assertEquals(List.of(), run(failing(recorder, statement, more)).waits());
    }

    private static StateMachine machine(Services services) {
        try {
            return new StateMachine(Files.readString(FILE), SUBSTITUTIONS, services);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StateMachine run(Services services) throws Failure {
        StateMachine machine = machine(services);
        machine.run(context(Map.of()));
        return machine;
    }

    private static Failure failure(Services services) {
        return assertThrows(Failure.class, () -> run(services));
    }

    private static String causeOf(String statement, Failure failure) {
        RefreshRecorder recorder = new RefreshRecorder("2026-03-12-01", ME);
        return failure(failing(recorder, statement, times(4, failure))).getMessage();
    }

    /** Fails the calls whose resource or statement contains the text, until no failure is left. */
    private static Services failing(Services services, String text, Failure... failures) {
        Iterator<Failure> left = List.of(failures).iterator();
        return (resource, arguments) -> {
            if ((resource + arguments.get("QueryString")).contains(text) && left.hasNext()) {
                throw left.next();
            }
            return services.call(resource, arguments);
        };
    }

    private static Failure[] times(int count, Failure failure) {
        return Collections.nCopies(count, failure).toArray(Failure[]::new);
    }

    private static Run success(String start) {
        return new Run(start, "SUCCEEDED", start);
    }

    private static Map<String, Object> context(Map<String, Object> input) {
        return Map.of(
                "Execution",
                Map.of("Id", RefreshRecorder.ARN + "me", "StartTime", NOW, "Input", input),
                "StateMachine",
                Map.of("Id", RefreshRecorder.ARN.replace(":execution:", ":stateMachine:")));
    }
}
