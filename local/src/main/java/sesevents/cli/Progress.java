package sesevents.cli;

import java.io.PrintWriter;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import sesevents.text.Visible;

/** Prints what a command says on stderr while it works. */
public record Progress(PrintWriter err) implements Consumer<String> {
    @Override
    public void accept(String text) {
        err.println(Visible.line(text));
    }

    /** Takes the number of records so far, and prints every so many. */
    LongConsumer records(long every) {
        return records -> {
            if (records % every == 0) {
                accept("%,d records ...".formatted(records));
            }
        };
    }
}
