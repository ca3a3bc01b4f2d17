package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sesevents.cli.ChildCommand;
import sesevents.engine.LakeRefresh.Inserted;
import sesevents.lake.Hours;
import sesevents.lake.Lake;
import sesevents.replay.Pause;

/** However history came about, every view says what the events alone say. */
class RefreshTest {
    private static final List<String> EVENTS = List.of("events");
    private static final String ROWS = "select count(*) from event_history";
    private static final String TWICE =
            "select event_id, recipient from event_history group by 1, 2 having count(*) > 1";

    private static Lifecycles mail;
    private static ViewSums truth;

    private Lake lake;

    @BeforeAll
    static void fill() {
        mail = Lifecycles.untilNow(31, 300, 2);
        TestLake.empty();
        mail.arrive();
        truth = askTheEventsAlone();
        assertEquals("[0]", TestLake.answer(ROWS));
    }

    private static ViewSums askTheEventsAlone() {
        return TestLake.withoutHistory(() -> ViewSums.of(TestLake.engine()));
    }

    @BeforeEach
    void empty() {
        lake = new Lake(TestLake.empty());
    }

    @Test
    void refreshedOnceAndAgain() {
        mail.arrive();
        assertEquals(1, refresh().size());
        assertViewsAreRight();
        assertEquals(List.of(), refresh());

        // As if nobody knew what was inserted.
        forget();
        assertEquals(List.of(0L), refresh().stream().map(Inserted::rows).toList());
        assertEquals("", TestLake.answer(TWICE));
        assertEventsAreRight();
    }

    @Test
    void fromNothing() {
        mail.arrive();
        refresh();
        TestLake.engine().update("delete from event_history");
        forget();
        // Else nothing here would be put to the test.
        assertEquals(EVENTS, sumOfEvents().unlike(truth));

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
        assertEventsAreRight();
    }

    @Test
    void withHoursThatCannotBeReadAtFirst() {
        mail.arrive();
        List<LocalDateTime> hours = List.copyOf(lake.hours());
        List<LocalDateTime> broken = hours.subList(20, 22);
        broken.forEach(this::breakHour);
        List<String> told = new ArrayList<>();
        LakeRefresh.refresh(lake, TestLake.engine(), told::add);
        assertTrue(
                told.getLast()
                        .matches(
                                "the hours from %s to .*; the views lack older mail"
                                        .formatted(Hours.text(broken.getFirst()))),
                told::toString);
        // The last hour may not be over.
        assertEquals(
                "[%d]".formatted(hours.size() - 1 - broken.size()),
                TestLake.answer(
                        "select count(distinct ingest_hour) from event_history where ingest_hour < '%s'"
                                .formatted(Hours.text(hours.getLast()))));

        broken.forEach(this::mendHour);
        refresh();
        assertEventsAreRight();
    }

    @Test
    void byTwoAtOnce() {
        mail.arrive();
        TestLake.engine();
        List<ChildCommand> both = Stream.generate(() -> start()).limit(2).toList();
        for (ChildCommand one : both) {
            ChildCommand.Ended ended = one.await();
            assertEquals(0, ended.status(), ended.said());
        }
        assertEquals(List.of(), refresh());
        assertEquals("", TestLake.answer(TWICE));
        assertEventsAreRight();
    }

    @Test
    void byOneThatWasKilledWhileItWroteAndOneThatWasKilledWhenItHadWritten() {
        mail.arrive();
        TestLake.engine();
        int before = files(".parquet");
        kill(start(), () -> files(".parquet") > before);
        int metadata = files(".metadata.json");
        kill(start(), () -> files(".metadata.json") > metadata);
        refresh();
        assertEquals("", TestLake.answer(TWICE));
        assertEventsAreRight();
    }

    private ChildCommand start() {
        return ChildCommand.start("refresh", "--lake", lake.folder().toString());
    }

    private static void kill(ChildCommand refresh, BooleanSupplier moment) {
        while (refresh.isAlive() && !moment.getAsBoolean()) {
            Pause.REAL.of(Duration.ofMillis(10));
        }
        ChildCommand.Ended ended = refresh.killAfter(Duration.ZERO);
        assertTrue(ended.status() != 0, "it ended before it was killed: " + ended.said());
    }

    private int files(String suffix) {
        try (Stream<Path> paths = Files.walk(lake.folder().resolve("history"))) {
            return (int) paths.filter(path -> path.toString().endsWith(suffix)).count();
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

    private void forget() {
        try {
            Files.delete(lake.refreshed());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void breakHour(LocalDateTime hour) {
        TestLake.unreadable("events/ingest_hour=" + Hours.text(hour));
    }

    private void mendHour(LocalDateTime hour) {
        try {
            Files.delete(lake.hour(hour).resolve("unreadable.gz"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All other views read this one and nothing else. */
    private static void assertEventsAreRight() {
        assertEquals(List.of(), sumOfEvents().unlike(truth));
    }

    private static ViewSums sumOfEvents() {
        return ViewSums.of(TestLake.engine(), EVENTS);
    }

    private static void assertViewsAreRight() {
        ViewSums sums = ViewSums.of(TestLake.engine());
        if (!sums.unlike(truth).isEmpty()) {
            // What is still delayed depends on the clock.
            truth = askTheEventsAlone();
            sums = ViewSums.of(TestLake.engine());
        }
        assertEquals(List.of(), sums.unlike(truth));
    }
}
