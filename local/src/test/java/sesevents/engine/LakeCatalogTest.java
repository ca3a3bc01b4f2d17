package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sesevents.Checkout;
import sesevents.FolderTree;
import sesevents.UserError;
import sesevents.sql.SqlTree;

class LakeCatalogTest {
    private static final String INSERT =
            "insert into event_history (message_id, recipient, ingest_hour)"
                    + " values ('m1', 'a@x.org', '2026-02-01-10')";

    @TempDir private Path lake;
    @TempDir private Path sql;
    private Path view;
    private Path historyDdl;

    @BeforeEach
    void copySql() throws IOException {
        // One view and what it reads, since each start creates all the views there are.
        for (String file :
                List.of(
                        "tables/event_history.sql",
                        "tables/failed_records.sql",
                        "tables/ses_events.sql",
                        "views/email_status.sql",
                        "views/events.sql",
                        "views/flat_events.sql")) {
            Path copy = sql.resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(Checkout.root().resolve("sql").resolve(file), copy);
        }
        view = sql.resolve("views/email_status.sql");
        historyDdl = sql.resolve("tables/event_history.sql");
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
    void makesTheHistoryAnewOnceItsFilesAreGone() throws IOException {
        ask(INSERT);
        FolderTree.delete(lake.resolve("history"));
        assertEquals(List.of(), ask("select message_id from event_history", INSERT));
        assertEquals(List.of(List.of("m1")), ask("select message_id from event_history"));
    }

    @Test
    void keepsTheHistoryWhereAViewHasChangedOrItsDdlSaysTheSameInOtherWords() throws IOException {
        ask(INSERT);
        edit(view, "select * from final", "select *, 'new' as added from final");
        edit(historyDdl, "comment 'Bare address in lower case", "comment 'An address");
        edit(historyDdl, "bucket(32,", "bucket(8,");
        assertEquals(List.of(List.of("m1")), ask("select message_id from event_history"));
    }

    @Test
    void takesTheHistoryOfALakeThatWasCopiedWithoutItsHiddenFiles() throws IOException {
        ask(INSERT);
        FolderTree.delete(lake.resolve(".metastore"));
        assertEquals(List.of(List.of("m1")), ask("select message_id from event_history"));
        ask(INSERT);
        assertEquals(
                List.of(List.of("m1"), List.of("m1")), ask("select message_id from event_history"));
    }

    @Test
    void refusesAHistoryWithOtherColumnsAndLeavesIt() throws IOException {
        ask(INSERT);
        edit(historyDdl, "    concerned_count int ", "    concerned_total int ");
        assertRefused(
                "LAKE/history has other columns than event_history in sql/tables; move it away, and"
                        + " it is made anew from the events: mv LAKE/history LAKE/history-old");
    }

    @Test
    void refusesAHistoryThatSomebodyElseMadeAndLeavesIt() throws IOException {
        Files.createDirectories(lake.resolve("history"));
        Files.writeString(lake.resolve("history/2026.xls"), "x");
        assertRefused("LAKE/history holds 2026.xls, which this log did not write; move it away");
    }

    private void assertRefused(String message) throws IOException {
        List<Path> before = files();
        UserError refusal = assertThrows(UserError.class, () -> ask("select 1"));
        assertEquals(message, refusal.getMessage().replace(lake.toString(), "LAKE"));
        assertEquals(before, files());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> paths = Files.walk(lake.resolve("history"))) {
            return paths.sorted().toList();
        }
    }

    @Test
    void getsOverACreationThatWasKilled() throws IOException {
        Path metadata = Files.createDirectories(lake.resolve("history/metadata"));
        Files.writeString(metadata.resolve("snap-4711-1-0fab.avro"), "half");
        assertEquals(List.of(), ask("select message_id from event_history"));
    }

    @Test
    void looksThroughASymbolicLinkButNotForDaysBeforeThereWasSes() throws IOException {
        String hour = TestLake.hoursAgo(0);
        for (String folder : List.of("0001-01-01-00", hour, "tomorrow")) {
            arrive("events/ingest_hour=" + folder);
        }
        Path real = lake;
        lake = sql.resolve("link");
        Files.createSymbolicLink(lake, real);
        assertEquals(List.of(List.of(hour)), ask("select ingest_hour from ses_events"));
    }

    @Test
    void showsAnIcebergTableUnderTheOneNameOfTheCatalog() {
        try (Engine engine = open()) {
            assertEquals(
                    "[[event_history], [failed_records], [ses_events]]",
                    engine.query(
                                    "select table_name from information_schema.tables"
                                            + " where table_schema = 'ses_event_db'"
                                            + " and table_type = 'BASE TABLE' order by 1")
                            .values()
                            .toString());
            assertEquals(
                    List.of("event_id", "eventtype", "event_timestamp"),
                    engine.query("select * from awsdatacatalog.ses_event_db.event_history limit 0")
                            .columns()
                            .subList(0, 3));
        }
    }

    @Test
    void reachesBackToTheOldestDayOfTheLake() throws IOException {
        String hour = TestLake.hoursAgo(24 * 31);
        String day = TestLake.today().minusDays(62).toString();
        arrive("events/ingest_hour=" + hour);
        arrive("quarantine/processing-failed/" + day);
        assertEquals(
                List.of(List.of(day, hour)),
                ask("select ingest_date, ingest_hour from failed_records cross join ses_events"));
    }

    @Test
    void saysWhichViewIsWrongAndWhere() throws IOException {
        edit(view, "group by message_id", "group by message");
        UserError wrong = assertThrows(UserError.class, () -> ask("select 1"));
        assertEquals(
                "view email_status: line 60:14: Column 'message' cannot be resolved",
                wrong.getMessage());
    }

    private void arrive(String folder) throws IOException {
        Files.writeString(Files.createDirectories(lake.resolve(folder)).resolve("1"), "{}\n");
    }

    /** Opens the lake, returns the answer and runs more statements before it closes. */
    private List<List<Object>> ask(String query, String... more) {
        try (Engine engine = open()) {
            List<List<Object>> answer = engine.query(query).values();
            Stream.of(more).forEach(engine::query);
            return answer;
        }
    }

    private Engine open() {
        return Engine.open(lake, new SqlTree(sql));
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
}
