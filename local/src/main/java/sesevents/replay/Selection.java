package sesevents.replay;

import java.time.LocalDate;
import sesevents.firehose.Firehose;
import sesevents.lake.Hours;
import sesevents.replay.Replay.Candidate;

/**
 * Which records of the quarantine are sent; null takes all.
 *
 * @param from the first day in the keys of the objects
 * @param to the last day
 * @param reason a code of the transform or of Firehose
 * @param fixed whether to send records too that the present transform refuses
 */
public record Selection(LocalDate from, LocalDate to, String reason, boolean fixed) {
    private static final int DAY_PART = 2;

    public static final Selection ALL = new Selection(null, null, null, false);

    /** Whether a key {@code quarantine/TYPE/DAY/NAME} is of one of the days. */
    boolean takes(String key) {
        if (from == null && to == null) {
            return true;
        }
        String[] parts = key.split("/");
        return parts.length > DAY_PART
                && Hours.day(parts[DAY_PART])
                        .filter(day -> from == null || !day.isBefore(from))
                        .filter(day -> to == null || !day.isAfter(to))
                        .isPresent();
    }

    boolean takes(Candidate candidate, byte[] record) {
        return (candidate.passes() || fixed)
                && (reason == null || reason.equalsIgnoreCase(candidate.reason()))
                && record.length <= Firehose.RECORD_BYTES_MAX;
    }
}
