package sesevents.athena;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
import sesevents.cli.Checkout;
import sesevents.cli.UserError;
import sesevents.sql.Query;
import sesevents.sql.SqlTree;

class LakeCatalogTest {
    @TempDir private Path lake;
    @TempDir private Path sql;
    private Path view;

    @BeforeEach
    void copySql() throws IOException {
        for (String kind : List.of("tables", "views")) {
            Path folder = Files.createDirectories(sql.resolve(kind));
            try (Stream<Path> files = Files.list(Checkout.root().resolve("sql").resolve(kind))) {
                for (Path file : files.toList()) {
                    Files.copy(file, folder.resolve(file.getFileName()));
                }
            }
        }
        view = sql.resolve("views/email_status.sql");
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

        edit("select * from final", "select *, 'new' as added from final");
        assertEquals(List.of(), ask("select added from email_status"));
        assertEquals(2, catalogs().size());
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
        edit("group by message_id", "group by message");
        UserError wrong = assertThrows(UserError.class, () -> ask("select 1"));
        assertEquals(
                "view email_status: line 59:14: Column 'message' cannot be resolved",
                wrong.getMessage());
    }

    private List<List<Object>> ask(String query) {
        try (Athena athena = Athena.open(lake, Query.DATABASE, new SqlTree(sql))) {
            return athena.query(query).values();
        }
    }

    private List<Path> catalogs() throws IOException {
        try (Stream<Path> files = Files.list(lake.resolve(".metastore"))) {
            return files.filter(Files::isDirectory).toList();
        }
    }

    private void edit(String from, String to) throws IOException {
        Files.writeString(view, Files.readString(view).replace(from, to));
    }
}
