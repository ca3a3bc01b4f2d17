package sesevents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import sesevents.engine.Engine;
import sesevents.engine.LakeRefresh;
import sesevents.engine.Rows;
import sesevents.firehose.Firehose;
import sesevents.firehose.InProcessFunction;
import sesevents.firehose.SeededIds;
import sesevents.firehose.StreamSettings;
import sesevents.lake.Bucket;
import sesevents.lake.FolderBucket;
import sesevents.lake.Lake;
import sesevents.lake.ObjectStore;
import sesevents.madeup.Damage;

/**
 * The tables, views and saved queries that the built template would deploy, made through Glue's API
 * and asked over the objects that the stream put into S3.
 */
class GlueCatalogTest {
    private static final String BUCKET = "ses-db-123456789012-a1b2c";
    private static final String DATABASE = "mail_log";
    private static final Path BUILT = Checkout.root().resolve(".aws-sam/build");
    private static final Instant ARRIVAL = Instant.parse("2026-03-02T10:00:00Z");
    // Again, for those views that look at the last days alone.
    private static final Instant LATELY = Instant.now().minus(Duration.ofDays(1));

    private static final String COUNTS =
            "select eventtype, count(*), count(distinct event_id) from %s group by 1 order by 1";

    /**
     * PyIceberg finds the files and reads them; DuckDB reads those files, because its own way to
     * Iceberg is an extension that it would download.
     */
    private static final String OTHER_ENGINES =
            """
            import os, sys, tempfile
            import duckdb
            from pyiceberg.catalog.glue import GlueCatalog

            endpoint, database, counts = sys.argv[1:]
            keys = {"access-key-id": "local", "secret-access-key": "local", "region": "us-east-1",
                    "endpoint": endpoint}
            catalog = GlueCatalog("aws", **{f"{service}.{key}": value
                for service in ("glue", "s3") for key, value in keys.items()})
            table = catalog.load_table((database, "event_history"))
            history = table.scan().to_arrow()
            with tempfile.TemporaryDirectory() as folder:
                for number, task in enumerate(table.scan().plan_files()):
                    with open(os.path.join(folder, f"{number}.parquet"), "wb") as file:
                        file.write(table.io.new_input(task.file.file_path).open().read())
                for events in ("history", f"'{folder}/*.parquet'"):
                    print([list(row) for row in duckdb.sql(counts % events).fetchall()])
            grouped = history.group_by("eventtype").aggregate([([], "count_all"), ("event_id", "count_distinct")])
            print(sorted(list(row.values()) for row in grouped.to_pylist()))
            """;

    private static Deployment stack;
    private static Deployment catalog;
    private static Deployment history;
    private static MotoServer aws;
    private static ObjectStore bucket;
    private static Engine engine;

    @TempDir static Path folder;
    private static Engine lake;

    @BeforeAll
    static void deployAndDeliver() throws IOException, InterruptedException, StateMachine.Failure {
        stack = builtStack();
        catalog = stack.nested("Catalog");
        history = stack.nested("History");
        aws = MotoServer.start();
        bucket = aws.bucket(BUCKET);
        deliver(bucket);
        for (Deployment deployment : List.of(catalog, history)) {
            for (JsonNode resource : deployment.resources()) {
                new GlueResource(aws, BUCKET, bucket).create(resource);
            }
        }
        engine = Engine.openGlue(aws.endpoint(), DATABASE);

        deliver(new FolderBucket(folder));
        lake = Engine.open(folder);
        new LakeRefresh(new Lake(folder), lake).run(_ -> {});
        refresh(ARRIVAL.plus(Duration.ofHours(2)), List.of());
        Instant before = Instant.now().minus(Duration.ofHours(2));
        refresh(
                Instant.now(),
                List.of(Map.of("Status", "SUCCEEDED", "StartDate", before.toString())));
    }

    @AfterAll
    static void stop() {
        if (engine != null) {
            engine.close();
        }
        if (lake != null) {
            lake.close();
        }
        if (aws != null) {
            aws.close();
        }
    }

    @Test
    void answersTheSeedsQueryForAnAddress() {
        Rows rows =
                engine.query(
                        """
                        SELECT * FROM "mail_log"."email_status"
                        CROSS JOIN UNNEST(destination) AS t(email)
                        WHERE t.email = 'maria.lopez@example.net' AND message_id LIKE '0100019c%'
                        ORDER BY time_sent DESC
                        """);
        assertEquals("email", rows.columns().getLast());
        assertEquals(
                "[0100019cadc6c20b-63bd7065-ef1e-4165-9a04-255d4048836c-000000, Your order has"
                        + " shipped, [maria.lopez@example.net], 2026-03-02 09:00:10.123, 2026-03-02"
                        + " 09:00:11.500, 2026-03-02 10:01:10.873, 2026-03-03 10:02:15.623, null, null,"
                        + " null, 2026-03-04 09:00:10.123, abuse]",
                rows.values().getFirst().subList(0, 12).toString());
        assertEquals(1, rows.values().size());
    }

    /**
     * The template holds what sql/ says: over the same objects both answer the seed's query alike.
     */
    @TestFactory
    Stream<DynamicTest> answersAsSqlDoes() {
        return ofType("AWS::Glue::Table")
                .map(table -> table.at(table.has("Name") ? "/Name" : "/TableInput/Name").asText())
                .map(
                        name ->
                                DynamicTest.dynamicTest(
                                        name,
                                        () -> {
                                            Rows here =
                                                    engine.query(
                                                            "SELECT * FROM \"mail_log\"." + name);
                                            Rows there = lake.query("select * from " + name);
                                            assertFalse(here.values().isEmpty(), name);
                                            assertEquals(there.columns(), here.columns());
                                            assertEquals(
                                                    there.types()
                                                            .toString()
                                                            .replaceAll(
                                                                    "varchar\\(\\d+\\)", "varchar"),
                                                    here.types().toString());
                                            assertEquals(sorted(there), sorted(here));
                                        }));
    }

