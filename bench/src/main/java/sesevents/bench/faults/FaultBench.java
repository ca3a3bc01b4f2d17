package sesevents.bench.faults;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import sesevents.bench.ScratchFolder;

/**
 * Trials with consecutive seeds, and their figures.
 *
 * @param folder deleted and made again for each trial
 * @param events about how many in all
 */
public record FaultBench(
        Path folder, long firstSeed, int trials, long events, Consumer<String> progress) {
    private static final String HEAD = "%4s %9s  %7s %6s %6s %6s  %9s %11s %6s  %4s %6s  %8s%n";
    private static final String ROW =
            "%4d %,9d  %,7d %,6d %,6d %6d  %,9d %,11d %,6d  %4d %6d  %,8d%n";

    /** Runs all trials and prints a line for each; returns whether there is no problem. */
    public boolean run(PrintWriter out) {
        out.printf(
                HEAD, "", "", "failed", "failed", "twice", "killed", "", "", "of it", "", "",
                "surplus");
        out.printf(
                HEAD,
                "seed",
                "offered",
                "invoked",
                "puts",
                "puts",
                "at day",
                "stored",
                "quarantined",
                "bad",
                "lost",
                "unlike",
                "count(*)");
        out.flush();
        List<TrialResult> outcomes =
                LongStream.range(firstSeed, firstSeed + trials)
                        .mapToObj(this::trial)
                        .peek(outcome -> print(outcome, out))
                        .toList();
        out.printf(
                "%,d records offered; lost %,d; views unlike the truth %,d; count(*) says %,d too many%n",
                outcomes.stream().mapToLong(TrialResult::offered).sum(),
                outcomes.stream().mapToLong(TrialResult::lost).sum(),
                outcomes.stream().mapToLong(TrialResult::unlike).sum(),
                outcomes.stream().mapToLong(TrialResult::surplus).sum());
        return outcomes.stream().allMatch(outcome -> outcome.problems().isEmpty());
    }

    private TrialResult trial(long seed) {
        ScratchFolder.empty(folder);
        return new Trial(
                        folder,
                        seed,
                        events / trials,
                        step -> progress.accept("seed %d: %s".formatted(seed, step)))
                .run();
    }

    private static void print(TrialResult outcome, PrintWriter out) {
        out.printf(
                ROW,
                outcome.seed(),
                outcome.offered(),
                outcome.invocations(),
                outcome.deliveries(),
                outcome.twice(),
                outcome.refreshed(),
                outcome.stored(),
                outcome.quarantined(),
                outcome.bad(),
                outcome.lost(),
                outcome.unlike(),
                outcome.surplus());
        outcome.problems().forEach(problem -> out.printf("     PROBLEM %s%n", problem));
        out.flush();
    }
}
