package sesevents.athena;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sesevents.cli.Checkout;
import sesevents.cli.FolderTree;
import sesevents.cli.UserError;
import sesevents.sql.SqlTree;

class LakeCatalogTest {
    private static final String INSERT =
            "insert into recipient_ledger (message_id, recipient) values ('m1', 'a@x.org')";

    @TempDir private Path lake;
    @TempDir private Path sql;
    private Path view;
    private Path ledgerDdl;

    @BeforeEach
    void copySql() throws IOException {
        // One view, and what it stands on: each start makes all there are.
        for (String file :
                List.of(
                        "tables/failed_records.sql",
                        "tables/recipient_ledger.sql",
                        "tables/ses_events.sql",
                        "views/email_status.sql",
                        "views/recipient_days.sql",
                        "views/recipient_history.sql")) {
            Path copy = sql.resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(Checkout.root().resolve("sql").resolve(file), copy);
        }
        view = sql.resolve("views/email_status.sql");
        ledgerDdl = sql.resolve("tables/recipient_ledger.sql");
    }

    @Test
    void isMadeOnceForAllWhoOpenAtTheSameTime() throws Exception {
        Callable<List<List<Object>>> ask = () -> ask("select count(*) from email_status");
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (Future<List<List<Object>>> answer : threads.invokeAll(List.of(ask, ask))) {
                assertEquals(List.of(List.of(0L)), answer.get());
            }
        }
        assertEquals(1, catalogs().size());
    }

    @Test
    void isMadeAnewWhereSqlHasChangedOrTheMakerDied() throws IOException {
        ask("select 1");
        Path first = catalogs().getFirst();
        Files.delete(first.resolve("complete"));
        Files.writeString(first.resolve("ses_event_db/email_status/.trinoSchema"), "half a vi");
        assertEquals(List.of(), ask("select message_id from email_status"));

        edit(view, "select * from final", "select *, 'new' as added from final");
        assertEquals(List.of(), ask("select added from email_status"));
        assertEquals(2, catalogs().size());
    }

    @Test
    void keepsTheRowsOfIcebergTablesWhereAViewHasChanged() throws IOException {
        ask(INSERT);
        edit(view, "select * from final", "select *, 'new' as added from final");
        assertEquals(List.of(List.of("m1")), ask("select message_id from recipient_ledger"));
    }

    @Test
    void makesTheLedgerAnewOnceItsFilesAreGone() throws IOException {
        ask(INSERT);
        FolderTree.delete(lake.resolve("ledger"));
        assertEquals(List.of(), ask("select message_id from recipient_ledger", INSERT));
        assertEquals(List.of(List.of("m1")), ask("select message_id from recipient_ledger"));
    }

    @Test
    void keepsTheLedgerWhereItsDdlSaysTheSameInOtherWords() throws IOException {
        ask(INSERT);
        edit(ledgerDdl, "comment 'Lower-cased bare address", "comment 'An address");
        edit(ledgerDdl, "bucket(32,", "bucket(8,");
        assertEquals(List.of(List.of("m1")), ask("select message_id from recipient_ledger"));
    }

    @Test
    void takesTheLedgerOfALakeThatWasCopiedWithoutItsHiddenFiles() throws IOException {
        ask(INSERT);
        FolderTree.delete(lake.resolve(".metastore"));
        assertEquals(List.of(List.of("m1")), ask("select message_id from recipient_ledger"));
        ask(INSERT);
        assertEquals(
                List.of(List.of("m1"), List.of("m1")),
                ask("select message_id from recipient_ledger"));
    }

    @Test
    void refusesALedgerWithOtherColumnsAndLeavesIt() throws IOException {
        ask(INSERT);
        Map<String, String> before = files(lake.resolve("ledger"));
        edit(ledgerDdl, "    recipients_max int ", "    recipients_most int ");

        UserError refusal = assertThrows(UserError.class, () -> ask("select 1"));

        assertEquals(
                "LAKE/ledger has other columns than recipient_ledger in sql/tables; move it away, and"
                        + " it is made anew from the events: mv LAKE/ledger LAKE/ledger-old",
                refusal.getMessage().replace(lake.toString(), "LAKE"));
        assertEquals(before, files(lake.resolve("ledger")));
    }

    @Test
    void refusesALedgerThatSomebodyElseMadeAndLeavesIt() throws IOException {
        Files.writeString(Files.createDirectories(lake.resolve("ledger")).resolve("2026.xls"), "x");

        UserError refusal = assertThrows(UserError.class, () -> ask("select 1"));

        assertEquals(
                "LAKE/ledger holds 2026.xls, which this log did not write; move it away",
                refusal.getMessage().replace(lake.toString(), "LAKE"));
        assertEquals(Map.of("2026.xls", "x"), files(lake.resolve("ledger")));
    }

    @Test
    void getsOverACreationThatWasKilled() throws IOException {
        Path unfinished =
                Files.createDirectories(lake.resolve("ledger/metadata"))
                        .resolve("snap-4711-1-0fab.avro");
        Files.writeString(unfinished, "half");
        assertEquals(List.of(), ask("select message_id from recipient_ledger"));
    }

    @Test
    void answersTheSameThroughASymbolicLink() throws IOException {
        Files.writeString(
                Files.createDirectories(lake.resolve("events/ingest_date=2017-03-01")).resolve("1"),
                "{}\n");
        Path real = lake;
        lake = sql.resolve("link");
        Files.createSymbolicLink(lake, real);
        assertEquals(List.of(List.of("2017-03-01")), ask("select ingest_date from ses_events"));
    }

    @Test
    void doesNotLookForDaysBeforeThereWasSes() throws IOException {
        for (String day : List.of("0001-01-01", "2017-03-01", "tomorrow")) {
            Files.writeString(
                    Files.createDirectories(lake.resolve("events/ingest_date=" + day)).resolve("1"),
                    "{}\n");
        }
        assertEquals(List.of(List.of("2017-03-01")), ask("select ingest_date from ses_events"));
    }

    @Test
    void showsAnIcebergTableUnderTheOneNameOfTheCatalog() {
        try (Athena athena = open()) {
            assertEquals(
                    List.of(
                            List.of("failed_records"),
                            List.of("recipient_ledger"),
                            List.of("ses_events")),
                    athena.query(
                                    "select table_name from information_schema.tables where"
                                            + " table_schema = 'ses_event_db' and table_type = 'BASE TABLE'"
                                            + " order by 1")
                            .values());
            String columns =
                    athena
                            .query("show columns from awsdatacatalog.ses_event_db.recipient_ledger")
                            .values()
                            .stream()
                            .map(row -> row.getFirst().toString())
                            .collect(Collectors.joining(" "));
            assertEquals("message_id recipient ingest_date", columns.substring(0, 32));
        }
    }

    @Test
    void reachesBackToTheOldestDayOfTheLake() throws IOException {
        for (String day :
                List.of(
                        "events/ingest_date=2017-03-01",
                        "quarantine/processing-failed/2016-12-31")) {
            Files.writeString(Files.createDirectories(lake.resolve(day)).resolve("1"), "{}\n");
        }
        assertEquals(
                List.of(List.of("2016-12-31", "2017-03-01")),
                ask(
                        "select f.ingest_date, e.ingest_date from failed_records as f cross join ses_events as e"));
    }

    @Test
    void saysWhichViewIsWrongAndWhere() throws IOException {
        edit(view, "group by message_id", "group by message");
        UserError wrong = assertThrows(UserError.class, () -> ask("select 1"));
        assertEquals(
                "view email_status: line 54:14: Column 'message' cannot be resolved",
                wrong.getMessage());
    }

    /** Opens the lake; returns the answer, and does something more before it closes. */
    private List<List<Object>> ask(String query, String... more) {
        try (Athena athena = open()) {
            List<List<Object>> answer = athena.query(query).values();
            Stream.of(more).forEach(athena::query);
            return answer;
        }
    }

    private Athena open() {
        return Athena.open(lake, new SqlTree(sql));
    }

    private List<Path> catalogs() throws IOException {
        try (Stream<Path> files = Files.list(lake.resolve(".metastore"))) {
            return files.filter(Files::isDirectory)
                    .filter(folder -> !folder.endsWith("iceberg"))
                    .toList();
        }
    }

    private static void edit(Path file, String from, String to) throws IOException {
        assertTrue(Files.readString(file).contains(from), from);
        Files.writeString(file, Files.readString(file).replace(from, to));
    }

    /** Their contents by their paths. */
    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(
                        folder.relativize(path).toString(),
                        Files.readString(path, StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }
}
