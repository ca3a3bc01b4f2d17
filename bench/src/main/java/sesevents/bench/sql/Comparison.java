package sesevents.bench.sql;

/**
 * One question over a history of so many days.
 *
 * @param here on this design
 * @param hours on the sample's, in files of an hour
 * @param buffers on the sample's, in files of 60 s
 */
record Comparison(String question, int days, Figure here, Figure hours, Figure buffers) {}
