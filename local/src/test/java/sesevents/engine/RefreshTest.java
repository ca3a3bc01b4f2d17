package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sesevents.aws.Pause;
import sesevents.cli.ChildCommand;
import sesevents.engine.LakeRefresh.Inserted;
import sesevents.lake.Lake;
import sesevents.sql.SqlTree;
import sesevents.sql.View;

/**
 * However history came about, the view events says what the events alone say, and so does every
 * other view.
 */
class RefreshTest {
    private static final String TWICE =
            "select event_id, recipient from event_history group by 1, 2 having count(*) > 1";

    private static Lifecycles mail;
    private static String truth;

    private Lake lake;

    @BeforeAll
    static void fill() {
        mail = Lifecycles.untilNow(31, 300, 2);
        TestLake.empty();
        mail.arrive();
        truth = TestLake.withoutHistory(RefreshTest::sumOfEvents);
    }

    @BeforeEach
    void empty() {
        lake = new Lake(TestLake.empty());
    }

    @Test
    void isReadByTheViewEventsAlone() {
        assertEquals(
                List.of("events"),
                SqlTree.ofCheckout().views().stream()
                        .filter(view -> view.query().contains("event_history"))
                        .map(View::name)
                        .toList());
    }

    @Test
    void refreshedOnceAndAgainAndFromNothing() throws IOException {
        mail.arrive();
        assertEquals(1, refresh().size());
        assertEventsAreRight();
        assertEquals(List.of(), refresh());

        // As if the process was killed when it had written, and before it noted that.
        Files.delete(lake.refreshed());
        assertEquals(List.of(0L), refresh().stream().map(Inserted::rows).toList());
        assertEventsAreRight();

        Files.delete(lake.refreshed());
        TestLake.engine().update("delete from event_history");
        assertNotEquals(truth, sumOfEvents(), "the history is not needed, so this proves nothing");
        refresh();
        assertEventsAreRight();
    }

    @Test
    void withObjectsThatCameLateIntoOldHours() {
        List<Lifecycles.Event> events = mail.events();
        for (int third = 0; third < 3; third++) {
            int remainder = third;
            new Lifecycles(
                            IntStream.range(0, events.size())
                                    .filter(i -> i % 3 == remainder)
                                    .mapToObj(events::get)
                                    .toList())
                    .arrive();
            assertFalse(refresh().isEmpty());
        }
        assertEventsAreRight();
    }

    @Test
    void withEventsThatCameAgainAnHourAndADayLater() {
        mail.arrive();
        refresh();
        Instant now = Instant.now();
        for (Duration later : List.of(Duration.ofHours(1), Duration.ofHours(26))) {
            new Lifecycles(
                            mail.events().stream()
                                    .map(event -> event.arrivedAt(event.arrival().plus(later)))
                                    .filter(event -> event.arrival().isBefore(now))
                                    .toList())
                    .arrive();
            refresh();
        }
        assertEquals(truth, sumOfEvents());
    }

    @Test
    void withHoursThatCannotBeReadAtFirst() throws IOException {
        for (int hour = 10; hour < 15; hour++) {
            TestLake.event("2026-02-01-" + hour, Events.of("Send m" + hour));
        }
        List<Integer> broken = List.of(11, 13);
        broken.forEach(hour -> TestLake.unreadable("events/ingest_hour=2026-02-01-" + hour));
        List<String> told = new ArrayList<>();
        LakeRefresh.refresh(lake, TestLake.engine(), told::add);
        assertTrue(
                told.getLast()
                        .matches("the hours from 2026-02-01-11 to .*; the views lack older mail"),
                told::toString);
        assertEquals(
                "[m10]\n[m12]\n[m14]", TestLake.answer("select message_id from events order by 1"));

        for (int hour : broken) {
            LocalDateTime mended = LocalDateTime.of(2026, 2, 1, hour, 0);
            Files.delete(lake.hour(mended).resolve("unreadable.gz"));
        }
        refresh();
        assertEquals("[5]", TestLake.answer("select count(distinct message_id) from events"));
    }

    @Test
    void byTwoAtOnce() {
        mail.arrive();
        ChildCommand other = startAndAwaitRows();
        assertEquals(List.of(), refresh(), "inserted what the other process had begun to insert");
        ChildCommand.Ended ended = other.await();
        assertEquals(0, ended.status(), ended.said());
        assertEventsAreRight();
    }

    @Test
    void byOneThatWasKilledWhileItWrote() {
        mail.arrive();
        ChildCommand.Ended killed = startAndAwaitRows().killAfter(Duration.ZERO);
        assertNotEquals(0, killed.status(), killed.said());
        refresh();
        assertEventsAreRight();
    }

    /** Starts a refresh in another process, and returns as soon as it has begun to write rows. */
    private ChildCommand startAndAwaitRows() {
        TestLake.engine();
        long before = dataFiles();
        ChildCommand refresh = ChildCommand.start("refresh", "--lake", lake.folder().toString());
        while (refresh.isAlive() && dataFiles() <= before) {
            Pause.REAL.of(Duration.ofMillis(10));
        }
        return refresh;
    }

    private long dataFiles() {
        try (Stream<Path> paths = Files.walk(lake.folder().resolve("history"))) {
            return paths.filter(path -> path.toString().endsWith(".parquet")).count();
        } catch (IOException | UncheckedIOException e) {
            // A file went while it was walked.
            return 0;
        }
    }

    private List<Inserted> refresh() {
        List<Inserted> inserted = new ArrayList<>();
        new LakeRefresh(lake, TestLake.engine()).run(inserted::add);
        return inserted;
    }

    private static void assertEventsAreRight() {
        assertEquals("", TestLake.answer(TWICE));
        assertEquals(truth, sumOfEvents());
    }

    /** A count and a checksum of all rows of events, without the time of arrival. */
    private static String sumOfEvents() {
        String columns =
                TestLake.engine().types("events").keySet().stream()
                        .filter(column -> !column.startsWith("ingest_"))
                        .collect(Collectors.joining(", "));
        return TestLake.answer(
                "select count(*), checksum(row(%s)) from (select distinct %1$s from events)"
                        .formatted(columns));
    }
}
