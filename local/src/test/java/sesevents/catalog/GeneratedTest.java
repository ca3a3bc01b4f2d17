package sesevents.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sesevents.Checkout;
import sesevents.engine.TestLake;
import sesevents.sql.HiveTable;
import sesevents.sql.IcebergTable;
import sesevents.sql.SqlTree;
import sesevents.sql.View;

class GeneratedTest {
    private static final Path CATALOG = Path.of("stack/catalog.yaml");
    private static final Path HISTORY = Path.of("stack/history.yaml");
    private static final Path COLUMNS =
            Path.of("lambda/src/main/resources/sesevents/transform/ses_events.columns");
    private static final Path ENVELOPE = Path.of("events/firehose/send.json");
    private static final SqlTree SQL = SqlTree.ofCheckout();
    private static final Generated NOW = generated(SQL);

    @TempDir private Path folder;

    private static Generated generated(SqlTree sql) {
        try {
            return Generated.of(sql, TestLake.engine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Template template() {
        return template(CATALOG);
    }

    private static Template template(Path file) {
        return new Template(
                NOW.files().get(file),
                Map.of(
                        "DatabaseName", "mail_db",
                        "BucketName", "mail-bucket",
                        "WorkGroupName", "mail-group",
                        "FirstDay", "2026-03-01",
                        "AWS::AccountId", "123456789012"));
    }

    @Test
    void isWhatTheCheckoutHolds() throws IOException {
        assertEquals(
                List.of(),
                NOW.stale(Checkout.root()),
                "run ./ses-events generate and commit what it writes");
    }

    @Test
    void namesWhatIsStaleAndMendsIt() throws IOException {
        NOW.write(folder);
        assertEquals(List.of(), NOW.stale(folder));

        edit(CATALOG, "bounced for good", "bounced");
        edit(CATALOG, "Default: ses_event_db", "Default: other_db");
        edit(COLUMNS, "event_id\tstring\n", "event_id\tbigint\nmore\tstring\n");
        assertEquals(List.of(CATALOG, COLUMNS), NOW.stale(folder));

        NOW.write(folder);
        Files.delete(folder.resolve(ENVELOPE));
        assertEquals(List.of(ENVELOPE), NOW.stale(folder));
    }

    @Test
    void knowsEveryEnvelope() throws IOException {
        try (Stream<Path> envelopes = Files.list(Checkout.root().resolve(ENVELOPE.getParent()))) {
            assertEquals(
                    envelopes.map(Checkout.root()::relativize).collect(Collectors.toSet()),
                    NOW.files().keySet().stream()
                            .filter(file -> file.startsWith(ENVELOPE.getParent()))
                            .collect(Collectors.toSet()));
        }
    }

    @Test
    void carriesTheTablesAsTheDdlHasThem() {
        List<HiveTable> tables = new ArrayList<>();
        for (Map<String, Object> properties : glueTables("EXTERNAL_TABLE")) {
            Map<String, Object> input = Template.map(properties.get("TableInput"));
            Map<String, Object> storage = Template.map(input.get("StorageDescriptor"));
            Map<String, Object> serde = Template.map(storage.get("SerdeInfo"));
            Map<String, String> parameters = texts(input.get("Parameters"));
            assertEquals("TRUE", parameters.remove("EXTERNAL"));
            tables.add(
                    new HiveTable(
                            (String) input.get("Name"),
                            (String) input.get("Description"),
                            columns(storage.get("Columns")),
                            columns(input.get("PartitionKeys")),
                            (String) serde.get("SerializationLibrary"),
                            texts(serde.get("Parameters")),
                            (String) storage.get("InputFormat"),
                            (String) storage.get("OutputFormat"),
                            (String) storage.get("Location"),
                            parameters));
        }
        assertEquals(
                SQL.tables().stream().map(Object::toString).map(GeneratedTest::deployed).toList(),
                tables.stream().map(Object::toString).toList());
    }

    @Test
    void carriesTheHistoryAsIcebergSpecifiesIt() {
        Map<String, Object> table =
                template(HISTORY).ofType("AWS::Glue::Table").get("EventHistoryTable");
        IcebergTable wanted = SQL.icebergTables().getFirst();
        assertEquals(
                Set.of("CatalogId", "DatabaseName", "Name", "OpenTableFormatInput"),
                table.keySet());
        assertEquals("event_history", table.get("Name"));
        Map<String, Object> iceberg =
                Template.map(Template.map(table.get("OpenTableFormatInput")).get("IcebergInput"));
        Map<String, Object> input = Template.map(iceberg.remove("IcebergTableInput"));
        assertEquals(Map.of("MetadataOperation", "CREATE", "Version", "2"), iceberg);
        assertEquals("s3://mail-bucket/history/", input.get("Location"));
        List<Map<String, Object>> fields = new ArrayList<>();
        for (HiveTable.Column column : wanted.columns()) {
            fields.add(
                    Map.of(
                            "Id", fields.size() + 1,
                            "Name", column.name(),
                            "Type", column.type().replace("bigint", "long"),
                            "Required", false,
                            "Doc", column.comment()));
        }
        assertEquals(Map.of("Type", "struct", "Fields", fields), input.get("Schema"));
        assertEquals(
                "{SpecId=0, Fields=[{SourceId=%d, FieldId=1000, Name=ingest_hour_trunc, Transform=truncate[7]},"
                                .formatted(idOf("ingest_hour", fields))
                        + " {SourceId=%d, FieldId=1001, Name=recipient_bucket, Transform=bucket[32]}]}"
                                .formatted(idOf("recipient", fields)),
                input.get("PartitionSpec").toString());
        Map<String, String> properties = new LinkedHashMap<>(wanted.properties());
        properties.remove("table_type");
        properties.put("comment", wanted.comment());
        properties.put("write.format.default", properties.remove("format"));
        properties.put("write.parquet.compression-codec", properties.remove("write_compression"));
        assertEquals(properties, input.get("Properties"));
        assertFalse(input.containsKey("WriteOrder"));
    }

    private static Object idOf(String column, List<Map<String, Object>> fields) {
        return 1 + fields.stream().map(field -> field.get("Name")).toList().indexOf(column);
    }

    @Test
    void carriesTheViewsAsAthenaKeepsThem() throws IOException {
        List<Map<String, Object>> views = glueTables("VIRTUAL_VIEW");
        assertEquals(SQL.views().size(), views.size());
        for (int i = 0; i < views.size(); i++) {
            View view = SQL.views().get(i);
            Map<String, Object> input = Template.map(views.get(i).get("TableInput"));
            assertEquals(view.name(), input.get("Name"));
            String text = (String) input.get("ViewOriginalText");
            assertTrue(text.matches("/\\* Presto View: \\S+ \\*/"), text);
            byte[] json = Base64.getDecoder().decode(text.split(" ")[3]);
            Map<String, Object> stored =
                    Template.map(new ObjectMapper().readValue(json, Map.class));
            Map<String, Object> wanted = new LinkedHashMap<>();
            wanted.put("originalSql", view.query());
            wanted.put("catalog", "awsdatacatalog");
            wanted.put("schema", "mail_db");
            wanted.put("columns", viewColumns(view));
            assertEquals(wanted, stored);
            assertEquals(
                    view.comments().keySet().stream().toList(),
                    columns(Template.map(input.get("StorageDescriptor")).get("Columns")).stream()
                            .map(HiveTable.Column::name)
                            .toList());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "varchar                | string",
                "varchar(11)            | string",
                "integer                | int",
                "bigint                 | bigint",
                "timestamp(3)           | timestamp",
                "timestamp(6)           | timestamp",
                "array(varchar(3))      | array<string>",
                "map(varchar, integer)  | map<string,int>",
                "decimal(10, 2)         | decimal(10,2)",
                "array(decimal(38, 0))  | array<decimal(38,0)>",
                "array(row(\"name\" varchar(9), \"size\" integer)) | array<struct<name:string,size:int>>"
            })
    void writesTypesOfViewsInTheWordsOfHive(String trino, String hive) {
        assertEquals(hive, CatalogTemplate.hiveType(trino));
    }

    @Test
    void carriesTheQueriesAndTheStatementsOfTheRefreshAsTheyStand() {
        List<Map<String, String>> wanted =
                Stream.concat(SQL.queries().stream(), SQL.refresh().stream())
                        .map(
                                query ->
                                        Map.of(
                                                "Name", query.name(),
                                                "Description", query.question(),
                                                "Database", "mail_db",
                                                "WorkGroup", "mail-group",
                                                "QueryString", query.textOver("mail_db")))
                        .toList();
        assertEquals(wanted, List.copyOf(template().ofType("AWS::Athena::NamedQuery").values()));
    }

    @Test
    void staysWithinTheLimitsOfGlueAndAthena() {
        String yaml = NOW.files().get(CATALOG);
        assertTrue(yaml.startsWith("# Written by ./ses-events generate out of sql/, never edited"));
        assertTrue(yaml.length() < 1_000_000, "a template has at most 1 MB");
        assertFalse(yaml.contains("&id"), "anchors");
        SQL.queries().forEach(query -> assertTrue(query.question().length() <= 1024, query.name()));
        List<HiveTable.Column> columns = new ArrayList<>();
        SQL.tables().forEach(table -> columns.addAll(table.columns()));
        SQL.tables().forEach(table -> columns.addAll(table.partitionKeys()));
        SQL.icebergTables().forEach(table -> columns.addAll(table.columns()));
        columns.forEach(column -> assertComment(column.name(), column.comment()));
        SQL.views().forEach(view -> view.comments().forEach(GeneratedTest::assertComment));
    }

    private static void assertComment(String name, String comment) {
        assertFalse(comment.isBlank(), name + " has no comment");
        assertTrue(comment.length() <= 255, "Glue takes 255 characters: " + comment);
    }

    /** Athena calls a view stale where it infers a longer text than is written down. */
    private static List<Map<String, String>> viewColumns(View view) {
        List<Map<String, String>> columns = new ArrayList<>();
        Generated.types(TestLake.engine(), view)
                .forEach(
                        (name, type) -> {
                            String unbounded = type.replaceAll("varchar\\(\\d+\\)", "varchar");
                            columns.add(Map.of("name", name, "type", unbounded));
                        });
        return columns;
    }

    private static List<Map<String, Object>> glueTables(String type) {
        return template().ofType("AWS::Glue::Table").values().stream()
                .filter(table -> table.containsKey("TableInput"))
                .filter(
                        table ->
                                Template.map(table.get("TableInput")).get("TableType").equals(type))
                .toList();
    }

    private static List<HiveTable.Column> columns(Object list) {
        List<HiveTable.Column> columns = new ArrayList<>();
        for (Object each : (List<?>) list) {
            Map<String, String> column = texts(each);
            columns.add(
                    new HiveTable.Column(
                            column.get("Name"), column.get("Type"), column.get("Comment")));
        }
        return columns;
    }

    private static Map<String, String> texts(Object map) {
        Map<String, String> texts = new LinkedHashMap<>();
        Template.map(map).forEach((key, value) -> texts.put(key, (String) value));
        return texts;
    }

    private static String deployed(String text) {
        return text.replace("${bucket}", "mail-bucket").replace("${first_day}", "2026-03-01");
    }

    private void edit(Path file, String from, String to) throws IOException {
        String text = Files.readString(folder.resolve(file));
        assertTrue(text.contains(from), from);
        Files.writeString(folder.resolve(file), text.replace(from, to));
    }
}
