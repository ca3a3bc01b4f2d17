package sesevents.bench.sql;

import sesevents.engine.Answer;
import sesevents.engine.Answer.Scan;

/**
 * What one question took.
 *
 * @param bytes read from files
 * @param tailBytes of them from raw events; the rest is from the history
 * @param files opened
 * @param seconds on this machine
 */
record Figure(double bytes, double tailBytes, double files, double seconds) {
    static Figure of(Answer answer) {
        return new Figure(
                answer.bytes(),
                answer.scans().stream()
                        .filter(scan -> scan.table().equals("ses_events"))
                        .mapToLong(Scan::bytes)
                        .sum(),
                answer.files(),
                answer.wall().toMillis() / 1e3);
    }

    /** The figure for a history that is so many times as long, all of which is read. */
    Figure times(double times) {
        return new Figure(bytes * times, 0, files * times, seconds * times);
    }
}
