package sesevents.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import sesevents.athena.Rows;

/** Athena's own CSV: every value in double quotes, nothing at all for a null. */
final class CsvPrinter {
    private CsvPrinter() {}

    static void print(Rows rows, PrintWriter out) {
        print(rows.columns(), out);
        rows.values().forEach(row -> print(row, out));
    }

    private static void print(List<?> values, PrintWriter out) {
        out.print(values.stream().map(CsvPrinter::quoted).collect(Collectors.joining(",")) + "\n");
    }

    private static String quoted(Object value) {
        return value == null ? "" : '"' + Cell.text(value).replace("\"", "\"\"") + '"';
    }
}
