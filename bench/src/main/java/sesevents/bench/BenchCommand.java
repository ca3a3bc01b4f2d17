package sesevents.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sesevents.cli.Main;

/** Adds {@code ./ses-events bench} to the command line. */
@Command(
        name = "bench",
        description = "Measure this code on this machine.",
        subcommands = {FaultsCommand.class, SqlCommand.class, TransformCommand.class},
        synopsisSubcommandLabel = "WHAT")
public final class BenchCommand implements Runnable {
    @Spec private CommandSpec spec;

    BenchCommand() {}

    public static void main(String[] args) {
        Main.run(Main.commandLine().addSubcommand(new BenchCommand()), args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "bench what? faults, sql or transform");
    }
}
