package sesevents.cli;

import java.io.PrintWriter;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import sesevents.text.Visible;

/** What a command says beside its answer while it works, at once. */
public record Progress(PrintWriter err) implements Consumer<String> {
    @Override
    public void accept(String text) {
        err.println(Visible.line(text));
        err.flush();
    }

    /** Is told the number of records, one by one, and says one in so many. */
    LongConsumer records(long every) {
        return records -> {
            if (records % every == 0) {
                accept("%,d records ...".formatted(records));
            }
        };
    }
}
