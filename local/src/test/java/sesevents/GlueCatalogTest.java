package sesevents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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
import sesevents.stack.Deployment;
import sesevents.stack.StackTemplate;
import sesevents.standin.AthenaTasks;
import sesevents.standin.GlueResource;
import sesevents.standin.MotoServer;
import sesevents.standin.StateMachine;

/**
 * The tables, views and saved queries of the built template, created through Glue's API and queried
 * over objects that the stream put into S3.
 */
class GlueCatalogTest {
    private static final String BUCKET = "ses-db-123456789012-a1b2c";
    private static final String DATABASE = "mail_log";
    private static final Path BUILT = Checkout.root().resolve(".aws-sam/build");
    private static final Instant ARRIVAL = Instant.parse("2026-03-02T10:00:00Z");
    // The samples arrive a second time for the views that read only the last days.
    private static final Instant LATELY = Instant.now().minus(Duration.ofDays(1));

    private static final String COUNTS =
            "select eventtype, count(*), count(distinct event_id) from %s group by 1 order by 1";

    private static Deployment stack;
    private static MotoServer aws;
    private static ObjectStore bucket;
    private static Engine engine;

    @TempDir static Path folder;
    private static Engine lake;

    @BeforeAll
    static void deployAndDeliver() throws IOException, StateMachine.Failure {
        Path template = BUILT.resolve("template.yaml");
        Assumptions.assumeTrue(
                Files.exists(template), "nothing built: ./ses-events test sam-build does it");
        stack =
                new Deployment(
                        StackTemplate.read(template),
                        Map.of(
                                "CreateBucketName",
                                BUCKET,
                                "EventAthenaDatabaseName",
                                DATABASE,
                                // moto lists each hour since then, and each takes time
                                "FirstDay",
                                ARRIVAL.toString().substring(0, 10)));
        aws = MotoServer.start();
        bucket = aws.bucket(BUCKET);
        deliver(bucket);
        GlueResource.createAll(stack, aws, BUCKET);
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
    static void stop() throws Exception {
        for (AutoCloseable one : Arrays.asList(engine, lake, aws)) {
            if (one != null) {
                one.close();
            }
        }
    }

    @Test
    void answersTheFirstQueryForAnAddress() {
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

    /** Each table and view of the template has the same columns, types and rows as that of sql/. */
    @ParameterizedTest
    @MethodSource("tables")
    void answersAsSqlDoes(String name) {
        Rows here = engine.query("SELECT * FROM \"mail_log\"." + name);
        Rows there = lake.query("select * from " + name);
        assertFalse(here.values().isEmpty());
        assertEquals(there.columns(), here.columns());
        assertEquals(
                there.types().toString().replaceAll("varchar\\(\\d+\\)", "varchar"),
                here.types().toString());
        assertEquals(sorted(there), sorted(here));
    }

    static Stream<String> tables() {
        return ofType("AWS::Glue::Table").map(table -> table.findValue("Name").asText());
    }

    /** Iceberg's own library reads the types and partitions of the template. */
    @Test
    void createsTheSameHistoryAsItsDdl() {
        String show = "show create table event_history";
        String ddl = (String) lake.query(show).values().getFirst().getFirst();
        assertEquals(
                ddl.replace("ses_event_db", DATABASE)
                        .replace("local:///", "s3://" + BUCKET + "/")
                        // Trino adds this by itself.
                        .replace("   format =", "   compression_codec = 'ZSTD',\n   format ="),
                engine.query(show).values().getFirst().getFirst());
    }

    @Test
    void leavesOneFileInEachPartitionAfterTwoRefreshes() {
        assertEquals(
                List.of(),
                engine.query(
                                "select partition, count(*) from \"event_history$files\""
                                        + " group by partition having count(*) > 1")
                        .values());
    }

    @Test
    void letsOtherEnginesReadTheHistory() throws IOException {
        Path script =
                Checkout.root().resolve("local/src/test/resources/sesevents/other_engines.py");
        String output =
                Venv.output(
                        "python", script.toString(), aws.endpoint().toString(), DATABASE, COUNTS);
        String trinos = engine.query(COUNTS.formatted("event_history")).values().toString();
        assertEquals(Collections.nCopies(3, trinos), output.replace("'", "").lines().toList());
    }

    @ParameterizedTest
    @MethodSource("savedQueries")
    void acceptsEverySavedQuery(JsonNode query) {
        assertEquals(DATABASE, query.path("Database").asText());
        assertEquals("ses-events", query.path("WorkGroup").asText());
        String sql = query.path("QueryString").asText();
        engine.query(
                "explain (type validate) "
                        // Athena accepts a semicolon, Trino does not.
                        + sql.replaceAll("\\$\\{\\w+}", "2026-03-02-10")
                                .replaceFirst(";\\s*$", ""));
    }

    static Stream<JsonNode> savedQueries() {
        return ofType("AWS::Athena::NamedQuery");
    }

    /** Runs the built state machine over the deployed tables, after these runs. */
    private static void refresh(Instant start, List<Map<String, String>> runs)
            throws IOException, StateMachine.Failure {
        JsonNode machine = stack.resource("Refresh").path("Properties");
        Map<String, String> substitutions = new HashMap<>();
        machine.path("DefinitionSubstitutions")
                .properties()
                .forEach(one -> substitutions.put(one.getKey(), one.getValue().asText()));
        Map<String, String> savedQueries = new HashMap<>();
        for (JsonNode query : savedQueries().toList()) {
            savedQueries.put(query.path("Name").asText(), query.path("QueryString").asText());
        }
        String definition = Files.readString(BUILT.resolve(machine.path("DefinitionUri").asText()));
        AthenaTasks tasks = new AthenaTasks(engine, savedQueries, bucket, runs);
        Map<String, Object> execution =
                Map.of("Id", "this", "StartTime", start.toString(), "Input", Map.of());
        new StateMachine(definition, substitutions, tasks)
                .run(Map.of("Execution", execution, "StateMachine", Map.of("Id", "refresh")));
    }

    /** Sends every sample, and a record with each kind of damage, through the real function. */
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
        return new String(event, UTF_8)
                .replace(ARRIVAL.toString().substring(0, 10), LATELY.toString().substring(0, 10))
                .replace("\"0100019c", "\"0100019d") // the message ids
                .getBytes(UTF_8);
    }

    private static Stream<JsonNode> ofType(String type) {
        return Stream.of("Catalog", "History")
                .flatMap(nested -> stack.nested(nested).resources().valueStream())
                .filter(resource -> resource.path("Type").asText().equals(type))
                .map(resource -> resource.path("Properties"));
    }

    private static List<List<Object>> sorted(Rows rows) {
        return rows.values().stream().sorted(Comparator.comparing(Object::toString)).toList();
    }
}
