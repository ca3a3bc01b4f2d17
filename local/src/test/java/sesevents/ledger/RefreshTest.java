package sesevents.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sesevents.athena.Athena;
import sesevents.athena.Lifecycles;
import sesevents.athena.TestLake;

/** However the ledger came about, the views say what all events say. */
class RefreshTest {
    private static final int DAYS = 9;

    @Test
    void thereIsNoDifferenceToAllEventsHoweverTheLedgerCameAbout() {
        Athena athena = Lifecycles.untilToday(31, 400, DAYS).lake();
        List<String> truth = rowsOverEvents(athena);
        LocalDate today = TestLake.today();

        // An outage: refreshed up to seven days ago, and then never again.
        TestLake.refresh(List.of(today.minusDays(8), today.minusDays(7)));
        assertNotEquals(truth, rows(athena));

        // A run that skips a day; the next one finds it, and another overlaps them.
        Ledger ledger = new Ledger(athena);
        List<LocalDate> missing = ledger.missing(today.minusDays(8), today);
        assertEquals(today.minusDays(2), missing.getLast());
        LocalDate skipped = missing.get(2);
        TestLake.refresh(missing.stream().filter(day -> !day.equals(skipped)).toList());
        assertNotEquals(truth, rows(athena));
        assertTrue(ledger.missing(today.minusDays(8), today).contains(skipped));
        TestLake.refresh(List.of(skipped));
        assertEquals(truth, rows(athena));
        TestLake.refresh(List.of(today.minusDays(7), today.minusDays(2)));
        assertEquals(truth, rows(athena));

        // From nothing, in no order, and a day too early.
        athena.update("delete from recipient_ledger");
        assertNotEquals(truth, rows(athena));
        List<LocalDate> shuffled =
                new ArrayList<>(IntStream.range(1, DAYS).mapToObj(today::minusDays).toList());
        Collections.shuffle(shuffled, new Random(1));
        TestLake.refresh(shuffled);
        assertEquals(truth, rows(athena));
    }

    private static List<String> rows(Athena athena) {
        return rows(athena, List.of("email_status", "recipient_status"));
    }

    private static List<String> rowsOverEvents(Athena athena) {
        return rows(
                athena,
                List.of(
                        "(" + TestLake.overEvents("email_status") + ")",
                        "(" + TestLake.overEvents("recipient_status") + ")"));
    }

    private static List<String> rows(Athena athena, List<String> relations) {
        return relations.stream()
                .flatMap(relation -> athena.query("select * from " + relation).values().stream())
                .map(Object::toString)
                .sorted()
                .toList();
    }
}
