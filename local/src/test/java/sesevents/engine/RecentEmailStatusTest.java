package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import sesevents.sql.View;

class RecentEmailStatusTest {
    @Test
    void isTheTextOfEmailStatusWithAWindow() {
        String window =
                """
                    where
                        ingest_hour >= cast(current_date - interval '8' day as varchar)
                        and sent_timestamp >= current_date - interval '7' day
                """;
        View recent = TestLake.view("recent_email_status");
        View all = TestLake.view("email_status");
        assertTrue(recent.query().contains(window));
        assertEquals(all.query(), recent.query().replace(window, ""));
        assertEquals(all.comments(), recent.comments());
    }
}
