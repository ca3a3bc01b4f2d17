package sesevents.bench.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaptopBenchTest {
    private static final int EVENTS_PER_FILE = 150;

    /** Two that no other test has; ./ses-events bench faults tries all. */
    private static final List<LaptopFault> FAULTS =
            List.of(LaptopFault.LOAD_KILLED, LaptopFault.TWO_REPLAYS_AT_ONCE);

    @TempDir private Path folder;

    @Test
    void nothingIsLostNorDeletedWhateverHappensToALake() {
        Map<LaptopFault, List<String>> problems =
                new LaptopBench(folder.resolve("lakes"), 1, 1, EVENTS_PER_FILE, _ -> {})
                        .trial(1, FAULTS);

        assertEquals(
                "",
                problems.entrySet().stream()
                        .filter(fault -> !fault.getValue().isEmpty())
                        .map(fault -> fault.getKey() + ": " + fault.getValue())
                        .collect(Collectors.joining("\n")));
        assertEquals(FAULTS.size(), problems.size());
    }
}
