package sesevents.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import sesevents.engine.Rows;
import sesevents.text.Output;

/** The formats in which a command prints rows. */
enum Format {
    TABLE,
    CSV,
    JSON;

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern FORMULA = Pattern.compile("^[=+@\\t\\r\\n-]");

    void print(Rows rows, PrintWriter out) {
        switch (this) {
            case TABLE -> new TablePrinter(rows).print(out);
            case CSV -> printCsv(rows, Output.forData(out));
            case JSON -> out.print(json(rows));
        }
        out.flush();
    }

    /**
     * Prints CSV as Athena writes it: every value in double quotes, and nothing for a null. An
     * apostrophe precedes a text that a spreadsheet would take for a formula.
     */
    private static void printCsv(Rows rows, PrintWriter out) {
        out.print(csv(rows.columns()));
        rows.values().forEach(row -> out.print(csv(row)));
        out.flush();
    }

    private static String csv(List<?> values) {
        return values.stream().map(Format::csv).collect(Collectors.joining(",")) + "\n";
    }

    private static String csv(Object value) {
        if (value == null) {
            return "";
        }
        String text = Cell.text(value);
        boolean isFormula = !(value instanceof Number) && FORMULA.matcher(text).find();
        return '"' + (isFormula ? "'" : "") + text.replace("\"", "\"\"") + '"';
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
