package sesevents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import sesevents.StateMachine.Failure;
import sesevents.StateMachine.Services;
import sesevents.engine.Engine;
import sesevents.firehose.SeededIds;
import sesevents.firehose.StreamSettings;
import sesevents.lake.FolderBucket;
import sesevents.load.Pipeline;
import sesevents.sql.Query;
import sesevents.sql.SqlTree;
import sesevents.stack.StackTemplate;

/**
 * The state machine of the refresh, as its file defines it, over a lake with some hours of mail.
 */
class RefreshMachineTest {
    private static final Path FILE = Checkout.root().resolve("stack/refresh.asl.yaml");
    private static final JsonNode DEPLOYED =
            StackTemplate.ours().resources().at("/Refresh/Properties");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ARN =
            "arn:aws:states:us-east-1:123456789012:execution:ses-events-refresh:";
    private static final Map<String, String> SUBSTITUTIONS =
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
    private static final String OPTIMIZE = "OPTIMIZE event_history REWRITE DATA USING BIN_PACK";
    private static final String VACUUM = "VACUUM event_history";

    /** The hours that have mail; the last is the one that is not over. */
    private static final List<String> HOURS =
            List.of(
                    "2026-03-02-10",
                    "2026-03-11-13",
                    "2026-03-12-10",
                    "2026-03-12-11",
                    "2026-03-12-12");

    private static final List<String> FULL_HOURS = HOURS.subList(0, HOURS.size() - 1);
    private static final String NOW = "2026-03-12T12:20:00.000Z";
    private static final Run BEFORE = success("2026-03-12T10:20:00.000Z");
    private static final List<String> HOURS_SINCE_BEFORE = FULL_HOURS.subList(1, 4);
    private static final Failure BAD_DATA =
            AthenaTasks.failed("insert", "HIVE_BAD_DATA: a cut-off file", false);

    @TempDir private static Path lake;
    private static Engine engine;

    /** One run in the list of them. */
    private record Run(String name, String status, String start) {
        static final Run ME = new Run("me", "RUNNING", NOW);

        Map<String, Object> listed() {
            return Map.of("ExecutionArn", ARN + name, "Status", status, "StartDate", start);
        }
    }

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
    void forget() {
        engine.query("delete from event_history");
    }

    // -- what a run brings
    // -------------------------------------------------------------------------

    @Test
    void bringsEveryFullHourWhereNoneSucceededBefore() throws Failure {
        machine(ourTasks(Run.ME)).run(context(NOW, Map.of()));
        assertEquals(FULL_HOURS, history());
        assertEquals(List.of(), engine.query(missing()).values());
    }

    @Test
    void insertsNothingTwice() throws Failure {
        machine(ourTasks(Run.ME, BEFORE)).run(context(NOW, Map.of()));
        assertEquals(HOURS_SINCE_BEFORE, history());
        List<List<Object>> rows = engine.query(COUNT).values();
        machine(ourTasks(Run.ME, BEFORE)).run(context(NOW, Map.of()));
        assertEquals(rows, engine.query(COUNT).values());
    }

    @Test
    void catchesUpAfterTenDaysWithoutASuccess() throws Failure {
        machine(ourTasks(Run.ME)).run(context("2026-03-02T12:20:00.000Z", Map.of()));
        assertEquals(FULL_HOURS.subList(0, 1), history());

        Run[] runs = {
            Run.ME,
            new Run("failed", "FAILED", "2026-03-12T10:20:00.000Z"),
            new Run("aborted", "ABORTED", "2026-03-03T10:20:00.000Z"),
            success("2026-03-02T12:20:00.000Z"),
            success("2026-03-02T10:20:00.000Z")
        };
        machine(ourTasks(runs)).run(context(NOW, Map.of()));
        assertEquals(FULL_HOURS, history());
    }

