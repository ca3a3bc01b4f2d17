package sesevents.text;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Lines of CSV as Athena writes them: every value in double quotes, and nothing for a null. An
 * apostrophe precedes a text that a spreadsheet would take for a formula.
 */
public final class Csv {
    private static final Pattern FORMULA = Pattern.compile("^[=+@\\t\\r\\n-]");

    private Csv() {}

    public static String line(List<?> values) {
        return values.stream().map(Csv::cell).collect(Collectors.joining(",")) + "\n";
    }

    private static String cell(Object value) {
        if (value == null) {
            return "";
        }
        String text = value.toString();
        boolean isFormula = !(value instanceof Number) && FORMULA.matcher(text).find();
        return '"' + (isFormula ? "'" : "") + text.replace("\"", "\"\"") + '"';
    }
}
