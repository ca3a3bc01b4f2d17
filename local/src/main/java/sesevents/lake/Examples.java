package sesevents.lake;

import java.util.ArrayList;
import java.util.List;

/** Counts what was found, and keeps the first 20 as examples. */
public final class Examples {
    private static final int KEPT_MAX = 20;

    private final List<String> first = new ArrayList<>();
    private long count;

    public void add(String where, String what) {
        count++;
        if (first.size() < KEPT_MAX) {
            first.add(where + "  " + what);
        }
    }

    /** The first of them: where, two blanks and what. */
    public List<String> first() {
        return first;
    }

    public long count() {
        return count;
    }
}