    /** Firehose puts what S3 did not take in the folder of the hour in which it arrived. */
    @Test
    void bringsAnObjectThatComesADayLate() throws Failure, IOException {
        FolderBucket bucket = new FolderBucket(lake);
        String late = "events/ingest_hour=2026-03-11-13/";
        String key;
        try (Stream<String> keys = bucket.list(late)) {
            key = keys.findFirst().orElseThrow();
        }
        bucket.move(key, "late");
        machine(ourTasks(Run.ME, BEFORE)).run(context(NOW, Map.of()));
        assertEquals(HOURS_SINCE_BEFORE.subList(1, 3), history());

        bucket.move("late", key);
        machine(ourTasks(Run.ME, success(NOW))).run(context("2026-03-12T14:20:00.000Z", Map.of()));
        assertEquals(HOURS.subList(1, 5), history());
    }

    @Test
    void endsWellWhereThereIsNoMailYet() throws Failure {
        Pretended pretended = new Pretended("", Run.ME);
        assertEquals(Map.of(), machine(pretended).run(context(NOW, Map.of())));
        assertEquals(List.of(OPTIMIZE, VACUUM), pretended.statements);
    }

    // -- which hours it looks at
    // -------------------------------------------------------------------

    @Test
    void goesFromTheOldestFolderUpToThisHourInStepsOfTwoDays() throws Failure {
        assertEquals(
                List.of(
                        "2026-03-07-10 2026-03-09-10",
                        "2026-03-09-10 2026-03-11-10",
                        "2026-03-11-10 2026-03-12-12"),
                hours("2026-03-07-10", Map.of(), Run.ME));
        assertEquals(
                List.of("2026-03-10-12 2026-03-12-12"), hours("2026-03-10-12", Map.of(), Run.ME));
        assertEquals(List.of(), hours("2026-03-12-12", Map.of(), Run.ME));
        assertEquals(List.of(), hours("2026-03-12-13", Map.of(), Run.ME));
    }

    @Test
    void goesBackTwentySixHoursFromTheBeginningOfTheLastSuccess() throws Failure {
        Run[] runs = {Run.ME, success("2026-03-12T10:34:59.000Z"), success("2026-03-12T08:20:00Z")};
        assertEquals(
                List.of("2026-03-11-08 2026-03-12-12"), hours("2026-01-01-00", Map.of(), runs));
        assertEquals(
                List.of("2026-03-12-01 2026-03-12-12"), hours("2026-03-12-01", Map.of(), runs));
    }

    /** Else its success would hide what lies between the last one and it. */
    @Test
    void looksFurtherBackWhereToldAndNeverLessFar() throws Failure {
        assertEquals(
                List.of("2026-03-09-05 2026-03-11-05", "2026-03-11-05 2026-03-12-12"),
                hours("2026-01-01-00", Map.of("from", "2026-03-09-05"), Run.ME, BEFORE));
        assertEquals(
                List.of("2026-03-10-07 2026-03-12-07", "2026-03-12-07 2026-03-12-12"),
                hours("2026-03-10-07", Map.of("from", "2026-01-01-00"), Run.ME, BEFORE));
        for (String later : List.of("2026-03-12-11", "tomorrow")) {
            assertEquals(
                    List.of("2026-03-11-08 2026-03-12-12"),
                    hours("2026-01-01-00", Map.of("from", later), Run.ME, BEFORE));
        }
        assertEquals(
                List.of("2026-03-12-03 2026-03-12-12"),
                hours("2026-03-12-03", Map.of("from", "2026-03-12-11"), Run.ME));
    }

    @Test
    void failsWhereWhatItIsToldIsNoHour() {
        for (Object from : List.of("2026-01-31", 2026)) {
            assertEquals(
                    "States.QueryEvaluationError",
                    assertThrows(
                                    Failure.class,
                                    () ->
                                            hours(
                                                    "2026-01-01-00",
                                                    Map.of("from", from),
                                                    Run.ME,
                                                    BEFORE),
                                    from.toString())
                            .error());
        }
    }

    /** 256 KB of data and 25,000 events of history are all that a run has. */
    @Test
    void rebuildsEightYearsInOneRun() throws Failure {
        Pretended pretended = new Pretended("2018-03-12-12", Run.ME);
        machine(pretended).run(context(NOW, Map.of()));
        assertEquals(2_922 + 2, pretended.statements.size(), "a statement a day, and two");

        Pretended more = new Pretended("2016-03-12-12", Run.ME);
        assertEquals(
                "States.DataLimitExceeded",
                assertThrows(Failure.class, () -> machine(more).run(context(NOW, Map.of())))
                        .error());
    }

