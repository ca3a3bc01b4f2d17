package sesevents.firehose;

import java.time.Duration;

/** When a buffer is handed on: at so many bytes, or when its records span so much time. */
public record Buffering(int bytes, Duration interval) {
    public Buffering {
        if (bytes < 1 || interval.isNegative()) {
            throw new IllegalArgumentException(
                    "a buffer of %d bytes and %s never fills".formatted(bytes, interval));
        }
    }
}
