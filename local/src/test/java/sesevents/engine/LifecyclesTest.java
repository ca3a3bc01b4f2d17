package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LifecyclesTest {
    private static final String COUNTS =
            "select count(*), count(distinct event_id), count(distinct eventtype),"
                    + " cast(max(event_timestamp) as varchar), max(ingest_hour) from ses_events";

    @Test
    void areInTheLakeAsTheyAreInJava() {
        Lifecycles mail = Lifecycles.untilNow(5, 3_000, 4);
        String lastEvent =
                mail.events().stream()
                        .map(event -> Lifecycles.sql(event.time()))
                        .max(String::compareTo)
                        .get();
        String lastHour =
                mail.events().stream()
                        .map(Lifecycles.Event::ingestHour)
                        .max(String::compareTo)
                        .get();
        long distinct = mail.distinct().size();
        assertTrue(distinct < mail.events().size());

        assertEquals(
                List.of((long) mail.events().size(), distinct, 10L, lastEvent, lastHour),
                mail.lake().query(COUNTS).values().getFirst());
        assertEquals(
                List.of(2L * mail.events().size(), distinct, 10L, lastEvent, lastHour),
                mail.shuffledTwice(1).query(COUNTS).values().getFirst());
    }
}
