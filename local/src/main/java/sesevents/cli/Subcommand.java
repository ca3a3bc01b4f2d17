package sesevents.cli;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that returns its exit status. Its writers flush each line. */
abstract class Subcommand implements Callable<Integer> {
    @Spec CommandSpec spec;

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    final void printf(String format, Object... values) {
        out().printf(format, values);
    }

    final Progress progress() {
        return new Progress(err());
    }

    /** Refuses a range that ends before it begins; null is an open end. */
    final void requireOrder(LocalDate from, LocalDate to) {
        refuseIf(
                from != null && to != null && from.isAfter(to),
                "%s is after %s; give the earlier day first",
                from,
                to);
    }

    /** Refuses the use of the command if the condition holds. */
    final void refuseIf(boolean isWrong, String message, Object... values) {
        if (isWrong) {
            throw new ParameterException(spec.commandLine(), message.formatted(values));
        }
    }
}
