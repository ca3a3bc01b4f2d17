package sesevents.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jline.reader.ParsedLine;

/**
 * The text in the editor, and the word around the cursor, which is to be completed.
 *
 * @param before the names before the word, the nearest last
 * @param path the names that qualify the word: a and b in a.b.c
 */
record PromptLine(
        String line,
        int cursor,
        String word,
        int wordCursor,
        List<String> before,
        List<String> path)
        implements ParsedLine {
    private static final Pattern NAME = Pattern.compile("\\w+");
    private static final Pattern NAME_HERE =
            Pattern.compile("(?<path>(?:\\w+\\.)*)(?<head>\\w*)\\z");
    private static final Pattern REST_OF_NAME = Pattern.compile("\\A\\w*");

    static PromptLine of(String line, int cursor) {
        String left = line.substring(0, cursor);
        MatchResult here = NAME_HERE.matcher(left).results().findFirst().get();
        MatchResult rest = REST_OF_NAME.matcher(line.substring(cursor)).results().findFirst().get();
        String head = here.group("head");
        return new PromptLine(
                line,
                cursor,
                head + rest.group(),
                head.length(),
                names(left.substring(0, here.start("head"))),
                names(here.group("path")));
    }

    @Override
    public int wordIndex() {
        return before.size();
    }

    @Override
    public List<String> words() {
        List<String> words = new ArrayList<>(before);
        words.add(word);
        return words;
    }

    List<String> names() {
        return names(line);
    }

    private static List<String> names(String text) {
        return NAME.matcher(text).results().map(MatchResult::group).toList();
    }
}
