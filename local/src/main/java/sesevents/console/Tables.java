package sesevents.console;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sesevents.console.http.Parameters;
import sesevents.console.http.Response;
import sesevents.text.Csv;

/** The tables of a page, each of which can be had as CSV: its columns are named as in JSON. */
final class Tables {
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    private final Map<String, List<?>> tables = new LinkedHashMap<>();

    private Tables() {}

    static Tables of(String name, List<?> rows) {
        return new Tables().and(name, rows);
    }

    Tables and(String name, List<?> rows) {
        tables.put(name, rows);
        return this;
    }

    /** Whether a request asks for CSV instead of a page. */
    static boolean isCsv(Parameters given) {
        return given.oneOf("format", List.of("csv")).equals("csv");
    }

    /** The table that is asked for, or the first one. */
    Response csv(Parameters given) {
        List<String> names = List.copyOf(tables.keySet());
        String named = given.oneOf("table", names);
        String name = named.isEmpty() ? names.getFirst() : named;
        return Response.csv(name, text(tables.get(name)));
    }

    /** A link to each table of the page at an address. */
    List<Frame.Entry> links(Link page) {
        return tables.keySet().stream()
                .map(
                        name ->
                                new Frame.Entry(
                                        page.with("format", "csv").with("table", name).address(),
                                        name))
                .toList();
    }

    private static String text(List<?> rows) {
        StringBuilder text = new StringBuilder();
        for (Object row : rows) {
            Map<String, Object> cells = JSON.convertValue(row, new TypeReference<>() {});
            if (text.isEmpty()) {
                text.append(Csv.line(List.copyOf(cells.keySet())));
            }
            text.append(Csv.line(new ArrayList<>(cells.values())));
        }
        return text.toString();
    }
}
