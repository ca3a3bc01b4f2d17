package sesevents.verify;

import java.util.List;

/**
 * How a step ended.
 *
 * @param reason why it was skipped or failed; else null
 */
public record Result(Step step, State state, String reason, List<Finding> findings) {
    /** Whether it was done. */
    public enum State {
        DONE,
        SKIPPED,
        FAILED
    }

    boolean isUnlike() {
        return findings.stream().anyMatch(Finding::isUnlike);
    }
}
