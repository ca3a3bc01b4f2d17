package sesevents.cli;

import java.io.PrintWriter;
import java.util.List;
import sesevents.engine.Rows;

/** Prints rows that are too wide for a screen, one value a line, without nulls. */
final class RecordPrinter {
    private RecordPrinter() {}

    static void print(Rows rows, PrintWriter out) {
        List<String> columns = rows.columns().stream().map(Cell::line).toList();
        int width = columns.stream().mapToInt(String::length).max().orElse(0);
        int number = 0;
        for (List<Object> row : rows.values()) {
            out.printf("-- row %d%n", ++number);
            for (int i = 0; i < columns.size(); i++) {
                if (row.get(i) != null) {
                    out.printf("%-" + width + "s  %s%n", columns.get(i), Cell.line(row.get(i)));
                }
            }
        }
        out.printf("(%d row%s)%n", number, number == 1 ? "" : "s");
    }
}
