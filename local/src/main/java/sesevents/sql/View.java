package sesevents.sql;

import java.util.Locale;
import java.util.Map;

/**
 * A view: the query is what Athena stores and runs; the definition is the statement that creates
 * the view, with the file's comments, so that errors name the file's lines.
 */
public record View(
        String name,
        String question,
        Map<String, String> comments,
        String query,
        String definition) {

    static View parse(String name, String sql) {
        Header header = Header.of(sql);
        String opening = "create or replace view " + name + " as\n";
        String statement = Header.statement(sql);
        if (!statement.toLowerCase(Locale.ROOT).startsWith(opening)) {
            throw new IllegalArgumentException("the statement should begin: " + opening.strip());
        }
        return new View(
                name,
                header.question(),
                header.columns(),
                statement.substring(opening.length()),
                sql.strip().replaceFirst(";$", ""));
    }
}
