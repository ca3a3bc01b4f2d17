package sesevents.bench.faults;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import sesevents.bench.ScratchFolder;

/**
 * Trials of a lake on a laptop with consecutive seeds, and how often each fault happened.
 *
 * @param folder deleted and made again for each trial
 */
public record LaptopBench(Path folder, long firstSeed, int trials, Consumer<String> progress) {
    private static final int EVENTS_PER_FILE = 300;

    /** Runs all trials and prints a line for each fault; returns whether there is no problem. */
    public boolean run(PrintWriter out) {
        Map<LaptopFault, Integer> happened = new EnumMap<>(LaptopFault.class);
        Map<LaptopFault, Integer> failed = new EnumMap<>(LaptopFault.class);
        for (long seed = firstSeed; seed < firstSeed + trials; seed++) {
            trial(seed)
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

    private Map<LaptopFault, List<String>> trial(long seed) {
        ScratchFolder.empty(folder);
        return new LaptopTrial(
                        folder,
                        seed,
                        EVENTS_PER_FILE,
                        step -> progress.accept("seed %d: %s ...".formatted(seed, step)))
                .run(List.of(LaptopFault.values()));
    }
}
