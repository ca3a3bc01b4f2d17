package sesevents.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import sesevents.engine.Rows;
import sesevents.text.Csv;
import sesevents.text.Output;

/** The formats in which a command prints rows. */
enum Format {
    TABLE,
    CSV,
    JSON;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    void print(Rows rows, PrintWriter out) {
        switch (this) {
            case TABLE -> new TablePrinter(rows).print(out);
            case CSV -> printCsv(rows, Output.forData(out));
            case JSON -> out.print(json(rows));
        }
        out.flush();
    }

    private static void printCsv(Rows rows, PrintWriter out) {
        out.print(Csv.line(rows.columns()));
        rows.values()
                .forEach(row -> out.print(Csv.line(row.stream().map(Format::csvValue).toList())));
        out.flush();
    }

    private static Object csvValue(Object value) {
        return value == null || value instanceof Number ? value : Cell.text(value);
    }

    /** A JSON array, one row a line; if two columns share a name, the last one wins. */
    private static String json(Rows rows) {
        return rows.values().stream()
                .map(row -> json(rows.columns(), row))
                .collect(Collectors.joining(",\n", "[", "]\n"));
    }

    private static String json(List<String> columns, List<Object> row) {
        ObjectNode object = MAPPER.createObjectNode();
        for (int i = 0; i < columns.size(); i++) {
            object.putPOJO(columns.get(i), row.get(i));
        }
        return object.toString();
    }
}