    // -- beside other runs
    // -------------------------------------------------------------------------

    /** If it ended then, its success would tell critical-refresh-late that all is in. */
    @Test
    void waitsForAnOlderRunAndThenDoesItsOwnWork() throws Failure {
        Run younger = new Run("younger", "RUNNING", "2026-03-12T12:25:00.000Z");
        Run older = new Run("older", "RUNNING", "2026-03-12T10:20:00.000Z");
        Pretended pretended = new Pretended("2026-03-12-01", Run.ME, older);
        Deque<List<Run>> lists =
                new ArrayDeque<>(
                        List.of(
                                List.of(younger, Run.ME, older),
                                List.of(younger, Run.ME, success(older.start()))));
        StateMachine machine =
                machine(
                        (resource, arguments) -> {
                            if (resource.endsWith(":listExecutions") && !lists.isEmpty()) {
                                pretended.runs = lists.remove();
                                assertEquals(List.of(), pretended.statements);
                            }
                            return pretended.call(resource, arguments);
                        });
        machine.run(context(NOW, Map.of()));

        assertEquals(List.of(600), machine.waits());
        assertEquals(List.of("2026-03-12-01 2026-03-12-12"), pretended.hours());
    }

    @Test
    void goesOnWhereOthersBeganLaterOrTheListDoesNotKnowItYet() throws Failure {
        Run younger = new Run("younger", "RUNNING", "2026-03-12T12:25:00.000Z");
        for (Run[] runs : new Run[][] {{younger, Run.ME}, {Run.ME}, {}}) {
            StateMachine machine = machine(new Pretended("2026-03-12-01", runs));
            machine.run(context(NOW, Map.of()));
            assertEquals(List.of(), machine.waits());
        }
    }

    // -- what fails
    // --------------------------------------------------------------------------------

    @Test
    void beginsAnewAfterAnInsertThatFailsAndAfterThrottling() throws Failure {
        StateMachine machine =
                machine(
                        failing(
                                ourTasks(Run.ME, BEFORE),
                                "insert into",
                                AthenaTasks.failed("insert", "ICEBERG_COMMIT_ERROR: Failed", false),
                                new Failure("Athena.TooManyRequestsException", "Rate exceeded")));
        machine.run(context(NOW, Map.of()));

        assertEquals(HOURS_SINCE_BEFORE, history());
        assertEquals(List.of(60, 120), machine.waits());
    }

    @Test
    void givesUpWhatFailsFourTimes() {
        Pretended pretended = new Pretended("2026-03-11-01", Run.ME);
        StateMachine machine = machine(failing(pretended, "check ", times(4, BAD_DATA)));
        Failure failure = assertThrows(Failure.class, () -> machine.run(context(NOW, Map.of())));

        assertEquals("StatementFailed", failure.error());
        assertEquals(
                "States.TaskFailed, QueryExecutionId:3f0a-1, StateChangeReason:HIVE_BAD_DATA,"
                        + " ErrorCategory:2, ErrorType:1003",
                failure.getMessage());
        assertEquals(List.of(60, 120, 240), machine.waits());
        assertEquals(
                List.of("insert 2026-03-11-01 2026-03-12-12"),
                pretended.statements.stream().distinct().toList());
    }

    @Test
    void triesFiveTimesMoreWhatAwsRefusesBeforeTheStatements() throws Failure {
        for (String service :
                List.of("Sfn.SfnException", "S3.S3Exception", "Athena.AthenaException")) {
            Failure throttled = new Failure(service, "Rate exceeded");
            String call =
                    Map.of("Sfn", "listExecutions", "S3", "listObjectsV2")
                            .getOrDefault(service.split("\\.")[0], "batchGetNamedQuery");
            Pretended pretended = new Pretended("2026-03-12-01", Run.ME);
            StateMachine machine = machine(refusing(pretended, call, times(5, throttled)));
            machine.run(context(NOW, Map.of()));
            assertEquals(List.of(5, 10, 20, 40, 80), machine.waits());

            StateMachine other = machine(refusing(pretended, call, times(6, throttled)));
            assertEquals(
                    service,
                    assertThrows(Failure.class, () -> other.run(context(NOW, Map.of()))).error());
        }
    }

