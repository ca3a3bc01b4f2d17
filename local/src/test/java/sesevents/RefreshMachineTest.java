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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
import sesevents.athena.Athena;
import sesevents.cli.Checkout;
import sesevents.firehose.SeededIds;
import sesevents.firehose.StreamSettings;
import sesevents.load.Pipeline;
import sesevents.mail.Sample;
import sesevents.sql.Query;
import sesevents.sql.SqlTree;

/** The state machine of the refresh, as its file defines it, over a lake of three days of mail. */
class RefreshMachineTest {
    private static final Path FILE = Checkout.root().resolve("refresh.asl.yaml");
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
                    "MissingDays", "missing_days",
                    "InsertDay", "insert_day",
                    "CheckDay", "check_day");
    private static final Map<String, String> STATEMENTS =
            SqlTree.ofCheckout().refresh().stream()
                    .collect(Collectors.toMap(Query::name, Query::text));

    @TempDir private static Path lake;
    private static Athena athena;

    @BeforeAll
    static void deliver() throws IOException {
        try (Pipeline pipeline = new Pipeline(lake, StreamSettings.DEPLOYED, new SeededIds(1))) {
            Instant arrival = Instant.parse("2026-03-02T10:00:00Z");
            for (Sample sample : Sample.all(Checkout.root())) {
                pipeline.put(sample.published(), arrival, sample.name());
                arrival = arrival.plus(Duration.ofDays(2));
                if (arrival.isAfter(Instant.parse("2026-03-07T00:00:00Z"))) {
                    arrival = Instant.parse("2026-03-02T10:00:00Z");
                }
            }
        }
        athena = Athena.open(lake);
    }

    @AfterAll
    static void stop() {
        athena.close();
    }

    @BeforeEach
    void forget() {
        athena.query("delete from recipient_ledger");
    }

    @Test
    void insertsTheDaysOfMailThatTheLedgerLacks() throws Failure {
        assertEquals(
                Map.of(
                        "days",
                        List.of("2026-03-02", "2026-03-04", "2026-03-06"),
                        "failed",
                        List.of()),
                machine(athenaTasks()).run(march()));
        assertEquals(List.of("2026-03-02", "2026-03-04", "2026-03-06"), ledger());
        assertEquals(
                Map.of("days", List.of(), "failed", List.of()),
                machine(athenaTasks()).run(march()));

        athena.query("delete from recipient_ledger where ingest_date = date '2026-03-04'");
        assertEquals(
                Map.of("days", List.of("2026-03-04"), "failed", List.of()),
                machine(athenaTasks()).run(march()));
    }

    @Test
    void looksAtThirtyFiveDaysUpToTheDayBeforeYesterday() throws Failure {
        assertEquals("2026-10-19 2026-11-22", window("2026-11-24T02:00:00.000Z", Map.of()));
        assertEquals(
                "2026-11-21 2026-11-22", window("2026-11-24T23:59:59.999Z", Map.of("days", 2)));
        assertEquals(
                "2026-01-01 2026-11-22",
                window("2026-11-24T02:00:00.000Z", Map.of("from", "2026-01-01")));
        assertEquals(
                "2025-12-30 2026-01-02",
                window("2026-11-24T02:00:00.000Z", Map.of("to", "2026-01-02", "days", 4)));
        assertEquals(
                "2025-01-01 2026-05-15",
                window(
                        "2026-11-24T02:00:00.000Z",
                        Map.of("from", "2025-01-01", "to", "2026-05-15")));
    }

    @Test
    void refusesAWindowThatARunHasNoRoomForAndWhatIsNoDay() {
        for (Map<String, Object> input :
                List.<Map<String, Object>>of(
                        Map.of("days", 501),
                        Map.of("from", "2024-01-01"),
                        Map.of("from", "last monday"),
                        Map.of("to", "2026-1-1"))) {
            assertEquals(
                    "States.QueryEvaluationError",
                    assertThrows(
                                    Failure.class,
                                    () -> window("2026-11-24T02:00:00.000Z", input),
                                    input.toString())
                            .error());
        }
    }

    /** If it ended then, its success would tell critical-refresh-late that all is in. */
    @Test
    void succeedsOnlyWhenARunThatBeganEarlierIsOverAndItsOwnDaysAreIn() throws Failure {
        Deque<Services> lists =
                new ArrayDeque<>(
                        List.of(amongRuns("me", "older"), amongRuns("younger", "me", "older")));
        Services alone = missing(List.of("2026-03-02"));
        StateMachine machine =
                machine(
                        (resource, arguments) ->
                                resource.endsWith(":listExecutions") && !lists.isEmpty()
                                        ? lists.remove().call(resource, arguments)
                                        : alone.call(resource, arguments));

        assertEquals(
                Map.of("days", List.of("2026-03-02"), "failed", List.of()), machine.run(march()));
        assertEquals(List.of(600, 600), machine.waits());
    }

    @Test
    void goesOnWhereOthersBeganLaterOrTheListDoesNotKnowItYet() throws Failure {
        Object done = Map.of("days", List.of(), "failed", List.of());
        assertEquals(done, machine(amongRuns("younger", "me")).run(march()));
        assertEquals(done, machine(amongRuns("me")).run(march()));
        assertEquals(done, machine(amongRuns()).run(march()));
    }

    @Test
    void triesAgainAfterACommitConflictAndAfterThrottling() throws Failure {
        StateMachine machine =
                machine(
                        failing(
                                missing(List.of("2026-03-02")),
                                "insert into",
                                AthenaTasks.failed("insert", "ICEBERG_COMMIT_ERROR: Failed", false),
                                new Failure("Athena.TooManyRequestsException", "Rate exceeded"),
                                AthenaTasks.failed("insert", "Please try again", true)));
        machine.run(march());

        assertEquals(List.of("2026-03-02"), ledger());
        assertEquals(List.of(30, 10.0, 60), machine.waits());
    }

    @Test
    void givesUpAConflictThatStaysAndThrottlingThatStays() {
        Failure conflict = AthenaTasks.failed("insert", "ICEBERG_COMMIT_ERROR: Failed", false);
        StateMachine machine =
                machine(failing(missing(List.of("2026-03-02")), "insert into", times(5, conflict)));
        assertEquals(
                "2026-03-02: States.TaskFailed, QueryExecutionId:3f0a-1,"
                        + " StateChangeReason:ICEBERG_COMMIT_ERROR, ErrorCategory:2, ErrorType:1003",
                assertThrows(Failure.class, () -> machine.run(march())).getMessage());
        assertEquals(List.of(30, 60, 120, 240), machine.waits());

        Failure throttled = new Failure("Athena.TooManyRequestsException", "Rate exceeded");
        StateMachine other =
                machine(failing(athenaTasks(), "from closed_days", times(6, throttled)));
        assertEquals(
                "Athena.TooManyRequestsException",
                assertThrows(Failure.class, () -> other.run(march())).error());
        assertEquals(List.of(10.0, 20.0, 40.0, 80.0, 160.0), other.waits());
    }

    @Test
    void failsNamingTheDaysThatFailedAndInsertsTheOthersWithoutATry() {
        StateMachine machine =
                machine(
                        failing(
                                athenaTasks(),
                                "insert into",
                                AthenaTasks.failed(
                                        "insert", "HIVE_BAD_DATA: a cut-off file", false)));
        Failure failure = assertThrows(Failure.class, () -> machine.run(march()));

        assertEquals("DaysFailed", failure.error());
        assertEquals(
                "2026-03-02: States.TaskFailed, QueryExecutionId:3f0a-1,"
                        + " StateChangeReason:HIVE_BAD_DATA, ErrorCategory:2, ErrorType:1003",
                failure.getMessage());
        assertEquals(List.of(), machine.waits());
        assertEquals(List.of("2026-03-04", "2026-03-06"), ledger());
    }

    @Test
    void failsWhereTheCheckFindsRowsOrCannotLook() {
        athena.query(
                "insert into recipient_ledger (message_id, recipient, ingest_date)"
                        + " values ('of no event', 'a@example.com', date '2026-03-02')");
        // As if it were missing: a day that is there is not looked at again.
        Services services = missing(List.of("2026-03-02"));
        assertEquals(
                "2026-03-02: sql/refresh/check_day.sql returns rows",
                assertThrows(Failure.class, () -> machine(services).run(march())).getMessage());
        forget();

        Failure timeout = new Failure("States.Timeout", "");
        assertEquals(
                "2026-03-02: States.Timeout",
                assertThrows(
                                Failure.class,
                                () ->
                                        machine(
                                                        failing(
                                                                missing(List.of("2026-03-02")),
                                                                "both_sides",
                                                                timeout))
                                                .run(march()))
                        .getMessage());
    }

    /** Athena quotes the value that it cannot read, and whoever may see the run sees its cause. */
    @Test
    void namesTheQueryOfAFailureAndNothingThatAthenaQuotes() {
        String quote = "Error reading 'maria@example.net' (\"ErrorType\": \"maria@example.net\")";
        for (String code : List.of("HIVE_BAD_DATA: ", "")) {
            Failure failure = AthenaTasks.failed("select 1", code + quote, false);
            String reason =
                    code.isEmpty()
                            ? ""
                            : ", StateChangeReason:" + code.substring(0, code.length() - 2);
            String cause =
                    "States.TaskFailed, QueryExecutionId:3f0a-1%s, ErrorCategory:2, ErrorType:1003"
                            .formatted(reason);
            Map<String, String> whatFails = new LinkedHashMap<>();
            whatFails.put("from closed_days", "missing_days: ");
            whatFails.put("insert into", "2026-03-02: ");
            whatFails.put("both_sides", "2026-03-02: ");
            whatFails.put("OPTIMIZE", "OPTIMIZE recipient_ledger REWRITE DATA USING BIN_PACK: ");
            whatFails.put("VACUUM", "VACUUM recipient_ledger: ");
            whatFails.forEach(
                    (text, what) -> {
                        forget();
                        StateMachine machine = machine(failing(athenaTasks(), text, failure));
                        assertEquals(
                                what + cause,
                                assertThrows(Failure.class, () -> machine.run(march()), text)
                                        .getMessage());
                    });
        }
    }

    @Test
    void mergesTheFilesOfTheDaysThatWentInAndOnlyThen() throws Failure {
        List<String> tidied = new ArrayList<>();
        Services tasks = athenaTasks();
        Services listening =
                (resource, arguments) -> {
                    String statement = String.valueOf(arguments.get("QueryString"));
                    if (statement.contains("recipient_ledger") && statement.length() < 80) {
                        tidied.add(statement);
                    }
                    return tasks.call(resource, arguments);
                };
        machine(listening).run(march());
        List<String> both =
                List.of(
                        "OPTIMIZE recipient_ledger REWRITE DATA USING BIN_PACK",
                        "VACUUM recipient_ledger");
        assertEquals(both, tidied);
        // Three days of one month: a file at most in each of its buckets.
        assertEquals(
                List.of(),
                athena.query(
                                "select partition, count(*) from \"recipient_ledger$files\""
                                        + " group by partition having count(*) > 1")
                        .values());

        machine(listening).run(march());
        assertEquals(both, tidied);
    }

    @Test
    void leavesToTheNextDayWhatAthenaDoesNotMergeInOneGo() throws Failure {
        for (String statement : List.of("OPTIMIZE", "VACUUM")) {
            forget();
            Failure more =
                    AthenaTasks.failed(
                            statement,
                            "ICEBERG_%s_MORE_RUNS_NEEDED: run it again".formatted(statement),
                            false);
            assertEquals(
                    Map.of(
                            "days",
                            List.of("2026-03-02", "2026-03-04", "2026-03-06"),
                            "failed",
                            List.of()),
                    machine(failing(athenaTasks(), statement, more)).run(march()));
        }
    }

    @Test
    void failsWithinWhatARunMayHoldWhereEveryDayFails() {
        Failure failure = AthenaTasks.failed("x".repeat(10_000), "y".repeat(10_000), false);
        List<String> days = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            days.add(Instant.EPOCH.plus(Duration.ofDays(i)).toString().substring(0, 10));
        }
        Services services = missing(days);
        Failure cause =
                assertThrows(
                        Failure.class,
                        () ->
                                machine(failing(services, "insert into", times(500, failure)))
                                        .run(march()));

        assertEquals("DaysFailed", cause.error());
        assertTrue(cause.getMessage().startsWith("1970-01-01, 1970-01-02, "));
        assertTrue(cause.getMessage().getBytes(UTF_8).length < 32_768, "a cause has 32,768 bytes");
    }

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
                List.of(
                        machine,
                        machine.at("/States/RefreshDays/ItemProcessor"),
                        machine.at("/States/TidyFiles/ItemProcessor"))) {
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
    void limitsTheTimeOfEveryQueryAndRetriesThrottlingAlone() throws IOException {
        JsonNode machine = JSON.valueToTree(new Yaml().load(definition()));
        Set<String> retried = new TreeSet<>();
        for (JsonNode state : machine.findParents("Resource")) {
            String resource = state.path("Resource").asText();
            assertEquals(
                    resource.endsWith(".sync"),
                    state.path("TimeoutSeconds").asInt() == 3600,
                    resource);
            assertEquals(1, state.path("Retry").size(), resource);
            state.at("/Retry/0/ErrorEquals").forEach(error -> retried.add(error.asText()));
        }
        assertEquals(
                Set.of(
                        "Athena.AmazonAthenaException",
                        "Athena.AthenaException",
                        "Athena.TooManyRequestsException",
                        "S3.S3Exception",
                        "Sfn.SfnException"),
                retried);
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

    /** The days that a run would look for, from and to. */
    private static String window(String start, Map<String, Object> input) throws Failure {
        List<Object> statements = new ArrayList<>();
        Services tasks = missing("select '${from_day} ${to_day}' as ingest_date where false");
        Services listening =
                (resource, arguments) -> {
                    if (arguments.containsKey("QueryString")) {
                        statements.add(arguments.get("QueryString"));
                    }
                    return tasks.call(resource, arguments);
                };
        machine(listening).run(context("me", start, input));
        return statements.getFirst().toString().split("'")[1];
    }

    private static StateMachine machine(Services services) {
        try {
            return new StateMachine(Files.readString(FILE), SUBSTITUTIONS, services);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Services athenaTasks() {
        return new AthenaTasks(athena, STATEMENTS, days(folders()));
    }

    /** Where these days are missing, whatever the ledger holds, and have mail. */
    private static Services missing(List<String> days) {
        String values = days.stream().map("('%s')"::formatted).collect(Collectors.joining(", "));
        return missing(
                "select * from (values %s) as days (ingest_date)".formatted(values),
                days.toArray(new String[0]));
    }

    private static Services missing(String statement, String... days) {
        Map<String, String> statements = new HashMap<>(STATEMENTS);
        statements.put("missing_days", statement);
        return new AthenaTasks(athena, statements, days(List.of(days)));
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

    private static Failure[] times(int count, Failure failure) {
        return Collections.nCopies(count, failure).toArray(new Failure[0]);
    }

    /** Among these runs, the newest first. */
    private static Services amongRuns(String... names) {
        Services tasks = missing("select '' as ingest_date where false");
        return (resource, arguments) ->
                resource.endsWith(":listExecutions")
                        ? Map.of(
                                "Executions",
                                Stream.of(names)
                                        .map(name -> Map.of("ExecutionArn", ARN + name))
                                        .toList())
                        : tasks.call(resource, arguments);
    }

    /** A bucket that holds events of these days. */
    private static AthenaTasks.Listing days(List<String> days) {
        return (prefix, delimiter, startAfter) ->
                days.stream()
                        .map(day -> "events/ingest_date=" + day + delimiter)
                        .filter(folder -> folder.startsWith(prefix))
                        .filter(folder -> folder.compareTo(startAfter) > 0)
                        .toList();
    }

    private static List<String> folders() {
        try (Stream<Path> folders = Files.list(lake.resolve("events"))) {
            return folders.map(folder -> folder.getFileName().toString())
                    .map(name -> name.replace("ingest_date=", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> context(
            String name, String start, Map<String, Object> input) {
        return Map.of(
                "Execution",
                Map.of("Id", ARN + name, "StartTime", start, "Input", input),
                "StateMachine",
                Map.of("Id", ARN.replace(":execution:", ":stateMachine:")));
    }

    private static Map<String, Object> march() {
        return context(
                "me", "2026-11-24T02:00:00.000Z", Map.of("from", "2026-03-01", "to", "2026-03-10"));
    }

    private static List<String> ledger() {
        return athena
                .query("select distinct ingest_date from recipient_ledger order by 1")
                .values()
                .stream()
                .map(row -> row.getFirst().toString())
                .toList();
    }
}
