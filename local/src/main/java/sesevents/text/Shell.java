package sesevents.text;

import java.util.Set;
import java.util.regex.Pattern;

/** Quotes words of a command that a person may paste into a shell. */
public final class Shell {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    /** Characters that show nothing, though Unicode does not class them as format characters. */
    private static final Set<Integer> BLANK =
            Set.of(0x34f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x2800, 0x3164, 0xffa0);

    private Shell() {}

    /** One word, quoted if a shell would split or change it. */
    public static String word(Object value) {
        String text = value.toString();
        return PLAIN.matcher(text).matches() ? text : quoted(text);
    }

    /** One word in quotes; hidden characters become escapes that bash and zsh read. */
    public static String quoted(String text) {
        if (text.codePoints().noneMatch(Shell::isHidden)) {
            return "'" + text.replace("'", "'\\''") + "'";
        }
        StringBuilder word = new StringBuilder("$'");
        text.codePoints().forEach(point -> append(point, word));
        return word.append("'").toString();
    }

    private static void append(int point, StringBuilder word) {
        if (point == '\'' || point == '\\') {
            word.append('\\').append((char) point);
        } else if (!isHidden(point)) {
            word.appendCodePoint(point);
        } else {
            word.append((point > 0xffff ? "\\U%08x" : "\\u%04x").formatted(point));
        }
    }

    private static boolean isHidden(int point) {
        return point == '\n'
                || Visible.isInvisible(point)
                || BLANK.contains(point)
                || Character.getType(point) == Character.NON_SPACING_MARK
                || point != ' ' && Character.isSpaceChar(point);
    }
}
