package sesevents.aws;

import java.time.Duration;

/** Waits for a time; tests do not. */
@FunctionalInterface
public interface Pause {
    Pause REAL =
            duration -> {
                try {
                    Thread.sleep(duration);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted while waiting", e);
                }
            };

    void of(Duration duration);
}
