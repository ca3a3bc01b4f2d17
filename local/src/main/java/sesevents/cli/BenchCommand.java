package sesevents.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures on this machine what the documents claim of another. */
@Command(
        name = "bench",
        description = "Measure this code on this machine.",
        subcommands = {
            BenchFaultsCommand.class,
            BenchSqlCommand.class,
            BenchTransformCommand.class
        },
        synopsisSubcommandLabel = "WHAT")
final class BenchCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "bench what? faults, sql or transform");
    }
}
