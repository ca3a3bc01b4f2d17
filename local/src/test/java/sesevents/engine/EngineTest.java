package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineTest {
    private static final String LINE =
            """
            {"eventType":"Send","mail":{"messageId":"m1","tags":{"Campaign":["a","b"]}},"send":{},\
            "ingest_timestamp":"2026-02-01 10:00:00.123"}""";

    @Test
    void readsWhatFirehoseWrote() {
        Engine engine = TestLake.of("2026-02-01-10", List.of(LINE));
        Rows rows =
                engine.query(
                        "select eventtype, mail.messageid, mail.tags, send, ingest_timestamp, ingest_hour,"
                                + " cast(row('x', null) as row(a varchar, b bigint)) as pair from ses_events");
        assertEquals(
                "[eventtype, messageid, tags, send, ingest_timestamp, ingest_hour, pair]",
                rows.columns().toString());
        assertEquals(
                "[varchar, varchar, map(varchar, array(varchar)), map(varchar, varchar),"
                        + " timestamp(3), varchar, row(\"a\" varchar, \"b\" bigint)]",
                rows.types().toString());
        assertEquals(
                "[[Send, m1, {Campaign=[a, b]}, {}, 2026-02-01 10:00:00.123, 2026-02-01-10, {a=x, b=null}]]",
                rows.values().toString());
        assertEquals(Map.of("Campaign", List.of("a", "b")), rows.values().getFirst().get(2));
    }

    @Test
    void readsADamagedLineAsNullsBesideItsNeighbours() {
        Engine engine =
                TestLake.of(
                        "2026-02-01-10", List.of(LINE, LINE.substring(0, 70), "", "[]", "7", LINE));
        assertEquals(
                List.of(List.of(2L)),
                engine.query("select count(*) from ses_events where eventtype = 'Send'").values());
    }

    @Test
    void saysWhereAStatementIsWrong() {
        Engine engine = TestLake.engine();
        assertEquals(
                "line 1:8: Column 'nothing' cannot be resolved",
                assertThrows(
                                QueryFailed.class,
                                () -> engine.query("select nothing from ses_events"))
                        .getMessage());
        assertEquals(
                "line 1:1: mismatched input 'selec'",
                assertThrows(QueryFailed.class, () -> engine.query("selec 1"))
                        .getMessage()
                        .replaceFirst("\\. Expecting.*", ""));
    }

    @Test
    void cancelsOnlyTheQueryOfAThreadThatIsInterrupted() throws InterruptedException {
        Engine engine = TestLake.of(List.of(LINE));
        Thread first = forever(engine, "first");
        Thread second = forever(engine, "second");
        while (running(engine) < 2) {
            Thread.onSpinWait();
        }
        first.interrupt();
        first.join();
        while (running(engine) > 1) {
            Thread.onSpinWait();
        }
        assertEquals(1, running(engine));
        second.interrupt();
        second.join();
    }

    private static Thread forever(Engine engine, String name) {
        String endless =
                "select '%s', count(*) from unnest(sequence(1, 10000)) as a (x)".formatted(name)
                        + " cross join unnest(sequence(1, 10000)) as b (x)"
                        + " cross join unnest(sequence(1, 10000)) as c (x) where a.x + b.x < -c.x";
        return Thread.ofPlatform()
                .start(() -> assertThrows(QueryFailed.class, () -> engine.query(endless)));
    }

    private static long running(Engine engine) {
        return (long)
                engine.query(
                                "select count(*) from system.runtime.queries"
                                        + " where state = 'RUNNING' and query like '%cross join%< -c.x'")
                        .values()
                        .getFirst()
                        .getFirst();
    }
}
