package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sesevents.UserError;
import sesevents.sql.SqlTree;

/** The statements of sql/refresh, and that each mistake in them is noticed. */
class EventHistoryTest {
    private static final LocalDateTime TEN = LocalDateTime.parse("2026-02-01T10:00");
    private static final String LINE =
            """
            {"eventType":"Delivery","destination":["a@x.org","b@x.org"],"event_id":"e%1$d",\
            "message_id":"m%1$d","event_timestamp":"2026-02-01 10:00:00.123",\
            "sent_timestamp":"2026-02-01 10:00:00.000","recipients":["a@x.org"],"delivery":{}}""";
    private static final String EVENTS =
            "select event_id, recipient, ingest_hour from event_history order by 1, 2, 3";

    @TempDir private Path folder;
    private SqlTree sql = SqlTree.ofCheckout();

    @AfterEach
    void empty() {
        TestLake.engine().update("delete from event_history");
    }

    @Test
    void hasWhatArrivedInItsHoursOnceHoweverOftenItIsInserted() {
        TestLake.of("2026-02-01-10", lines(1, 2));

        assertEquals(4, insert(1));
        assertEquals(0, insert(1));
        assertEquals(
                """
                [e1, a@x.org, 2026-02-01-10]
                [e1, b@x.org, 2026-02-01-10]
                [e2, a@x.org, 2026-02-01-10]
                [e2, b@x.org, 2026-02-01-10]""",
                TestLake.answer(EVENTS));
    }

    @Test
    void takesAnHourAgainWithWhatCameSince() {
        TestLake.of("2026-02-01-10", lines(1, 1));
        insert(1);
        TestLake.event("2026-02-01-10", lines(1, 2));
        assertEquals(2, insert(2));
        assertEquals(
                "[e1, 2]\n[e2, 2]",
                TestLake.answer(
                        "select event_id, count(*) from event_history group by 1 order by 1"));
    }

    @Test
    void takesOfAnEventThatCameTwiceTheFirstArrival() {
        TestLake.of("2026-02-01-11", arrived("11:00:00.500"));
        TestLake.event("2026-02-01-10", arrived("10:59:59.500"));
        TestLake.event("2026-02-01-10", arrived("10:59:59.700"));
        assertEquals(2, insert(2));
        assertEquals(
                "[a@x.org, 2026-02-01 10:59:59.500]\n[b@x.org, 2026-02-01 10:59:59.500]",
                TestLake.answer(
                        "select recipient, ingest_timestamp from event_history order by 1"));
    }

    @Test
    void readsOnlyTheHoursThatItInserts() {
        TestLake.of("2026-02-01-10", lines(1, 1));
        TestLake.event("2026-02-01-11", lines(2, 2));
        TestLake.unreadable("events/ingest_hour=2026-02-01-09");
        TestLake.unreadable("events/ingest_hour=2026-02-01-12");
        assertEquals(4, insert(2));
    }

    /** A mistake in insert_hours, and the test above that fails for it. */
    private record Mistake(
            String right,
            String wrong,
            Consumer<EventHistoryTest> test,
            Class<? extends Throwable> failure) {
        @Override
        public String toString() {
            return right + " -> " + wrong;
        }
    }

    static Stream<Mistake> mistakes() {
        String notInserted =
                """
                    and event_id not in (
                        select history.event_id
                        from "ses_event_db"."event_history" as history
                        where history.ingest_hour >= '${from_hour}' and history.ingest_hour < '${to_hour}'
                    )\
                """;
        return Stream.of(
                new Mistake(
                        notInserted,
                        "",
                        EventHistoryTest::hasWhatArrivedInItsHoursOnceHoweverOftenItIsInserted,
                        AssertionError.class),
                new Mistake(
                        notInserted,
                        "",
                        EventHistoryTest::takesAnHourAgainWithWhatCameSince,
                        AssertionError.class),
                new Mistake(
                        "arrival = 1\n",
                        "arrival >= 1\n",
                        EventHistoryTest::takesOfAnEventThatCameTwiceTheFirstArrival,
                        AssertionError.class),
                new Mistake(
                        "order by ingest_timestamp,",
                        "order by ingest_timestamp desc,",
                        EventHistoryTest::takesOfAnEventThatCameTwiceTheFirstArrival,
                        AssertionError.class),
                new Mistake(
                        "ingest_hour < '${to_hour}'\n)",
                        "ingest_hour <= '${to_hour}'\n)",
                        EventHistoryTest::readsOnlyTheHoursThatItInserts,
                        UserError.class));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void noticesAMistake(Mistake mistake) throws IOException {
        breakInsertion(mistake.right(), mistake.wrong());
        assertThrows(mistake.failure(), () -> mistake.test().accept(this));
    }

    static Stream<Arguments> losses() {
        return Stream.of(
                arguments("ingest_hour < '${to_hour}'\n)", "ingest_hour < '2026-02-01-11'\n)"),
                arguments(
                        "where ingest_hour >= '${from_hour}'",
                        "where ingest_hour > '${from_hour}'"),
                arguments("arrival = 1\n", "arrival = 1 and recipient <> 'b@x.org'\n"));
    }

    /** The last hour, the first hour, or a recipient. */
    @ParameterizedTest
    @MethodSource("losses")
    void failsWhereAnInsertionLosesRows(String right, String wrong) throws IOException {
        breakInsertion(right, wrong);
        TestLake.of("2026-02-01-10", lines(1, 1));
        TestLake.event("2026-02-01-11", lines(2, 2));
        UserError failure = assertThrows(UserError.class, () -> insert(2));
        assertEquals(
                "the hours from 2026-02-01-10 to before 2026-02-01-12 cannot be brought into"
                        + " event_history: Cannot cast 'event_history lacks 2 rows' to BIGINT",
                failure.getMessage());
    }

    /** The check is of the hours that were asked for, so that late objects do not fail it. */
    @Test
    void doesNotMindWhatOtherHoursLackNorRowsWhoseObjectsAreGone() {
        TestLake.of("2026-02-01-10", lines(1, 1));
        TestLake.event("2026-02-01-12", lines(3, 3));
        insert(1);
        TestLake.empty();
        TestLake.event("2026-02-01-10", lines(2, 2));
        assertEquals(2, insert(1));
        assertEquals("[4]", TestLake.answer("select count(*) from event_history"));
    }

    /** Inserts so many hours, from ten. */
    private long insert(int hours) {
        return new EventHistory(TestLake.engine(), sql).insert(TEN, TEN.plusHours(hours));
    }

    /** Makes one exchange in insert_hours. */
    private void breakInsertion(String right, String wrong) throws IOException {
        Path statements = SqlTree.ofCheckout().folder().resolve("refresh");
        Path refresh = Files.createDirectory(folder.resolve("refresh"));
        Files.copy(statements.resolve("check_hours.sql"), refresh.resolve("check_hours.sql"));
        String insert = Files.readString(statements.resolve("insert_hours.sql"));
        assertTrue(insert.contains(right), right);
        Files.writeString(refresh.resolve("insert_hours.sql"), insert.replace(right, wrong));
        sql = new SqlTree(folder);
    }

    private static List<String> lines(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(LINE::formatted).toList();
    }

    private static List<String> arrived(String time) {
        String arrival = ",\"ingest_timestamp\":\"2026-02-01 %s\"}".formatted(time);
        return List.of(LINE.formatted(1).replaceFirst("}$", arrival));
    }
}
