package sesevents.bench.faults;

import java.util.ArrayList;
import java.util.List;

/** Collects what is not as it must be, a sentence each. */
final class Problems {
    private final List<String> found = new ArrayList<>();

    void add(String problem, Object... values) {
        found.add(problem.formatted(values));
    }

    void expect(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            add("%s: %s expected, but it is %s", what, expected, actual);
        }
    }

    /** Returns the problems so far, and forgets them. */
    List<String> take() {
        List<String> taken = List.copyOf(found);
        found.clear();
        return taken;
    }
}
