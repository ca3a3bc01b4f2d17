package sesevents.bench.faults;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import sesevents.bench.ScratchFolder;

/**
 * Trials of a lake on a laptop with consecutive seeds, and how often each fault happened.
 *
 * @param folder deleted and made again for each trial
 * @param eventsPerFile about how many events are in each file that is loaded
 */
public record LaptopBench(
        Path folder, long firstSeed, int trials, int eventsPerFile, Consumer<String> progress) {
    /** Runs all trials and prints a line for each fault; returns whether there is no problem. */
    public boolean run(PrintWriter out) {
        Map<LaptopFault, Integer> happened = new EnumMap<>(LaptopFault.class);
        Map<LaptopFault, Integer> failed = new EnumMap<>(LaptopFault.class);
        for (long seed = firstSeed; seed < firstSeed + trials; seed++) {
            trial(seed, List.of(LaptopFault.values()))
                    .forEach(
                            (fault, problems) -> {
                                happened.merge(fault, 1, Integer::sum);
                                failed.merge(fault, problems.isEmpty() ? 0 : 1, Integer::sum);
                                problems.forEach(
                                        one -> out.printf("     PROBLEM %s: %s%n", fault, one));
                                out.flush();
                            });
        }
        out.printf("%-28s %8s %6s%n", "on a laptop", "happened", "failed");
        happened.forEach(
                (fault, times) -> out.printf("%-28s %8d %6d%n", fault, times, failed.get(fault)));
        out.flush();
        return failed.values().stream().allMatch(times -> times == 0);
    }

    /**
     * Lets faults happen to one lake, once each, in random order.
     *
     * @param seed of the mail and of all chance
     * @return what was not as it must be, by fault; every fault has an entry
     */
    Map<LaptopFault, List<String>> trial(long seed, List<LaptopFault> faults) {
        ScratchFolder.empty(folder);
        Map<LaptopFault, List<String>> problems = new EnumMap<>(LaptopFault.class);
        List<LaptopFault> order = new ArrayList<>(faults);
        Collections.shuffle(order, new Random(seed));
        try (LaptopLakes lakes = new LaptopLakes(folder, seed, 2 + order.size(), eventsPerFile)) {
            for (LaptopFault fault : order) {
                progress.accept("seed %d: %s ...".formatted(seed, fault));
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
