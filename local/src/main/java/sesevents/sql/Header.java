package sesevents.sql;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The comment that opens a file of sql/: grain, question and, for a view, what its columns mean.
 */
record Header(String grain, String question, Map<String, String> columns) {
    private static final Pattern LINE = Pattern.compile("-- (Grain|Question): (.+)");
    private static final Pattern COLUMN = Pattern.compile("--   (\\w+): (.+)");

    static Header of(String sql) {
        Map<String, String> named = new LinkedHashMap<>();
        Map<String, String> columns = new LinkedHashMap<>();
        for (String line : sql.lines().takeWhile(line -> line.startsWith("--")).toList()) {
            Matcher header = LINE.matcher(line);
            if (header.matches()) {
                named.put(header.group(1), header.group(2));
            }
            Matcher column = COLUMN.matcher(line);
            if (column.matches()) {
                columns.put(column.group(1), column.group(2));
            }
        }
        return new Header(
                named.getOrDefault("Grain", ""), named.getOrDefault("Question", ""), columns);
    }

    /** The statement alone: no header, no semicolon. */
    static String statement(String sql) {
        String text =
                sql.lines()
                        .dropWhile(line -> line.startsWith("--"))
                        .collect(Collectors.joining("\n"));
        return text.strip().replaceFirst(";$", "");
    }
}
