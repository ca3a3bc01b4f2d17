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
        Trial.Result result = new Trial(folder, 1, EVENTS, _ -> {}).run();
        assertEquals(List.of(), result.problems());
        assertEquals(0, result.figure("lost"));
        assertEquals(0, result.figure("unlike"));
        // Else nothing was put to the test.
        for (String figure : List.of("failed invoked", "failed puts", "of it bad")) {
            assertTrue(result.figure(figure) > 0, result::toString);
        }
        assertTrue(result.figure("quarantined") > result.figure("of it bad"), result::toString);
        assertTrue(result.figure("surplus count(*)") > 0, result::toString);
    }
}
