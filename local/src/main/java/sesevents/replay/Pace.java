package sesevents.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** No more than so many records a second, so that SES's own have room in the stream. */
public final class Pace {
    private static final long NANOS = 1_000_000_000L;

    private final int perSecond;
    private final InstantSource clock;
    private final Pause pause;
    private Instant next = Instant.MIN;

    public Pace(int perSecond, InstantSource clock, Pause pause) {
        this.perSecond = perSecond;
        this.clock = clock;
        this.pause = pause;
    }

    /** The most records that may go at once. */
    int burst() {
        return perSecond;
    }

    /** Returns when so many records may go. */
    void await(int records) {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            pause.of(Duration.between(now, next));
        }
        next = (now.isBefore(next) ? next : now).plusNanos(records * NANOS / perSecond);
    }
}
