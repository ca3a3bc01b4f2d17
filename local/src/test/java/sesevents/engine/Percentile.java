package sesevents.engine;

import java.util.List;

/** Nearest rank: the least of the values that so many percent of them do not exceed. */
final class Percentile {
    private Percentile() {}

    static <T extends Comparable<T>> T of(List<T> values, int percent) {
        return values.stream()
                .sorted()
                .toList()
                .get(Math.ceilDiv(values.size() * percent, 100) - 1);
    }
}
