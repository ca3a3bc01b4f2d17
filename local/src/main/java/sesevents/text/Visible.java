package sesevents.text;

/**
 * Text with every invisible character shown as {@code \}{@code u202e}: control and format
 * characters, unpaired surrogates, line and paragraph separators. Strangers write subjects,
 * addresses and file names, and such characters can control a terminal or hide text. The escapes
 * are JSON's, so JSON stays the same data.
 */
public final class Visible {
    private Visible() {}

    /** Escapes invisible characters; newlines stay. */
    public static String text(String text) {
        if (text.codePoints().noneMatch(Visible::isInvisible)) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(point -> append(point, shown));
        return shown.toString();
    }

    /** Escapes newlines too, as {@code \n}. */
    public static String line(String text) {
        return text(text.replaceAll("\r?\n|\r", "\\\\n"));
    }

    private static void append(int point, StringBuilder shown) {
        if (!isInvisible(point)) {
            shown.appendCodePoint(point);
            return;
        }
        for (char unit : Character.toChars(point)) {
            shown.append("\\u%04x".formatted((int) unit));
        }
    }

    static boolean isInvisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL -> point != '\n';
            case Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            default -> false;
        };
    }
}
