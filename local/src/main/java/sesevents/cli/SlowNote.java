package sesevents.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Tells a user who has waited for four seconds that the command is at work. */
final class SlowNote implements AutoCloseable {
    private final Future<Void> note;

    SlowNote(Progress progress) {
        note =
                CompletableFuture.runAsync(
                        () -> progress.accept("Trino starts and reads the lake ..."),
                        CompletableFuture.delayedExecutor(4, TimeUnit.SECONDS));
    }

    @Override
    public void close() {
        note.cancel(false);
    }
}
