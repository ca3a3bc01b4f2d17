package sesevents.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Tells a user who has waited for four seconds that the command is at work. */
final class SlowNote implements AutoCloseable {
    static final String OF_LAKE = "Trino starts and reads the lake ...";

    private final Future<Void> note;

    SlowNote(Progress progress, String text) {
        note =
                CompletableFuture.runAsync(
                        () -> progress.accept(text),
                        CompletableFuture.delayedExecutor(4, TimeUnit.SECONDS));
    }

    @Override
    public void close() {
        note.cancel(false);
    }
}
