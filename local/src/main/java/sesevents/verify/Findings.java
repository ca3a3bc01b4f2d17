package sesevents.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The findings of one step: printed at once, and kept for the report. */
final class Findings {
    private final List<Finding> all = new ArrayList<>();
    private final Consumer<String> out;

    /** One fact about the account. */
    record Finding(String subject, String expected, String seen, boolean isExpected) {
        String verdict() {
            return isExpected ? "as expected" : "NOT AS EXPECTED";
        }
    }

    Findings(Consumer<String> out) {
        this.out = out;
    }

    /** For a fact with one expected value. */
    void compare(String subject, String expected, String seen) {
        judge(subject, expected, seen, expected.equals(seen));
    }

    /** For a fact with several acceptable values, which {@code expected} describes. */
    void judge(String subject, String expected, String seen, boolean isExpected) {
        Finding finding = new Finding(subject, expected, seen, isExpected);
        all.add(finding);
        out.accept("  %s: %s: %s".formatted(finding.verdict(), subject, seen));
        if (!isExpected) {
            out.accept("    expected: " + expected);
        }
    }

    List<Finding> all() {
        return List.copyOf(all);
    }
}
