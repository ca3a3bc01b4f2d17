package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The view events has each hour from one of its two halves. */
class EventsViewTest {
    private static final String OF_HISTORY = "ingest_hour < date_format";
    private static final String OF_RAW = "ingest_hour >= date_format";

    /** A bound that is an hour off: what it says of one half. */
    private record Moved(String half, int hours) {}

    static Stream<Moved> moved() {
        return Stream.of(
                new Moved(OF_HISTORY, 4),
                new Moved(OF_HISTORY, 6),
                new Moved(OF_RAW, 4),
                new Moved(OF_RAW, 6));
    }

    @Test
    void hasEachHourOnce() {
        TestLake.empty();
        StringBuilder expected = new StringBuilder();
        for (int hours = 0; hours <= 9; hours++) {
            String hour = TestLake.hoursAgo(hours);
            TestLake.event(hour, new Events().add("Send", "m" + hours, "", "").lines());
            expected.append("[m%d, %s, 1]\n".formatted(hours, hour));
        }
        TestLake.refresh();
        assertEquals(
                expected.toString(),
                TestLake.answer(
                                "select message_id, max(ingest_hour), count(*) from events"
                                        + " group by message_id order by message_id")
                        + "\n");
    }

    /** An hour is lost between the two halves, or is in both. */
    @ParameterizedTest
    @MethodSource("moved")
    void hasNotEachHourOnceWhereABoundIsAnHourOff(Moved moved) {
        String definition = TestLake.view("events").definition();
        String right = moved.half() + "(current_timestamp at time zone 'UTC' - interval '5' hour";
        assertTrue(definition.contains(right), "the view says it otherwise by now");
        TestLake.engine()
                .query(definition.replace(right, right.replace("'5'", "'" + moved.hours() + "'")));
        try {
            assertThrows(AssertionError.class, this::hasEachHourOnce);
        } finally {
            TestLake.engine().query(definition);
        }
    }

    @Test
    void readsTheLastHoursOfSesEventsAndNoOther() {
        TestLake.of("2026-02-01-10", new Events().add("Send", "m", "", "").lines());
        TestLake.refresh();
        TestLake.unreadable("events/ingest_hour=" + TestLake.hoursAgo(6));
        assertEquals("[m]", TestLake.answer("select message_id from events"));
        TestLake.unreadable("events/ingest_hour=" + TestLake.hoursAgo(4));
        assertThrows(QueryFailed.class, () -> TestLake.answer("select message_id from events"));
    }

    @Test
    void readsOfHistoryWhatFiltersLeave() {
        String mail = "'destination':['%s@x.org']";
        TestLake.of(
                "2026-02-01-10", new Events().add("Send", "m1", mail.formatted("a"), "").lines());
        TestLake.event(
                "2026-03-01-10", new Events().add("Send", "m2", mail.formatted("a"), "").lines());
        TestLake.event(
                "2026-03-01-11", new Events().add("Send", "m3", mail.formatted("b"), "").lines());
        TestLake.refresh();
        String all = "select message_id from events";

        assertEquals(3, TestLake.historyFiles(all));
        assertEquals(1, TestLake.historyFiles(all + " where ingest_hour < '2026-02-15'"));
        assertEquals(2, TestLake.historyFiles(all + " where ingest_hour >= '2026-02-15'"));
        assertEquals(2, TestLake.historyFiles(all + " where recipient = 'a@x.org'"));
        assertEquals(1, TestLake.historyFiles(all + " where message_id = 'm3'"));
    }

    @Test
    void hasTheColumnsOfHistoryAndOfFlatEvents() {
        List<String> columns = columns("event_history");
        assertEquals(columns, columns("events"));
        assertEquals(columns, columns("flat_events"));
    }

    private static List<String> columns(String relation) {
        return TestLake.engine().query("select * from %s limit 0".formatted(relation)).columns();
    }
}
