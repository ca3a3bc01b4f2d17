package sesevents.text;

import java.io.PrintWriter;
import java.util.function.BooleanSupplier;

/** Where a command prints, each line at once: nothing invisible gets through to a person. */
public final class Output extends PrintWriter {
    private final PrintWriter unguarded;
    private final BooleanSupplier isTerminal;

    /**
     * @param isTerminal whether a person reads it at once; asked only before data is printed
     */
    public Output(PrintWriter unguarded, BooleanSupplier isTerminal) {
        super(new VisibleWriter(unguarded), true);
        this.unguarded = unguarded;
        this.isTerminal = isTerminal;
    }

    /**
     * For a format whose readers are programs and that has no escapes: changed on a terminal only.
     */
    public static PrintWriter forData(PrintWriter out) {
        if (!(out instanceof Output output) || output.isTerminal.getAsBoolean()) {
            return out;
        }
        output.flush();
        return output.unguarded;
    }
}
