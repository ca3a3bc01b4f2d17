package sesevents.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import sesevents.engine.Rows;

/** Prints a JSON array, one row a line; if two columns share a name, the last one wins. */
final class JsonPrinter {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonPrinter() {}

    static void print(Rows rows, PrintWriter out) {
        out.print(
                rows.values().stream()
                        .map(row -> object(rows.columns(), row))
                        .collect(Collectors.joining(",\n", "[", "]\n")));
    }

    private static String object(List<String> columns, List<Object> row) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            object.put(columns.get(i), row.get(i));
        }
        try {
            return JSON.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
