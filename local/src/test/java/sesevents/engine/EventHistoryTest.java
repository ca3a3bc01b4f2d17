package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sesevents.UserError;
import sesevents.sql.SqlTree;

/** The statements of sql/refresh, and that each mistake in them is noticed. */
class EventHistoryTest {
    private static final LocalDateTime TEN = LocalDateTime.parse("2026-02-01T10:00");
    private static final String LINE =
            """
            {"eventType":"Delivery","mail":{"destination":["a@x.org","b@x.org"]},"event_id":"e%1$d",\
            "message_id":"m%1$d","event_timestamp":"2026-02-01 10:00:00.123",\
            "sent_timestamp":"2026-02-01 10:00:00.000","recipients":["a@x.org"],"delivery":{}}""";
    private static final String EVENTS =
            "select event_id, recipient, ingest_hour from event_history order by 1, 2, 3";

    @TempDir private Path folder;

    @AfterEach
    void empty() {
        TestLake.engine().update("delete from event_history");
    }

    @Test
    void hasWhatArrivedInItsHoursOnceHoweverOftenItIsInserted() throws IOException {
        insertedOnce(SqlTree.ofCheckout());
    }

    private void insertedOnce(SqlTree sql) {
        TestLake.of("2026-02-01-10", lines(1, 2));
        EventHistory history = history(sql);

        assertEquals(4, history.insert(TEN, TEN.plusHours(1)));
        assertEquals(0, history.insert(TEN, TEN.plusHours(1)));
        assertEquals(
                """
                [e1, a@x.org, 2026-02-01-10]
                [e1, b@x.org, 2026-02-01-10]
                [e2, a@x.org, 2026-02-01-10]
                [e2, b@x.org, 2026-02-01-10]""",
                TestLake.answer(EVENTS));
    }

    @Test
    void takesAnHourAgainWithWhatCameSince() throws IOException {
        insertedLate(SqlTree.ofCheckout());
    }

    private void insertedLate(SqlTree sql) {
        TestLake.of("2026-02-01-10", lines(1, 1));
        history(sql).insert(TEN, TEN.plusHours(1));
        TestLake.event("2026-02-01-10", lines(1, 2));
        assertEquals(2, history(sql).insert(TEN, TEN.plusHours(2)));
        assertEquals(
                "[e1, 2]\n[e2, 2]",
                TestLake.answer(
                        "select event_id, count(*) from event_history group by 1 order by 1"));
    }

    @Test
    void takesOfAnEventThatCameTwiceTheFirstArrival() throws IOException {
        insertedFirst(SqlTree.ofCheckout());
    }

    private void insertedFirst(SqlTree sql) {
        TestLake.of("2026-02-01-11", arrived("11:00:00.500"));
        TestLake.event("2026-02-01-10", arrived("10:59:59.500"));
        TestLake.event("2026-02-01-10", arrived("10:59:59.700"));
        assertEquals(2, history(sql).insert(TEN, TEN.plusHours(2)));
        assertEquals(
                "[a@x.org, 2026-02-01 10:59:59.500]\n[b@x.org, 2026-02-01 10:59:59.500]",
                TestLake.answer(
                        "select recipient, ingest_timestamp from event_history order by 1"));
    }

    @Test
    void readsOnlyTheHoursThatItInserts() throws IOException {
        insertedAlone(SqlTree.ofCheckout());
    }

    private void insertedAlone(SqlTree sql) {
        TestLake.of("2026-02-01-10", lines(1, 1));
        TestLake.event("2026-02-01-11", lines(2, 2));
        TestLake.unreadable("events/ingest_hour=2026-02-01-09");
        TestLake.unreadable("events/ingest_hour=2026-02-01-12");
        assertEquals(4, history(sql).insert(TEN, TEN.plusHours(2)));
    }

    @Test
    void noticesAnInsertionThatInsertsWhatIsThere() throws IOException {
        SqlTree broken =
                sql(
                        "insert_hours",
                        """
                            and event_id not in (
                                select history.event_id
                                from "ses_event_db"."event_history" as history
                                where history.ingest_hour >= '${from_hour}' and history.ingest_hour < '${to_hour}'
                            )\
                        """,
                        "");
        assertThrows(AssertionError.class, () -> insertedOnce(broken));
        empty();
        assertThrows(AssertionError.class, () -> insertedLate(broken));
    }

