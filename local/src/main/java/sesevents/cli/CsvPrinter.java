package sesevents.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import sesevents.engine.Rows;
import sesevents.text.Output;

/**
 * Prints CSV as Athena writes it: every value in double quotes, and nothing for a null. An
 * apostrophe precedes a text that a spreadsheet would take for a formula.
 */
final class CsvPrinter {
    private static final Pattern FORMULA = Pattern.compile("^[=+@\\t\\r\\n-]");

    private CsvPrinter() {}

    static void print(Rows rows, PrintWriter out) {
        PrintWriter data = Output.forData(out);
        print(rows.columns(), data);
        rows.values().forEach(row -> print(row, data));
        data.flush();
    }

    private static void print(List<?> values, PrintWriter out) {
        out.print(values.stream().map(CsvPrinter::quoted).collect(Collectors.joining(",")) + "\n");
    }

    private static String quoted(Object value) {
        if (value == null) {
            return "";
        }
        String text = Cell.text(value);
        boolean isFormula = !(value instanceof Number) && FORMULA.matcher(text).find();
        return '"' + (isFormula ? "'" : "") + text.replace("\"", "\"\"") + '"';
    }
}
