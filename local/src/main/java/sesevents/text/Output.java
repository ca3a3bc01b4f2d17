package sesevents.text;

import java.io.PrintWriter;
import java.util.function.BooleanSupplier;

/** The output of a command: flushes each line, and shows every invisible character. */
public final class Output extends PrintWriter {
    private final PrintWriter unguarded;
    private final BooleanSupplier isTerminal;

    /**
     * @param isTerminal whether a person reads the output; called only before data is printed
     */
    public Output(PrintWriter unguarded, BooleanSupplier isTerminal) {
        super(new VisibleWriter(unguarded), true);
        this.unguarded = unguarded;
        this.isTerminal = isTerminal;
    }

    /**
     * The writer for a format without escapes, such as CSV: programs get the text unchanged, a
     * terminal does not.
     */
    public static PrintWriter forData(PrintWriter out) {
        if (!(out instanceof Output output) || output.isTerminal.getAsBoolean()) {
            return out;
        }
        output.flush();
        return output.unguarded;
    }
}
