package sesevents.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Bounds of the numbers that a command takes. */
public final class Numbers {
    private Numbers() {}

    public static void require(CommandSpec command, String option, long value, long min, long max) {
        if (value < min || value > max) {
            throw new ParameterException(
                    command.commandLine(),
                    "%s is %,d to %,d, not %,d".formatted(option, min, max, value));
        }
    }
}
