package sesevents.questions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sesevents.sql.Query;
import sesevents.sql.SqlText;
import sesevents.sql.SqlTree;

/**
 * A file of sql/questions with its values.
 *
 * @param sql the statement with a question mark for each value
 * @param values in the order of the question marks
 * @param text the file with the values as literals, ready for Athena's console
 */
record Question(String sql, String[] values, String text) {
    private static final Pattern VALUE = Pattern.compile("'\\$\\{(\\w+)}'");

    /**
     * @param values a text for each name that the file has; it may have a name several times
     */
    static Question of(String file, String database, Map<String, String> values) {
        Query query = SqlTree.ofCheckout().question(file);
        List<String> inOrder = new ArrayList<>();
        Matcher value = VALUE.matcher(query.statement(database));
        String sql =
                value.replaceAll(
                        found -> {
                            inOrder.add(required(values, found.group(1)));
                            return "?";
                        });
        String text =
                VALUE.matcher(query.textOver(database))
                        .replaceAll(
                                found ->
                                        Matcher.quoteReplacement(
                                                SqlText.quoted(required(values, found.group(1)))));
        return new Question(sql, inOrder.toArray(String[]::new), text);
    }

    private static String required(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no value for " + name);
        }
        return value;
    }
}
