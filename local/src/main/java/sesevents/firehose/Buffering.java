package sesevents.firehose;

import java.time.Duration;

/** A buffer is handed on when it holds so many bytes, or when its records span so much time. */
public record Buffering(int bytes, Duration interval) {}
