package sesevents.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sesevents.Checkout;
import sesevents.engine.TestLake;
import sesevents.sql.HiveTable;
import sesevents.sql.SqlTree;

/** The files as text; GlueCatalogTest deploys the templates and queries what they make. */
class GeneratedTest {
    private static final Path CATALOG = Path.of("stack/catalog.yaml");
    private static final Path COLUMNS =
            Path.of("lambda/src/main/resources/sesevents/transform/ses_events.columns");
    private static final Path ENVELOPE = Path.of("events/firehose/send.json");
    private static final SqlTree SQL = SqlTree.ofCheckout();
    private static Generated now;

    @TempDir private Path folder;

    @BeforeAll
    static void generate() throws IOException {
        now = Generated.of(SQL, TestLake.engine());
    }

    @Test
    void isWhatTheCheckoutHolds() throws IOException {
        assertEquals(
                List.of(),
                now.stale(Checkout.root()),
                "run ./ses-events generate and commit what it writes");
    }

    @Test
    void namesWhatIsStaleAndMendsIt() throws IOException {
        now.write(folder);
        assertEquals(List.of(), now.stale(folder));

        edit(CATALOG, "bounced for good", "bounced");
        edit(CATALOG, "Default: ses_event_db", "Default: other_db");
        edit(COLUMNS, "event_id\tstring\n", "event_id\tbigint\nmore\tstring\n");
        assertEquals(List.of(CATALOG, COLUMNS), now.stale(folder));

        now.write(folder);
        Files.delete(folder.resolve(ENVELOPE));
        assertEquals(List.of(ENVELOPE), now.stale(folder));
    }

    private void edit(Path file, String from, String to) throws IOException {
        String text = Files.readString(folder.resolve(file));
        assertTrue(text.contains(from), from);
        Files.writeString(folder.resolve(file), text.replace(from, to));
    }

    @Test
    void knowsEveryEnvelope() throws IOException {
        try (Stream<Path> envelopes = Files.list(Checkout.root().resolve(ENVELOPE.getParent()))) {
            assertEquals(
                    envelopes.map(Checkout.root()::relativize).collect(Collectors.toSet()),
                    now.files().keySet().stream()
                            .filter(file -> file.startsWith(ENVELOPE.getParent()))
                            .collect(Collectors.toSet()));
        }
    }

    /** Athena calls a view stale where it infers a longer text than is written down. */
    @Test
    void givesNoTextInAViewALength() {
        assertTrue(
                SQL.views().stream()
                        .map(view -> TestLake.engine().types(view.name()).toString())
                        .anyMatch(types -> types.contains("varchar(")),
                "no view has a text of a known length, so this proves nothing");
        List<String> columns =
                now.files()
                        .get(CATALOG)
                        .lines()
                        .filter(line -> line.contains("\"columns\": ["))
                        .toList();
        assertEquals(SQL.views().size(), columns.size());
        assertEquals(List.of(), columns.stream().filter(line -> line.contains("char(")).toList());
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
    void writesTypesOfViewsAsHiveDoes(String trino, String hive) {
        assertEquals(hive, CatalogTemplate.hiveType(trino));
    }

    @Test
    void staysWithinTheLimitsOfGlueAndAthena() {
        String yaml = now.files().get(CATALOG);
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
}
