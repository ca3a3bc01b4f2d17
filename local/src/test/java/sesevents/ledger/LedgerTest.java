package sesevents.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sesevents.athena.Athena;
import sesevents.athena.TestLake;
import sesevents.cli.UserError;
import sesevents.sql.SqlTree;

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

    @Test
    void noticesADifferenceInWhateverColumn() {
        Map<String, String> others = new TreeMap<>();
        for (List<Object> column : TestLake.athena().query("describe recipient_ledger").values()) {
            String name = (String) column.get(0);
            if (!Set.of("message_id", "recipient", "ingest_date").contains(name)) {
                others.put(name, other(name, (String) column.get(1)));
            }
        }
        // A message for each column, of whose recipient another value of it is inserted.
        TestLake.of(
                DAY.toString(),
                others.keySet().stream()
                        .map(
                                name ->
                                        LINE.replace("m%d", name)
                                                .replace(":[\"a@x.org\"]},", ":[\"b@x.org\"]},"))
                        .toList());
        Athena athena = TestLake.refresh();
        others.forEach(
                (name, value) ->
                        athena.update(
                                "insert into recipient_ledger (message_id, recipient, ingest_date, %s) values ('%s', 'a@x.org', date '%s', %s)"
                                        .formatted(name, name, DAY, value)));

        List<List<Object>> faults =
                athena.query(
                                SqlTree.ofCheckout()
                                        .refresh("check_day")
                                        .statement(athena.database())
                                        .replace("${day}", DAY.toString()))
                        .values();

        assertEquals(2 * others.size(), faults.size());
        assertTrue(faults.toString().contains("a@x.org") && !faults.toString().contains("b@x.org"));
    }

    /** A value that wins over all that the events have. */
    private static String other(String column, String type) {
        return switch (type) {
            case "boolean" -> "true";
            case "integer" -> "99";
            case "varchar" -> "'~'";
            default ->
                    column.startsWith("first_")
                            ? "timestamp '1970-01-01'"
                            : "timestamp '2999-01-01'";
        };
    }

    private static List<String> lines(int messages) {
        return IntStream.rangeClosed(1, messages).mapToObj(LINE::formatted).toList();
    }
}
