package sesevents.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Limits the records in a second, so that SES's own have room in the stream. */
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

    /** The most records that may be sent at once. */
    int burst() {
        return perSecond;
    }

    /** Returns when so many records may be sent. */
    void await(int records) {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            pause.of(Duration.between(now, next));
        }
        next = (now.isBefore(next) ? next : now).plusNanos(records * NANOS / perSecond);
    }
}
