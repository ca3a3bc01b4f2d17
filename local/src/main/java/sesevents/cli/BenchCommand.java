package sesevents.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sesevents.bench.TransformBench;

/** Measures on this machine what the documents claim of another. */
@Command(name = "bench", description = "Measure this code on this machine.")
final class BenchCommand implements Callable<Integer> {
    enum What {
        TRANSFORM
    }

    @Parameters(
            paramLabel = "WHAT",
            description = "transform: CPU, memory and size beside the usual handler (two minutes).")
    private What what;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        switch (what) {
            case TRANSFORM ->
                    TransformBench.print(spec.commandLine().getOut(), spec.commandLine().getErr());
        }
        return 0;
    }
}
