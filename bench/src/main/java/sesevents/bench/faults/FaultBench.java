package sesevents.bench.faults;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import sesevents.bench.ScratchFolder;

/**
 * Trials with consecutive seeds, and their figures.
 *
 * @param folder deleted and made again for each trial
 * @param events about how many in all
 */
public record FaultBench(
        Path folder, long firstSeed, int trials, long events, Consumer<String> progress) {
    private static final String HEAD =
            """
                             failed failed  twice killed                         of it                surplus
            seed   offered  invoked   puts   puts at day     stored quarantined    bad  lost unlike  count(*)
            """;
    private static final String ROW =
            "%4d %,9d  %,7d %,6d %,6d %6d  %,9d %,11d %,6d  %4d %6d  %,8d%n";

    /** Runs all trials and prints a line for each; returns whether there is no problem. */
    public boolean run(PrintWriter out) {
        out.print(HEAD);
        out.flush();
        List<Trial.Result> results = new ArrayList<>();
        for (long seed = firstSeed; seed < firstSeed + trials; seed++) {
            Trial.Result result = trial(seed);
            out.printf(ROW, result.figures().values().toArray());
            result.problems().forEach(problem -> out.printf("     PROBLEM %s%n", problem));
            out.flush();
            results.add(result);
        }
        out.printf(
                "%,d records offered; lost %,d; views unlike the truth %,d; count(*) says %,d too many%n",
                sum(results, "offered"),
                sum(results, "lost"),
                sum(results, "unlike"),
                sum(results, "surplus count(*)"));
        return results.stream().allMatch(result -> result.problems().isEmpty());
    }

    private Trial.Result trial(long seed) {
        ScratchFolder.empty(folder);
        return new Trial(
                        folder,
                        seed,
                        events / trials,
                        step -> progress.accept("seed %d: %s".formatted(seed, step)))
                .run();
    }

    private static long sum(List<Trial.Result> results, String figure) {
        return results.stream().mapToLong(result -> result.figure(figure)).sum();
    }
}
