package sesevents.transform;

/**
 * Walks over JSON that Lambda or the door has checked before, and says where its values lie. It
 * looks for quotes eight bytes at a time, which Jackson cannot do. Anything that turns out not to
 * be JSON ends in an IllegalArgumentException.
 */
final class Cursor {
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private final byte[] bytes;
    private int position;

    Cursor(byte[] bytes, int position) {
        this.bytes = bytes;
        this.position = position;
    }

    /** The next character that is not blank, without stepping over it; 0 at the end. */
    char peek() {
        while (position < bytes.length && Slice.isBlank(bytes[position])) {
            position++;
        }
        return position < bytes.length ? (char) bytes[position] : 0;
    }

    /** Steps over the character if it comes next. */
    boolean skip(char c) {
        if (peek() != c) {
            return false;
        }
        position++;
        return true;
    }

    void expect(char c) {
        if (!skip(c)) {
            throw new IllegalArgumentException("expected '" + c + "' at byte " + position);
        }
    }

    /** The next string, with its quotes. */
    Slice string() {
        expect('"');
        int start = position - 1;
        do {
            position = quote(position) + 1;
            if (position > bytes.length) {
                throw new IllegalArgumentException("the string at byte " + start + " has no end");
            }
        } while (isEscaped(position - 1));
        return new Slice(bytes, start, position);
    }

    /** The next name of an object, without its quotes; steps over the colon too. */
    String name() {
        Slice name = string();
        expect(':');
        return new Slice(bytes, name.from() + 1, name.to() - 1).toString();
    }

    Slice value() {
        char first = peek();
        if (first == '"') {
            return string();
        }
        int start = position;
        if (first == '{' || first == '[') {
            skipNested();
        } else {
            skipWord();
        }
        return new Slice(bytes, start, position);
    }

    private void skipNested() {
        int depth = 0;
        do {
            char c = peek();
            if (c == 0) {
                throw new IllegalArgumentException("an object or array has no end");
            }
            if (c == '"') {
                string();
                continue;
            }
            position++;
            if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            }
        } while (depth > 0);
    }

    private void skipWord() {
        int start = position;
        while (position < bytes.length && ",]} \n\r\t".indexOf(bytes[position]) < 0) {
            position++;
        }
        if (position == start) {
            throw new IllegalArgumentException("expected a value at byte " + position);
        }
    }

    /** The place of the next quote, or the end of all bytes. */
    private int quote(int from) {
        int at = from;
        for (; at <= bytes.length - Long.BYTES; at += Long.BYTES) {
            long zeroForQuote = (long) Slice.LONGS.get(bytes, at) ^ ONES * '"';
            // Sets the high bit of the first byte that is zero, and none below it.
            long found = zeroForQuote - ONES & ~zeroForQuote & HIGH_BITS;
            if (found != 0) {
                return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
        }
        while (at < bytes.length && bytes[at] != '"') {
            at++;
        }
        return at;
    }

    /** An odd number of backslashes escapes the quote: two of them are one of the text. */
    private boolean isEscaped(int quote) {
        int before = quote;
        while (bytes[before - 1] == '\\') {
            before--;
        }
        return (quote - before) % 2 == 1;
    }
}
