package sesevents.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import sesevents.athena.Athena;
import sesevents.athena.TestLake;
import sesevents.cli.UserError;

class LedgerTest {
    private static final LocalDate DAY = LocalDate.of(2026, 2, 1);

    private static final String LINE =
            """
            {"eventType":"Delivery","mail":{"destination":["a@x.org"]},"message_id":"m%d",\
            "event_timestamp":"2026-02-01 10:00:00.123","recipients":["a@x.org"],"delivery":{}}""";

    @Test
    void lacksTheClosedDaysOfAWindowThatWereNotInserted() {
        LocalDate today = TestLake.today();
        TestLake.of(today.minusDays(3).toString(), lines(1));
        TestLake.refresh();
        Ledger ledger = new Ledger(TestLake.athena());

        assertEquals(
                List.of(today.minusDays(5), today.minusDays(4), today.minusDays(2)),
                ledger.missing(today.minusDays(5), today.plusDays(1)));
        assertEquals(List.of(), ledger.missing(today.minusDays(3), today.minusDays(3)));
        assertEquals(List.of(), ledger.missing(today.minusDays(1), today));
    }

    @Test
    void readsOnlyTheDayThatItInserts() {
        TestLake.of(DAY.toString(), lines(3));
        TestLake.unreadable(DAY.minusDays(1).toString());
        TestLake.unreadable(DAY.plusDays(1).toString());

        TestLake.refresh(List.of(DAY));

        assertEquals(
                List.of(DAY.minusDays(1), DAY.plusDays(1)),
                new Ledger(TestLake.athena()).missing(DAY.minusDays(1), DAY.plusDays(1)));
    }

    @Test
    void takesADayAgainWithWhatCameSince() {
        TestLake.of(DAY.toString(), lines(1));
        TestLake.refresh();
        TestLake.event(DAY.toString(), lines(2));
        Athena athena = TestLake.refresh();

        assertEquals(
                List.of(List.of("m1", 2L), List.of("m2", 1L)),
                athena.query(
                                "select message_id, count(*) from recipient_ledger group by 1 order by 1")
                        .values());
    }

    @Test
    void saysSoWhereItDiffersFromTheEvents() {
        TestLake.of(DAY.toString(), lines(1));
        Athena athena = TestLake.refresh();
        athena.update(
                "insert into recipient_ledger (message_id, recipient, ingest_date, latest_bounce)"
                        + " values ('m1', 'a@x.org', date '2026-02-01', 'z')");

        UserError fault =
                assertThrows(UserError.class, () -> new Ledger(TestLake.athena()).insert(DAY));

        assertEquals(
                "of 2026-02-01 the ledger says something else than the events, in 2 rows, such as",
                fault.getMessage().split(" \\[")[0]);
    }

    private static List<String> lines(int messages) {
        return java.util.stream.IntStream.rangeClosed(1, messages)
                .mapToObj(LINE::formatted)
                .toList();
    }
}