    @Test
    void noticesAnInsertionThatTakesEachArrival() throws IOException {
        SqlTree broken = sql("insert_hours", "arrival = 1\n", "arrival >= 1\n");
        assertThrows(AssertionError.class, () -> insertedFirst(broken));
    }

    @Test
    void noticesAnInsertionThatTakesTheLastArrival() throws IOException {
        SqlTree broken =
                sql(
                        "insert_hours",
                        "order by ingest_timestamp,",
                        "order by ingest_timestamp desc,");
        assertThrows(AssertionError.class, () -> insertedFirst(broken));
    }

    @Test
    void noticesAnInsertionThatReadsAnHourTooMuch() throws IOException {
        SqlTree broken =
                sql(
                        "insert_hours",
                        "ingest_hour < '${to_hour}'\n)",
                        "ingest_hour <= '${to_hour}'\n)");
        assertThrows(UserError.class, () -> insertedAlone(broken));
    }

    @Test
    void failsWhereAnInsertionLacksTheLastOfItsHours() throws IOException {
        assertFailsFor(
                sql(
                        "insert_hours",
                        "ingest_hour < '${to_hour}'\n)",
                        "ingest_hour < '2026-02-01-11'\n)"));
    }

    @Test
    void failsWhereAnInsertionLacksTheFirstOfItsHours() throws IOException {
        assertFailsFor(
                sql(
                        "insert_hours",
                        "where ingest_hour >= '${from_hour}'",
                        "where ingest_hour > '${from_hour}'"));
    }

    @Test
    void failsWhereAnInsertionLacksARecipient() throws IOException {
        assertFailsFor(
                sql("insert_hours", "arrival = 1\n", "arrival = 1 and recipient <> 'b@x.org'\n"));
    }

    private void assertFailsFor(SqlTree broken) {
        TestLake.of("2026-02-01-10", lines(1, 1));
        TestLake.event("2026-02-01-11", lines(2, 2));
        UserError failure =
                assertThrows(UserError.class, () -> history(broken).insert(TEN, TEN.plusHours(2)));
        assertEquals(
                "the hours from 2026-02-01-10 to before 2026-02-01-12 cannot be brought into"
                        + " event_history: Cannot cast 'event_history lacks 2 rows' to BIGINT",
                failure.getMessage());
    }

    /** Late objects are not inserted for nothing: the check is of the hours that were asked for. */
    @Test
    void doesNotMindWhatOtherHoursLackNorRowsWhoseObjectsAreGone() {
        TestLake.of("2026-02-01-10", lines(1, 1));
        TestLake.event("2026-02-01-12", lines(3, 3));
        history(SqlTree.ofCheckout()).insert(TEN, TEN.plusHours(1));
        TestLake.empty();
        TestLake.event("2026-02-01-10", lines(2, 2));
        assertEquals(2, history(SqlTree.ofCheckout()).insert(TEN, TEN.plusHours(1)));
        assertEquals("[4]", TestLake.answer("select count(*) from event_history"));
    }

    private static EventHistory history(SqlTree sql) {
        return new EventHistory(TestLake.engine(), sql);
    }

    /** The statements as they stand, but for one exchange. */
    private SqlTree sql(String name, String right, String wrong) throws IOException {
        for (String each : List.of("insert_hours", "check_hours")) {
            Path file = Path.of("refresh", each + ".sql");
            String text = Files.readString(SqlTree.ofCheckout().folder().resolve(file));
            if (each.equals(name)) {
                assertTrue(text.contains(right), "the statement says it otherwise by now");
                text = text.replace(right, wrong);
            }
            Files.createDirectories(folder.resolve(file).getParent());
            Files.writeString(folder.resolve(file), text);
        }
        return new SqlTree(folder);
    }

    private static List<String> lines(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(LINE::formatted).toList();
    }

    private static List<String> arrived(String time) {
        String arrival = ",\"ingest_timestamp\":\"2026-02-01 %s\"}".formatted(time);
        return List.of(LINE.formatted(1).replaceFirst("}$", arrival));
    }
}
