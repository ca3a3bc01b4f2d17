package sesevents.bench.sql;

/**
 * The figures of one question over a history.
 *
 * @param here of this design
 * @param hours of the sample's design, in files of an hour
 * @param buffers of the sample's design, in files of 60 s
 */
record Comparison(String question, int days, Figure here, Figure hours, Figure buffers) {}
