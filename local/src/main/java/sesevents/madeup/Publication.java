package sesevents.madeup;

import java.time.Instant;

/**
 * A record as it reaches Firehose.
 *
 * @param damage what was done to it, null for a sound one
 */
public record Publication(byte[] record, Instant arrival, Damage damage) {}
