package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The view events has each hour from one of its two halves. */
class EventsViewTest {
    @Test
    void hasEachHourOnce() {
        TestLake.empty();
        StringBuilder expected = new StringBuilder();
        for (int hours = 0; hours <= 9; hours++) {
            String hour = TestLake.hoursAgo(hours);
            TestLake.event(hour, Events.of("Send m" + hours));
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
    @CsvSource({"<, 4", "<, 6", ">=, 4", ">=, 6"})
    void hasNotEachHourOnceWhereABoundIsAnHourOff(String bound, int hours) {
        String right =
                "ingest_hour %s date_format(current_timestamp at time zone 'UTC' - interval '5' hour"
                        .formatted(bound);
        String definition = TestLake.view("events").definition();
        assertTrue(definition.contains(right), right);
        TestLake.withView(
                "events",
                definition.replace(right, right.replace("'5'", "'" + hours + "'")),
                () -> assertThrows(AssertionError.class, this::hasEachHourOnce));
    }

    @Test
    void readsTheLastHoursOfSesEventsAndNoOther() {
        TestLake.of("2026-02-01-10", Events.of("Send m"));
        TestLake.refresh();
        TestLake.unreadable("events/ingest_hour=" + TestLake.hoursAgo(6));
        assertEquals("[m]", TestLake.answer("select message_id from events"));
        TestLake.unreadable("events/ingest_hour=" + TestLake.hoursAgo(4));
        assertThrows(QueryFailed.class, () -> TestLake.answer("select message_id from events"));
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
