package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A filter on a view leaves the files of event_history that sql/README.md says. */
class FilesReadTest {
    private static final String EVENTS =
            """
            Send          %1$s           sent: '{%2$d}T10:00:00Z', to: [%1$s@x.org]
            Delivery      %1$s {%2$d} 10:05 sent: '{%2$d}T10:00:00Z', to: [%1$s@x.org]
            Bounce        %1$s {%2$d} 10:10 sent: '{%2$d}T10:00:00Z', to: [%1$s@x.org]
            Click         %1$s {%2$d} 10:15 sent: '{%2$d}T10:00:00Z', to: [%1$s@x.org]
            Subscription  %1$s {%2$d} 10:20 sent: '{%2$d}T10:00:00Z', to: [%1$s@x.org]
            """;

    /** View, filter, and the number of rows of one of two mails. */
    private static final String FILTERS =
            """
            events           | ingest_hour < '{60}'                  | 5
            events           | event_timestamp < timestamp '{60}'    | 5
            events           | sent_timestamp < timestamp '{60}'     | 5
            events           | message_id = 'm1'                     | 5
            events           | recipient = 'm1@x.org'                | 5
            email_status     | message_id = 'm1'                     | 1
            recipient_status | message_id = 'm1'                     | 1
            recipient_status | recipient = 'm1@x.org'                | 1
            message_timeline | message_id = 'm1'                     | 5
            bounce_reasons   | event_timestamp < timestamp '{60}'    | 1
            bounce_reasons   | recipient = 'm1@x.org'                | 1
            link_clicks      | event_timestamp < timestamp '{60}'    | 1
            subscriptions    | event_timestamp < timestamp '{60}'    | 1
            delivery_latency | delivery_date < date '{60}'           | 1
            """;

    /** Two mails, to two buckets of recipients in two months. */
    @TestFactory
    Stream<DynamicTest> readsOneOfTwo() {
        TestLake.of(Events.dated("{100}-10"), Events.of(EVENTS.formatted("m1", 100)));
        TestLake.event(Events.dated("{40}-10"), Events.of(EVENTS.formatted("m2", 40)));
        TestLake.refresh();
        return FILTERS.lines()
                .map(line -> line.split(" *\\| *"))
                .map(
                        cells ->
                                dynamicTest(
                                        cells[0] + " where " + cells[1],
                                        () ->
                                                readsOneOfTwo(
                                                        cells[0],
                                                        cells[1],
                                                        Integer.parseInt(cells[2]))));
    }

    private static void readsOneOfTwo(String view, String filter, int rows) {
        String all = "select * from " + view;
        String some = all + " where " + Events.dated(filter);

        assertEquals(rows, TestLake.engine().query(some).values().size());
        assertEquals(1, TestLake.historyFiles(some));
        assertEquals(2 * rows, TestLake.engine().query(all).values().size());
        assertEquals(2, TestLake.historyFiles(all));
    }

    @Test
    void readsOneOf32BucketsForOneRecipient() {
        TestLake.of("2026-02-01-10", Events.of("200 x Send m# to: [r#@x.org]"));
        TestLake.refresh();
        String one = "select message_id from recipient_status where recipient = 'r7@x.org'";

        assertEquals("[m7]", TestLake.answer(one));
        assertEquals(32, TestLake.historyFiles("select count(status) from recipient_status"));
        assertEquals(1, TestLake.historyFiles(one));
    }
}
