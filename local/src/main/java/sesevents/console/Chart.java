package sesevents.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import sesevents.text.Visible;

/**
 * The figures of a chart, which charts.js draws.
 *
 * @param id of the chart on its page
 * @param about what the chart shows, in words
 * @param kind bars, which stand on each other, or lines
 * @param labels below the chart, one for each value of a series
 * @param unit behind each value; empty for none
 * @param limits lines across the chart that a value should not cross, with their names
 */
record Chart(
        String id,
        String about,
        String kind,
        String unit,
        List<String> labels,
        List<Series> series,
        List<Limit> limits) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * @param tone which of the page's colours it has: good, fair, bad, plain, or a number
     */
    record Series(String name, String tone, List<? extends Number> values) {}

    record Limit(String name, double value) {}

    static Chart bars(String id, String about, List<String> labels, List<Series> series) {
        return new Chart(id, about, "bars", "", labels, series, List.of());
    }

    static Chart lines(
            String id, String about, String unit, List<String> labels, List<Series> series) {
        return new Chart(id, about, "lines", unit, labels, series, List.of());
    }

    Chart withLimits(Limit... limits) {
        return new Chart(id, about, kind, unit, labels, series, List.of(limits));
    }

    static <T> Series series(
            String name, String tone, List<T> rows, Function<T, ? extends Number> value) {
        List<Number> values = new ArrayList<>();
        rows.forEach(row -> values.add(value.apply(row)));
        return new Series(name, tone, values);
    }

    /**
     * JSON that no text within can end, whatever strangers wrote: it stands in a script element.
     */
    String json() {
        try {
            return Visible.text(JSON.writeValueAsString(this)).replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
