package sesevents.athena;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TestLakeTest {
    private static final String COUNT = "select count(*) from ses_events";

    @Test
    void anUnreadableFileFailsExactlyTheQueriesThatOpenIt() {
        Athena athena = TestLake.of("2026-02-02", new Events().add("Send", "m", "", "").lines());
        TestLake.unreadable("2026-02-01");

        assertEquals(
                List.of(List.of(1L)),
                athena.query(COUNT + " where ingest_date > '2026-02-01'").values());
        assertThrows(QueryFailed.class, () -> athena.query(COUNT));
    }
}
