package sesevents.bench.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Everything that can happen to a lake on a laptop, once each, in an order of chance.
 *
 * @param folder empty; gets both lakes and the mail
 * @param seed of the mail and of all chance
 * @param eventsPerFile about how many events each file that is loaded holds
 */
record LaptopTrial(Path folder, long seed, int eventsPerFile, Consumer<String> progress) {
    /** What was not as it must be, by fault; every one that happened is there. */
    Map<LaptopFault, List<String>> run(List<LaptopFault> faults) {
        Map<LaptopFault, List<String>> problems = new EnumMap<>(LaptopFault.class);
        List<LaptopFault> order = new ArrayList<>(faults);
        Collections.shuffle(order, new Random(seed));
        try (LaptopLakes lakes = new LaptopLakes(folder, seed, 2 + order.size(), eventsPerFile)) {
            for (LaptopFault fault : order) {
                progress.accept(fault.toString());
                List<String> found = new ArrayList<>();
                fault.happen(lakes, found);
                lakes.check(found);
                problems.put(fault, found);
            }
            return problems;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write under " + folder, e);
        }
    }

    Map<LaptopFault, List<String>> run() {
        return run(Arrays.asList(LaptopFault.values()));
    }
}
