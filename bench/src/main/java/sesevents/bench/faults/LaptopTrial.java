package sesevents.bench.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Faults that happen to one lake on a laptop, once each, in random order.
 *
 * @param folder empty; gets both lakes and the mail
 * @param seed of the mail and of all chance
 * @param eventsPerFile about how many events are in each file that is loaded
 */
record LaptopTrial(Path folder, long seed, int eventsPerFile, Consumer<String> progress) {
    /** What was not as it must be, by fault; every fault has an entry. */
    Map<LaptopFault, List<String>> run(List<LaptopFault> faults) {
        Map<LaptopFault, List<String>> problems = new EnumMap<>(LaptopFault.class);
        List<LaptopFault> order = new ArrayList<>(faults);
        Collections.shuffle(order, new Random(seed));
        try (LaptopLakes lakes = new LaptopLakes(folder, seed, 2 + order.size(), eventsPerFile)) {
            for (LaptopFault fault : order) {
                progress.accept(fault.toString());
                fault.happen(lakes);
                lakes.check();
                problems.put(fault, lakes.problems().take());
            }
            return problems;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write under " + folder, e);
        }
    }
}
