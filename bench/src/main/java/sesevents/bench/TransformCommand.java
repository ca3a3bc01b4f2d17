package sesevents.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Measures the function beside the handler that people usually write. */
@Command(
        name = "transform",
        description =
                "CPU, memory and size of the function beside the usual handler (two minutes).")
final class TransformCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        TransformBench.print(spec.commandLine().getOut(), spec.commandLine().getErr());
    }
}
