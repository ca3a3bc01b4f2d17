package sesevents.bench.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultBenchTest {
    private static final int EVENTS = 1_500;

    @TempDir private Path folder;

    @Test
    void nothingIsLostAndNothingCountsTwiceWhenEverythingFails() {
        TrialResult outcome = new Trial(folder, 1, EVENTS, _ -> {}).run();
        assertEquals(List.of(), outcome.problems());
        assertEquals(0, outcome.lost());
        assertEquals(0, outcome.unlike());
        // Else nothing was put to the test.
        assertTrue(outcome.invocations() > 0 && outcome.deliveries() > 0, outcome::toString);
        assertTrue(outcome.quarantined() > outcome.bad() && outcome.bad() > 0, outcome::toString);
        assertTrue(outcome.surplus() > 0, outcome::toString);
    }
}
