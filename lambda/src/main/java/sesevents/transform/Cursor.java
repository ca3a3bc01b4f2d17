package sesevents.transform;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Walks over JSON that somebody vouches for, Lambda or the checks before, and tells where its
 * values lie without looking into them. What is no JSON after all ends in an
 * IllegalArgumentException.
 */
final class Cursor {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private final byte[] bytes;
    private int position;

    Cursor(byte[] bytes, int position) {
        this.bytes = bytes;
        this.position = position;
    }

    /** The next character that is not blank, left where it is; 0 at the end. */
    char peek() {
        while (position < bytes.length) {
            byte b = bytes[position];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return (char) b;
            }
            position++;
        }
        return 0;
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

    /** A string, quotes and all. */
    Slice string() {
        expect('"');
        int start = position - 1;
        while (true) {
            skipPlain();
            if (position >= bytes.length) {
                throw new IllegalArgumentException("the string at byte " + start + " has no end");
            }
            byte b = bytes[position++];
            if (b == '"') {
                return new Slice(bytes, start, position);
            }
            if (b == '\\') {
                position++;
            }
        }
    }

    /** Any value. */
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

    /** Steps over eight bytes at a time, as long as no quote or backslash is among them. */
    private void skipPlain() {
        while (position <= bytes.length - Long.BYTES) {
            long eight = (long) LONGS.get(bytes, position);
            if ((zeroBytes(eight ^ ONES * '"') | zeroBytes(eight ^ ONES * '\\')) != 0) {
                return;
            }
            position += Long.BYTES;
        }
    }

    /** Not zero if a byte is. */
    private static long zeroBytes(long eight) {
        return eight - ONES & ~eight & HIGH_BITS;
    }
}