    @Test
    void failsWhereTheCheckMissesARow() {
        Map<String, String> statements = new HashMap<>(STATEMENTS);
        statements.put("insert_hours", "select 1");
        Services tasks = amongRuns(tasks(statements), Run.ME, BEFORE);
        assertEquals(
                "StatementFailed",
                assertThrows(Failure.class, () -> machine(tasks).run(context(NOW, Map.of())))
                        .error());
    }

    /** Athena quotes the value that it cannot read, and whoever may see the run sees its cause. */
    @Test
    void namesTheQueryOfAFailureAndNothingThatAthenaQuotes() {
        String quote = "Error reading 'maria@example.net' (\"ErrorType\": \"maria@example.net\")";
        String more = " ICEBERG_VACUUM_MORE_RUNS_NEEDED \"StateChangeReason\":\"ICEBERG_A_MORE";
        for (String code : List.of("HIVE_BAD_DATA: ", "")) {
            Failure failure = AthenaTasks.failed("select 1", code + quote + more, false);
            String reason =
                    code.isEmpty()
                            ? ""
                            : ", StateChangeReason:" + code.substring(0, code.length() - 2);
            for (String text : List.of("insert ", "check ", "OPTIMIZE", "VACUUM")) {
                StateMachine machine =
                        machine(
                                failing(
                                        new Pretended("2026-03-12-01", Run.ME),
                                        text,
                                        times(4, failure)));
                assertEquals(
                        "States.TaskFailed, QueryExecutionId:3f0a-1%s, ErrorCategory:2, ErrorType:1003"
                                .formatted(reason),
                        assertThrows(Failure.class, () -> machine.run(context(NOW, Map.of())), text)
                                .getMessage());
            }
        }
    }

    @Test
    void namesATimeoutThatHasNoCause() {
        Failure timeout = new Failure("States.Timeout", null);
        StateMachine machine =
                machine(
                        failing(
                                new Pretended("2026-03-12-01", Run.ME),
                                "insert ",
                                times(4, timeout)));
        assertEquals(
                "States.Timeout",
                assertThrows(Failure.class, () -> machine.run(context(NOW, Map.of())))
                        .getMessage());
    }

    // -- merging
    // -----------------------------------------------------------------------------------

    /** In Athena's grammar: docs.aws.amazon.com/athena/latest/ug/optimize-statement.html. */
    @Test
    void mergesAndVacuumsAfterAllElseInTheWordsOfAthena() throws Failure {
        Pretended pretended = new Pretended("2026-03-07-10", Run.ME);
        machine(pretended).run(context(NOW, Map.of()));
        List<String> last =
                pretended.statements.subList(
                        pretended.statements.size() - 2, pretended.statements.size());
        assertEquals(3 * 2 + 2, pretended.statements.size());
        assertTrue(
                last.getFirst()
                        .matches("OPTIMIZE (\\w+\\.)?\\w+ REWRITE DATA USING BIN_PACK( WHERE .+)?"),
                last.getFirst());
        assertTrue(last.getLast().matches("VACUUM (\\w+\\.)?\\w+"), last.getLast());
        assertEquals(List.of(OPTIMIZE, VACUUM), last);
    }

    @Test
    void leavesOneFileAPartition() throws Failure {
        machine(ourTasks(Run.ME, BEFORE)).run(context("2026-03-12T11:20:00.000Z", Map.of()));
        machine(ourTasks(Run.ME, BEFORE)).run(context(NOW, Map.of()));
        assertEquals(
                List.of(),
                engine.query(
                                "select partition, count(*) from \"event_history$files\""
                                        + " group by partition having count(*) > 1")
                        .values());
    }

    @Test
    void leavesToTheNextRunWhatAthenaDoesNotMergeInOneGo() throws Failure {
        for (String statement : List.of("OPTIMIZE", "VACUUM")) {
            Failure more =
                    AthenaTasks.failed(
                            statement,
                            "ICEBERG_%s_MORE_RUNS_NEEDED: run it again".formatted(statement),
                            false);
            StateMachine machine =
                    machine(failing(new Pretended("2026-03-12-01", Run.ME), statement, more));
            assertEquals(Map.of(), machine.run(context(NOW, Map.of())));
            assertEquals(List.of(), machine.waits());
        }
    }

