package sesevents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sesevents.RefreshRecorder.Run;
import sesevents.engine.Engine;
import sesevents.firehose.SeededIds;
import sesevents.firehose.StreamSettings;
import sesevents.lake.FolderBucket;
import sesevents.load.Pipeline;
import sesevents.sql.Query;
import sesevents.sql.SqlTree;
import sesevents.standin.AthenaTasks;
import sesevents.standin.StateMachine;
import sesevents.standin.StateMachine.Failure;
import sesevents.standin.StateMachine.Services;

/** The state machine of the refresh, read from its file and run over a lake with a few hours. */
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
    private static final Map<String, String> STATEMENTS =
            SqlTree.ofCheckout().refresh().stream()
                    .collect(Collectors.toMap(Query::name, Query::text));
    private static final String COUNT = "select count(*) from event_history";

    /** The hours that have mail. The last one is not over at {@link #NOW}. */
    private static final List<String> HOURS =
            List.of(
                    "2026-03-02-10",
                    "2026-03-11-13",
                    "2026-03-12-10",
                    "2026-03-12-11",
                    "2026-03-12-12");

    private static final List<String> FULL_HOURS = HOURS.subList(0, 4);
    private static final String NOW = "2026-03-12T12:20:00.000Z";
    private static final Run ME = new Run("me", "RUNNING", NOW);
    private static final Run YOUNGER = new Run("younger", "RUNNING", "2026-03-12T12:25:00.000Z");
    private static final Run BEFORE = success("2026-03-12T10:20:00.000Z");
    private static final List<String> HOURS_SINCE_BEFORE = FULL_HOURS.subList(1, 4);

    @TempDir private static Path lake;
    private static Engine engine;

    @BeforeAll
    static void deliver() throws IOException {
        try (Pipeline pipeline = new Pipeline(lake, StreamSettings.DEPLOYED, new SeededIds(1))) {
            Iterator<Sample> samples = Sample.all(Checkout.root()).iterator();
            for (String hour : HOURS) {
                Instant arrival =
                        Instant.parse(hour.substring(0, 10) + "T" + hour.substring(11) + ":59:00Z");
                for (int i = 0; i < 3; i++) {
                    Sample sample = samples.next();
                    pipeline.put(sample.published(), arrival.plusSeconds(i), sample.name());
                }
                pipeline.flush();
            }
        }
        engine = Engine.open(lake);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @BeforeEach
    void emptyTheHistory() {
        engine.query("delete from event_history");
    }

    // -- what a run inserts
    // ------------------------------------------------------------------------

    @Test
    void insertsEveryFullHourIfNoRunSucceededBefore() throws Failure {
        run(lakeAfter(ME));
        assertEquals(FULL_HOURS, history());
        assertEquals(
                List.of(),
                engine.query(
                                "select event_id, recipient from flat_events where ingest_hour < '%s'"
                                                .formatted(HOURS.getLast())
                                        + " except select event_id, recipient from event_history")
                        .values());
    }

    @Test
    void insertsNothingTwice() throws Failure {
        run(lakeAfter(ME, BEFORE));
        assertEquals(HOURS_SINCE_BEFORE, history());
        List<List<Object>> rows = engine.query(COUNT).values();
        run(lakeAfter(ME, BEFORE));
        assertEquals(rows, engine.query(COUNT).values());
    }

    @Test
    void catchesUpAfterTenDaysWithoutASuccess() throws Failure {
        machine(lakeAfter(ME)).run(context("2026-03-02T12:20:00.000Z", Map.of()));
        assertEquals(FULL_HOURS.subList(0, 1), history());

        run(
                lakeAfter(
                        ME,
                        new Run("failed", "FAILED", "2026-03-12T10:20:00.000Z"),
                        new Run("aborted", "ABORTED", "2026-03-03T10:20:00.000Z"),
                        success("2026-03-02T12:20:00.000Z"),
                        success("2026-03-02T10:20:00.000Z")));
        assertEquals(FULL_HOURS, history());
    }

    /** Firehose repeats a failed delivery for 24 hours, into the folder of the arrival hour. */
    @Test
    void insertsAnObjectThatIsDeliveredADayLate() throws Failure, IOException {
        FolderBucket bucket = new FolderBucket(lake);
        String key;
        try (Stream<String> keys = bucket.list("events/ingest_hour=2026-03-11-13/")) {
            key = keys.findFirst().orElseThrow();
        }
        bucket.move(key, "late");
        run(lakeAfter(ME, BEFORE));
        assertEquals(HOURS_SINCE_BEFORE.subList(1, 3), history());

        bucket.move("late", key);
        machine(lakeAfter(ME, success(NOW))).run(context("2026-03-12T14:20:00.000Z", Map.of()));
        assertEquals(HOURS.subList(1, 5), history());
    }

    // -- which hours it reads
    // ----------------------------------------------------------------------

    /** A later "from" is ignored: its success would hide the hours since the last success. */
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
                    2026-03-12-13 | | | ''
                    # from 26 hours before the last success began
                    2026-01-01-00 | 2026-03-12T10:34:59.000Z 2026-03-12T08:20:00Z | | 2026-03-11-08 2026-03-12-12
                    2026-03-12-01 | 2026-03-12T10:34:59.000Z 2026-03-12T08:20:00Z | | 2026-03-12-01 2026-03-12-12
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
        List<Run> runs = new ArrayList<>(List.of(ME));
        if (successes != null) {
            Stream.of(successes.split(" ")).map(RefreshMachineTest::success).forEach(runs::add);
        }
        RefreshRecorder recorder = new RefreshRecorder(oldestFolder, runs.toArray(Run[]::new));
        machine(recorder).run(context(NOW, from == null ? Map.of() : Map.of("from", from)));
        assertEquals(expected, String.join(", ", recorder.hours()));
    }

    @Test
    void failsIfTheInputIsNotAnHour() {
        for (Object from : List.of("2026-01-31", 2026)) {
            StateMachine machine = machine(new RefreshRecorder("2026-01-01-00", ME, BEFORE));
            Failure failure =
                    assertThrows(
                            Failure.class, () -> machine.run(context(NOW, Map.of("from", from))));
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

    // -- beside other runs
    // -------------------------------------------------------------------------

    /** If it ended at once, its success would tell critical-refresh-late that all is inserted. */
    @Test
    void waitsForAnOlderRunAndThenDoesItsOwnWork() throws Failure {
        Run older = new Run("older", "RUNNING", "2026-03-12T10:20:00.000Z");
        RefreshRecorder recorder = new RefreshRecorder("2026-03-12-01", ME, older);
        Deque<List<Run>> lists =
                new ArrayDeque<>(
                        List.of(
                                List.of(YOUNGER, ME, older),
                                List.of(YOUNGER, ME, success(older.start()))));
        StateMachine machine =
                run(
                        (resource, arguments) -> {
                            if (resource.endsWith(":listExecutions") && !lists.isEmpty()) {
                                recorder.setRuns(lists.remove());
                                assertEquals(List.of(), recorder.statements());
                            }
                            return recorder.call(resource, arguments);
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

    // -- failures
    // ----------------------------------------------------------------------------------

    @Test
    void repeatsFromTheFirstStatementAfterAFailedInsertAndAfterThrottling() throws Failure {
        StateMachine machine =
                run(
                        failing(
                                lakeAfter(ME, BEFORE),
                                "insert into",
                                AthenaTasks.failed("insert", "ICEBERG_COMMIT_ERROR: Failed", false),
                                new Failure("Athena.TooManyRequestsException", "Rate exceeded")));

        assertEquals(HOURS_SINCE_BEFORE, history());
        assertEquals(List.of(60, 120), machine.waits());
    }

    @Test
    void givesUpAfterFourFailures() {
        RefreshRecorder recorder = new RefreshRecorder("2026-03-11-01", ME);
        Failure badData = AthenaTasks.failed("insert", "HIVE_BAD_DATA: a cut-off file", false);
        StateMachine machine = machine(failing(recorder, "check ", times(4, badData)));
        Failure failure = assertThrows(Failure.class, () -> machine.run(context(NOW, Map.of())));

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

    @Test
    void failsIfTheCheckMissesARow() {
        Map<String, String> statements = new HashMap<>(STATEMENTS);
        statements.put("insert_hours", "select 1");
        assertEquals("StatementFailed", failure(lakeAfter(statements, ME, BEFORE)).error());
    }

    /** Athena quotes values that it cannot read, and everyone who sees the run sees its cause. */
    @Test
    void namesTheQueryOfAFailureButNothingThatAthenaQuotes() {
        String quote =
                "Error reading 'maria@example.net' (\"ErrorType\": \"maria@example.net\")"
                        + " ICEBERG_VACUUM_MORE_RUNS_NEEDED \"StateChangeReason\":\"ICEBERG_A_MORE";
        for (String code : List.of("HIVE_BAD_DATA", "")) {
            String words = code.isEmpty() ? quote : code + ": " + quote;
            String reason = code.isEmpty() ? "" : ", StateChangeReason:" + code;
            for (String text : List.of("insert ", "check ", "OPTIMIZE", "VACUUM")) {
                assertEquals(
                        "States.TaskFailed, QueryExecutionId:3f0a-1%s, ErrorCategory:2, ErrorType:1003"
                                .formatted(reason),
                        causeOf(text, AthenaTasks.failed("select 1", words, false)),
                        text);
            }
        }
        assertEquals("States.Timeout", causeOf("insert ", new Failure("States.Timeout", null)));
    }

    // -- merging
    // -----------------------------------------------------------------------------------

    @Test
    void leavesOneFileInEachPartition() throws Failure {
        machine(lakeAfter(ME, BEFORE)).run(context("2026-03-12T11:20:00.000Z", Map.of()));
        run(lakeAfter(ME, BEFORE));
        assertEquals(
                List.of(),
                engine.query(
                                "select partition, count(*) from \"event_history$files\""
                                        + " group by partition having count(*) > 1")
                        .values());
    }

    @Test
    void leavesToTheNextRunWhatAthenaDoesNotMergeAtOnce() throws Failure {
        for (String statement : List.of("OPTIMIZE", "VACUUM")) {
            String reason = "ICEBERG_%s_MORE_RUNS_NEEDED: run it again".formatted(statement);
            Failure more = AthenaTasks.failed(statement, reason, false);
            StateMachine machine =
                    machine(failing(new RefreshRecorder("2026-03-12-01", ME), statement, more));
            assertEquals(Map.of(), machine.run(context(NOW, Map.of())));
            assertEquals(List.of(), machine.waits());
        }
    }

    // -- stand-ins
    // ---------------------------------------------------------------------------------

    private static StateMachine machine(Services services) {
        try {
            return new StateMachine(Files.readString(FILE), SUBSTITUTIONS, services);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StateMachine run(Services services) throws Failure {
        StateMachine machine = machine(services);
        machine.run(context(NOW, Map.of()));
        return machine;
    }

    private static Failure failure(Services services) {
        return assertThrows(Failure.class, () -> run(services));
    }

    private static String causeOf(String statement, Failure failure) {
        return failure(
                        failing(
                                new RefreshRecorder("2026-03-12-01", ME),
                                statement,
                                times(4, failure)))
                .getMessage();
    }

    /** Runs the statements of sql/refresh/ over the lake, after these runs, the newest first. */
    private static Services lakeAfter(Run... runs) {
        return lakeAfter(STATEMENTS, runs);
    }

    private static Services lakeAfter(Map<String, String> statements, Run... runs) {
        AthenaTasks athena = new AthenaTasks(engine, statements, new FolderBucket(lake));
        RefreshRecorder list = new RefreshRecorder("", runs);
        return (resource, arguments) ->
                resource.endsWith(":listExecutions")
                        ? list.call(resource, arguments)
                        : athena.call(resource, arguments);
    }

    /** Fails the calls whose resource or statement contains the text, until no failure is left. */
    private static Services failing(Services services, String text, Failure... failures) {
        Deque<Failure> left = new ArrayDeque<>(List.of(failures));
        return (resource, arguments) -> {
            if ((resource + arguments.get("QueryString")).contains(text) && !left.isEmpty()) {
                throw left.remove();
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

    private static Map<String, Object> context(String start, Map<String, Object> input) {
        return Map.of(
                "Execution",
                Map.of("Id", RefreshRecorder.ARN + "me", "StartTime", start, "Input", input),
                "StateMachine",
                Map.of("Id", RefreshRecorder.ARN.replace(":execution:", ":stateMachine:")));
    }

    private static List<String> history() {
        return engine
                .query("select distinct ingest_hour from event_history order by 1")
                .values()
                .stream()
                .map(row -> row.getFirst().toString())
                .toList();
    }
}