    /** Iceberg's own reader takes the template's words for types and partitions. */
    @Test
    void makesTheHistoryThatItsDdlMakes() {
        String show = "show create table event_history";
        String ddl = (String) lake.query(show).values().getFirst().getFirst();
        assertEquals(
                ddl.replace("ses_event_db", DATABASE)
                        .replace("local:///", "s3://" + BUCKET + "/")
                        // What Trino writes without being told.
                        .replace("   format =", "   compression_codec = 'ZSTD',\n   format ="),
                engine.query(show).values().getFirst().getFirst());
    }

    @Test
    void isOpenToOtherEngines() throws IOException, InterruptedException {
        Process python =
                new ProcessBuilder(
                                Venv.file("bin/python").toString(),
                                "-c",
                                OTHER_ENGINES,
                                aws.endpoint().toString(),
                                DATABASE,
                                COUNTS)
                        .redirectErrorStream(true)
                        .start();
        String output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, python.waitFor(), output);
        String trinos = engine.query(COUNTS.formatted("event_history")).values().toString();
        assertEquals(Collections.nCopies(3, trinos), output.replace("'", "").lines().toList());
    }

    @TestFactory
    Stream<DynamicTest> takesEverySavedQuery() {
        return ofType("AWS::Athena::NamedQuery")
                .map(
                        query ->
                                DynamicTest.dynamicTest(
                                        query.path("Name").asText(),
                                        () -> {
                                            assertEquals(DATABASE, query.path("Database").asText());
                                            assertEquals(
                                                    "ses-events", query.path("WorkGroup").asText());
                                            // Athena takes a semicolon, Trino itself does not.
                                            engine.query(
                                                    "explain (type validate) "
                                                            + query.path("QueryString")
                                                                    .asText()
                                                                    .replaceAll(
                                                                            "\\$\\{\\w+}",
                                                                            "2026-03-02-10")
                                                                    .replaceFirst(";\\s*$", ""));
                                        }));
    }

    /** As CloudFormation would make it of what sam build wrote. */
    private static Deployment builtStack() {
        Path template = BUILT.resolve("template.yaml");
        Assumptions.assumeTrue(
                Files.exists(template), "nothing built: ./ses-events test sam-build does it");
        return new Deployment(
                StackTemplate.read(template),
                Map.of("CreateBucketName", BUCKET, "EventAthenaDatabaseName", DATABASE));
    }

    /** Runs the state machine as built over what is deployed, after these runs. */
    private static void refresh(Instant start, List<Map<String, String>> runs)
            throws IOException, StateMachine.Failure {
        JsonNode machine = stack.resource("Refresh").path("Properties");
        Map<String, String> substitutions = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry :
                machine.path("DefinitionSubstitutions").properties()) {
            substitutions.put(entry.getKey(), outputOfCatalog(entry.getValue().asText()));
        }
        Map<String, String> savedQueries =
                ofType("AWS::Athena::NamedQuery")
                        .collect(
                                Collectors.toMap(
                                        query -> query.path("Name").asText(),
                                        query -> query.path("QueryString").asText()));
        AthenaTasks tasks = new AthenaTasks(engine, savedQueries, bucket);
        String definition = Files.readString(BUILT.resolve(machine.path("DefinitionUri").asText()));
        new StateMachine(
                        definition,
                        substitutions,
                        (resource, arguments) ->
                                resource.endsWith(":listExecutions")
                                        ? Map.of("Executions", runs)
                                        : tasks.call(resource, arguments))
                .run(
                        Map.of(
                                "Execution",
                                Map.of(
                                        "Id",
                                        "this",
                                        "StartTime",
                                        start.toString(),
                                        "Input",
                                        Map.of()),
                                "StateMachine",
                                Map.of("Id", "refresh")));
    }

    private static String outputOfCatalog(String value) {
        String attribute = "<Catalog.Outputs.";
        return value.startsWith(attribute)
                ? catalog.outputs()
                        .path(value.substring(attribute.length(), value.length() - 1))
                        .path("Value")
                        .asText()
                : value;
    }

    /** Every sample, and a record damaged in each way, through the real function. */
    private static void deliver(Bucket bucket) throws IOException {
        try (Firehose firehose =
                new Firehose(
                        StreamSettings.DEPLOYED,
                        InProcessFunction.ofTransform(),
                        bucket,
                        new SeededIds(1),
                        _ -> {})) {
            for (Sample sample : Sample.all(Checkout.root())) {
                firehose.put(sample.published(), ARRIVAL, sample.name());
                firehose.put(lately(sample.published()), LATELY, sample.name());
            }
            byte[] event = Sample.all(Checkout.root()).getFirst().published();
            for (Damage damage : Damage.values()) {
                firehose.put(damage.applyTo(event), ARRIVAL, damage.name());
            }
        }
    }

    private static byte[] lately(byte[] event) {
        return new String(event, StandardCharsets.UTF_8)
                .replace(day(ARRIVAL), day(LATELY))
                .replace("\"0100019c", "\"0100019d") // the message ids
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String day(Instant time) {
        return time.toString().substring(0, 10);
    }

    private static Stream<JsonNode> ofType(String type) {
        return Stream.of(catalog, history)
                .flatMap(deployment -> deployment.resources().valueStream())
                .filter(resource -> resource.path("Type").asText().equals(type))
                .map(resource -> resource.path("Properties"));
    }

    private static List<List<Object>> sorted(Rows rows) {
        return rows.values().stream().sorted(Comparator.comparing(Object::toString)).toList();
    }
}
