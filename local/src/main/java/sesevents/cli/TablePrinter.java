package sesevents.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import sesevents.engine.Rows;

/** Prints rows in aligned columns: a null is empty, a long value is cut. */
final class TablePrinter {
    private static final int WIDTH_MAX = 60;

    private final List<List<String>> lines = new ArrayList<>();
    private final List<Integer> widths = new ArrayList<>();
    private final Rows rows;
    private final int widthMax;
    private boolean isCut;

    TablePrinter(Rows rows) {
        this(rows, WIDTH_MAX);
    }

    /**
     * @param widthMax the number of characters after which a value is cut
     */
    TablePrinter(Rows rows, int widthMax) {
        this.rows = rows;
        this.widthMax = widthMax;
        lines.add(rows.columns().stream().map(Cell::line).toList());
        rows.values().forEach(row -> lines.add(row.stream().map(this::shown).toList()));
        for (int i = 0; i < rows.columns().size(); i++) {
            int column = i;
            widths.add(lines.stream().mapToInt(line -> length(line.get(column))).max().getAsInt());
        }
    }

    /** The width of the table in characters. */
    int width() {
        return widths.stream().mapToInt(width -> width + 3).sum() - 1;
    }

    void print(PrintWriter out) {
        print(out, lines.getFirst());
        out.print(
                widths.stream()
                        .map(width -> "-".repeat(width + 2))
                        .collect(Collectors.joining("+", "", "\n")));
        lines.stream().skip(1).forEach(line -> print(out, line));
        String cut = "; values are cut after " + widthMax + " characters, not in csv and json";
        printCount(out, isCut ? cut : "");
    }

    /** Prints rows that are too wide for a screen, one value a line, without nulls. */
    void printRecords(PrintWriter out) {
        List<String> columns = lines.getFirst();
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
        printCount(out, "");
    }

    private void printCount(PrintWriter out, String remark) {
        int count = rows.values().size();
        out.printf("(%d row%s%s)%n", count, count == 1 ? "" : "s", remark);
    }

    private void print(PrintWriter out, List<String> line) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < line.size(); i++) {
            String value = line.get(i);
            text.append(i == 0 ? " " : " | ")
                    .append(value)
                    .append(" ".repeat(widths.get(i) - length(value)));
        }
        out.print(text.toString().stripTrailing() + "\n");
    }

    private String shown(Object value) {
        String text = value == null ? "" : Cell.line(value);
        if (length(text) <= widthMax) {
            return text;
        }
        isCut = true;
        return text.substring(0, text.offsetByCodePoints(0, widthMax - 1)) + "…";
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
