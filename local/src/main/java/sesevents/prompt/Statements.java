package sesevents.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text split into SQL statements.
 *
 * @param complete the statements that a semicolon ends, without it
 * @param unfinished the text behind the last semicolon; empty if it is blank or a comment
 */
record Statements(List<String> complete, String unfinished) {
    // A text, a quoted name or a comment, closed or not; a semicolon; any other character.
    private static final Pattern TOKEN =
            Pattern.compile(
                    "'[^']*(?:'|\\z)|\"[^\"]*(?:\"|\\z)|(?<comment>--[^\\n]*|(?s:/\\*.*?(?:\\*/|\\z)))"
                            + "|(?<end>;)|(?s:.)");

    static Statements of(String typed) {
        List<String> complete = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        boolean isEmpty = true;
        Matcher token = TOKEN.matcher(typed);
        while (token.find()) {
            if (token.group("end") == null) {
                statement.append(token.group());
                isEmpty &= token.group("comment") != null || token.group().isBlank();
                continue;
            }
            if (!isEmpty) {
                complete.add(statement.toString().strip());
            }
            statement.setLength(0);
            isEmpty = true;
        }
        return new Statements(complete, isEmpty ? "" : statement.toString().strip());
    }
}
