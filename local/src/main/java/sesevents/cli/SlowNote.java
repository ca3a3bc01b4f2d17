package sesevents.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;

/** Says that nothing hangs, to those who have waited for a while. */
final class SlowNote implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final Timer timer = new Timer("slow-note", true);

    SlowNote(PrintWriter err) {
        TimerTask note =
                new TimerTask() {
                    @Override
                    public void run() {
                        err.println("Trino starts and reads the lake ...");
                        err.flush();
                    }
                };
        timer.schedule(note, PATIENCE.toMillis());
    }

    @Override
    public void close() {
        timer.cancel();
    }
}
