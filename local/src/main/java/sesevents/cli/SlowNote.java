package sesevents.cli;

import java.io.PrintWriter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Tells a user who has waited for four seconds that the command is at work. */
final class SlowNote implements AutoCloseable {
    private final Future<Void> note;

    SlowNote(PrintWriter err) {
        note =
                CompletableFuture.runAsync(
                        () -> new Progress(err).accept("Trino starts and reads the lake ..."),
                        CompletableFuture.delayedExecutor(4, TimeUnit.SECONDS));
    }

    @Override
    public void close() {
        note.cancel(false);
    }
}
