package sesevents.replay;

import java.time.DateTimeException;
import java.time.LocalDate;
import sesevents.firehose.Firehose;

/**
 * Which records of the quarantine are to go; nulls take all.
 *
 * @param from the first day, as the objects' keys have it
 * @param to the last day
 * @param reason a code of the transform or of Firehose
 * @param fixed those that the present transform refuses as well
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
        if (parts.length <= DAY_PART) {
            return false;
        }
        try {
            LocalDate day = LocalDate.parse(parts[DAY_PART]);
            return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
        } catch (DateTimeException _) {
            return false;
        }
    }

    boolean takes(ReplayCandidate prospect, byte[] record) {
        return (prospect.passes() || fixed)
                && (reason == null || reason.equalsIgnoreCase(prospect.reason()))
                && record.length <= Firehose.RECORD_BYTES_MAX;
    }
}
