package sesevents.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import sesevents.sql.SqlTree;
import sesevents.sql.View;

/**
 * A count of rows and a checksum for each view. They leave out when and how often an event arrived,
 * since a fault may change that.
 */
public record ViewSums(Map<String, String> sums) {
    private static final Set<String> OF_ARRIVAL =
            Set.of("ingest_hour", "ingest_timestamp", "first_ingest_hour", "last_ingest_hour");
    private static final Set<String> ABOUT_ARRIVAL = Set.of("freshness", "quarantine");

    public static ViewSums of(Engine engine) {
        Map<String, String> sums = new LinkedHashMap<>();
        SqlTree.ofCheckout().views().stream()
                .map(View::name)
                .filter(view -> !ABOUT_ARRIVAL.contains(view))
                .forEach(view -> sums.put(view, sum(engine, view)));
        return new ViewSums(sums);
    }

    /** The names of the views whose sums differ. */
    public List<String> unlike(ViewSums other) {
        return sums.keySet().stream()
                .filter(view -> !sums.get(view).equals(other.sums.get(view)))
                .toList();
    }

    private static String sum(Engine engine, String view) {
        Set<String> columns = engine.types(view).keySet();
        boolean hasArrival = columns.stream().anyMatch(OF_ARRIVAL::contains);
        String row =
                columns.stream()
                        .filter(column -> !OF_ARRIVAL.contains(column))
                        .map("\"%s\""::formatted)
                        .collect(Collectors.joining(", "));
        // Rows of views with columns of arrival may be alike without those columns.
        return engine.query(
                        "select count(*), checksum(row(%1$s)) from (select %2$s %1$s from %3$s)"
                                .formatted(row, hasArrival ? "distinct" : "", view))
                .values()
                .getFirst()
                .toString();
    }
}
