package sesevents.sql;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The comment at the top of a file of sql/: its question, and the columns of a view. */
record Header(String question, Map<String, String> columns) {
    // "Name: text", whose text goes on until the next name or an empty comment line.
    private static final Pattern ENTRY =
            Pattern.compile("^-- ( *\\w+): (.+(?:\\n-- (?! *\\w+: ).+)*)", Pattern.MULTILINE);

    static Header of(String sql) {
        String comment = lines(sql).collect(Collectors.joining("\n"));
        Map<String, String> entries = new LinkedHashMap<>();
        Map<String, String> columns = new LinkedHashMap<>();
        Matcher entry = ENTRY.matcher(comment);
        while (entry.find()) {
            boolean isColumn = entry.group(1).startsWith(" ");
            (isColumn ? columns : entries)
                    .put(entry.group(1).strip(), entry.group(2).replaceAll("\n-- +", " "));
        }
        return new Header(entries.getOrDefault("Question", ""), columns);
    }

    /** The statement without its header and semicolon. */
    static String statement(String sql) {
        String text = sql.lines().skip(lines(sql).count()).collect(Collectors.joining("\n"));
        return text.strip().replaceFirst(";$", "");
    }

    private static Stream<String> lines(String sql) {
        return sql.lines().takeWhile(line -> line.startsWith("--"));
    }
}