    // -- the file
    // ----------------------------------------------------------------------------------

    @Test
    void isTheDefinitionThatTheStackDeploysWithEveryNameThatItAsksFor() throws IOException {
        assertEquals(FILE.getFileName().toString(), DEPLOYED.path("DefinitionUri").asText());
        Set<String> asked =
                Pattern.compile("\\$\\{(\\w+)}")
                        .matcher(Files.readString(FILE))
                        .results()
                        .map(found -> found.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(SUBSTITUTIONS.keySet(), asked);
        assertEquals(asked, Set.copyOf(names(DEPLOYED.path("DefinitionSubstitutions"))));
    }

    @Test
    void isWrittenInTheLanguageOfStepFunctions() throws IOException, InterruptedException {
        assertEquals("", lint(definition()));
        assertTrue(lint(definition().replace("Succeed", "Succeeed")).contains("E3601"));
    }

    @Test
    void reachesEveryStateAndNamesNoneThatIsNotThere() throws IOException {
        JsonNode machine = JSON.valueToTree(new Yaml().load(definition()));
        for (JsonNode states :
                List.of(machine, machine.at("/States/RunStatements/ItemProcessor"))) {
            Set<String> reached = new HashSet<>();
            Deque<String> next = new ArrayDeque<>(List.of(states.path("StartAt").asText()));
            while (!next.isEmpty()) {
                String name = next.remove();
                JsonNode state = states.path("States").path(name);
                assertFalse(state.isMissingNode(), name);
                if (reached.add(name)) {
                    next.addAll(targets(state));
                }
            }
            assertEquals(Set.copyOf(names(states.path("States"))), reached);
        }
    }

    @Test
    void limitsTheTimeOfEveryQuery() throws IOException {
        JsonNode machine = JSON.valueToTree(new Yaml().load(definition()));
        for (JsonNode state : machine.findParents("Resource")) {
            String resource = state.path("Resource").asText();
            assertEquals(
                    resource.endsWith(".sync") ? 3600 : 0,
                    state.path("TimeoutSeconds").asInt(),
                    resource);
        }
    }

    private static List<String> targets(JsonNode state) {
        List<String> targets = new ArrayList<>();
        for (JsonNode place : List.of(state, state.path("Choices"), state.path("Catch"))) {
            Stream.concat(Stream.of(place), place.valueStream())
                    .flatMap(one -> Stream.of(one.path("Next"), one.path("Default")))
                    .filter(JsonNode::isTextual)
                    .forEach(target -> targets.add(target.asText()));
        }
        return targets;
    }

    private static List<String> names(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey).toList();
    }

    /** cfn-lint knows the language, but looks for it inside a template only. */
    private static String lint(String definition) throws IOException, InterruptedException {
        Path template = lake.resolve("template.json");
        Object states = new Yaml().load(definition);
        JSON.writeValue(
                template.toFile(),
                Map.of(
                        "Resources",
                        Map.of(
                                "Machine",
                                Map.of(
                                        "Type",
                                        "AWS::StepFunctions::StateMachine",
                                        "Properties",
                                        Map.of(
                                                "RoleArn",
                                                "arn:aws:iam::123456789012:role/refresh",
                                                "Definition",
                                                states)))));
        Process lint =
                new ProcessBuilder(Venv.file("bin/cfn-lint").toString(), template.toString())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(lint.getInputStream().readAllBytes(), UTF_8);
        lint.waitFor();
        return output;
    }

    private static String definition() throws IOException {
        return Files.readString(FILE).replace("${Partition}", "aws");
    }

    // -- stand-ins
    // ---------------------------------------------------------------------------------

    /** Does nothing but write down the statements; where a bucket has one object, or none. */
    private static final class Pretended implements Services {
        final List<String> statements = new ArrayList<>();
        private final String oldestHour;
        private List<Run> runs;

        Pretended(String oldestHour, Run... runs) {
            this.oldestHour = oldestHour;
            this.runs = List.of(runs);
        }

