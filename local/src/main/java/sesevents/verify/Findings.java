package sesevents.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import sesevents.verify.Finding.Verdict;

/** What a step finds, told at once and kept for the report. */
final class Findings {
    private final List<Finding> all = new ArrayList<>();
    private final Consumer<String> out;

    Findings(Consumer<String> out) {
        this.out = out;
    }

    /** The two are to be the same. */
    void compare(String subject, String expected, String seen) {
        judge(subject, expected, seen, expected.equals(seen));
    }

    /** Where more than one answer is as expected. */
    void judge(String subject, String expected, String seen, boolean isExpected) {
        Verdict verdict = isExpected ? Verdict.AS_EXPECTED : Verdict.UNLIKE;
        all.add(new Finding(subject, expected, seen, verdict));
        out.accept("  %s: %s: %s".formatted(verdict, subject, seen));
        if (!isExpected) {
            out.accept("    expected was: " + expected);
        }
    }

    List<Finding> all() {
        return List.copyOf(all);
    }
}
