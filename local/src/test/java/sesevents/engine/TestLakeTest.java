package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TestLakeTest {
    private static final String COUNT = "select count(*) from ses_events";

    @Test
    void anUnreadableFileFailsExactlyTheQueriesThatOpenIt() {
        Engine engine = TestLake.of("2026-02-02-10", Events.of("Send m"));
        TestLake.unreadable("events/ingest_hour=2026-02-02-09");

        assertEquals(
                List.of(List.of(1L)),
                engine.query(COUNT + " where ingest_hour > '2026-02-02-09'").values());
        assertThrows(QueryFailed.class, () -> engine.query(COUNT));
    }
}
