package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import sesevents.sql.SqlTree;
import sesevents.sql.View;

class RecentEmailStatusTest {
    private static final int DAYS = 12;
    private static final String RECENT = "select * from recent_email_status order by message_id";

    /** What email_status says of mail whose events have such a time of sending. */
    private static final String RIGHT =
            """
            select * from email_status where message_id in (
                select message_id from ses_events where sent_timestamp >= current_date - interval '7' day
            ) order by message_id""";

    private final Map<String, View> views =
            SqlTree.ofCheckout().views().stream()
                    .collect(Collectors.toMap(View::name, Function.identity()));

    @Test
    void saysOfThisWeeksMailWhatEmailStatusSays() {
        Engine engine = Lifecycles.untilNow(11, 2_000, DAYS).lake();
        List<List<Object>> recent = engine.query(RECENT).values();
        assertEquals(engine.query(RIGHT).values(), recent);
        assertNotEquals(
                (long) recent.size(),
                engine.query("select count(*) from email_status").values().getFirst().getFirst());
        assertTrue(recent.toString().contains("rejected") && recent.toString().contains("failed"));
    }

    @Test
    void isTheTextOfEmailStatusWithAWindow() {
        String window =
                """
                    where
                        ingest_hour >= cast(current_date - interval '8' day as varchar)
                        and sent_timestamp >= current_date - interval '7' day
                """;
        String recent = views.get("recent_email_status").query();
        assertTrue(recent.contains(window));
        assertEquals(views.get("email_status").query(), recent.replace(window, ""));
        assertEquals(
                views.get("email_status").comments(), views.get("recent_email_status").comments());
    }
}
