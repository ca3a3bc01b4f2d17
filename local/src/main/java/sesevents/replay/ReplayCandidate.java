package sesevents.replay;

import sesevents.transform.RejectedRecord;
import sesevents.transform.Transform;

/**
 * The result that the present transform has for a record.
 *
 * @param reason the transform's code if it refuses, else why the record failed the first time
 */
record ReplayCandidate(String reason, boolean passes) {
    static ReplayCandidate of(byte[] record, String failedFor, long now) {
        try {
            Transform.line(record, now);
            return new ReplayCandidate(failedFor, true);
        } catch (RejectedRecord refusal) {
            return new ReplayCandidate(refusal.reason().code(), false);
        }
    }
}
