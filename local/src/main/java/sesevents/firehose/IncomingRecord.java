package sesevents.firehose;

import java.time.Instant;

/** A record that was put. */
record IncomingRecord(String recordId, Instant arrival, byte[] data, String origin) {}
