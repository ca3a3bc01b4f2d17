package sesevents.madeup;

import java.time.Instant;

/**
 * A record as it reaches Firehose.
 *
 * @param damage the damage done to the record, or null
 */
public record Publication(byte[] record, Instant arrival, Damage damage) {}