        @Override
        public Object call(String resource, Map<String, Object> arguments) {
            return switch (resource.substring(resource.lastIndexOf(':') + 1)) {
                case "listExecutions" ->
                        Map.of("Executions", runs.stream().map(Run::listed).toList());
                case "listObjectsV2" -> listed((String) arguments.get("Prefix"));
                case "batchGetNamedQuery" ->
                        Map.of("NamedQueries", List.of(query("check"), query("insert")));
                default -> {
                    statements.add((String) arguments.get("QueryString"));
                    yield Map.of("QueryExecution", Map.of());
                }
            };
        }

        private Object listed(String prefix) {
            return oldestHour.isEmpty()
                    ? Map.of()
                    : Map.of("Contents", List.of(Map.of("Key", prefix + oldestHour + "/a.gz")));
        }

        private static Map<String, String> query(String what) {
            return Map.of(
                    "Name", what + "_hours", "QueryString", what + " ${from_hour} ${to_hour}");
        }

        /** Of which hours to which it inserted, and checked at once. */
        List<String> hours() {
            List<String> hours = new ArrayList<>();
            for (int i = 0; i < statements.size() - 2; i += 2) {
                String inserted = statements.get(i).substring("insert ".length());
                assertEquals("check " + inserted, statements.get(i + 1));
                hours.add(inserted);
            }
            return hours;
        }
    }

    private static List<String> hours(String oldestHour, Map<String, Object> input, Run... runs)
            throws Failure {
        Pretended pretended = new Pretended(oldestHour, runs);
        machine(pretended).run(context(NOW, input));
        return pretended.hours();
    }

    private static StateMachine machine(Services services) {
        try {
            return new StateMachine(Files.readString(FILE), SUBSTITUTIONS, services);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Over the lake, with the statements that the stack saves. */
    private static Services ourTasks(Run... runs) {
        return amongRuns(tasks(STATEMENTS), runs);
    }

    private static Services tasks(Map<String, String> statements) {
        return new AthenaTasks(engine, statements, new FolderBucket(lake));
    }

    /** Among these runs, the newest first. */
    private static Services amongRuns(Services services, Run... runs) {
        Pretended list = new Pretended("", runs);
        return (resource, arguments) ->
                resource.endsWith(":listExecutions")
                        ? list.call(resource, arguments)
                        : services.call(resource, arguments);
    }

    /** Where the statement with this text fails, in these ways, before it goes as it should. */
    private static Services failing(Services services, String text, Failure... failures) {
        Deque<Failure> left = new ArrayDeque<>(List.of(failures));
        return (resource, arguments) -> {
            String statement = String.valueOf(arguments.get("QueryString"));
            if (statement.contains(text) && !left.isEmpty()) {
                throw left.remove();
            }
            return services.call(resource, arguments);
        };
    }

    /** Where this call fails, in these ways, before it goes as it should. */
    private static Services refusing(Services services, String call, Failure... failures) {
        Deque<Failure> left = new ArrayDeque<>(List.of(failures));
        return (resource, arguments) -> {
            if (resource.endsWith(":" + call) && !left.isEmpty()) {
                throw left.remove();
            }
            return services.call(resource, arguments);
        };
    }

    private static Failure[] times(int count, Failure failure) {
        return Collections.nCopies(count, failure).toArray(new Failure[0]);
    }

    private static Run success(String start) {
        return new Run(start, "SUCCEEDED", start);
    }

    private static Map<String, Object> context(String start, Map<String, Object> input) {
        return Map.of(
                "Execution",
                Map.of("Id", ARN + "me", "StartTime", start, "Input", input),
                "StateMachine",
                Map.of("Id", ARN.replace(":execution:", ":stateMachine:")));
    }

    private static List<String> history() {
        return engine
                .query("select distinct ingest_hour from event_history order by 1")
                .values()
                .stream()
                .map(row -> row.getFirst().toString())
                .toList();
    }

    /** Events and recipients of the full hours that event_history does not have. */
    private static String missing() {
        return "select event_id, recipient from flat_events where ingest_hour < '%s'"
                        .formatted(HOURS.getLast())
                + " except select event_id, recipient from event_history";
    }
}
