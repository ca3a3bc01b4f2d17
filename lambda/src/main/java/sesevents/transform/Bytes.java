package sesevents.transform;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** JSON text in bytes, to which more can be added. */
final class Bytes {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes;
    private int length;

    Bytes(int capacity) {
        bytes = new byte[capacity];
    }

    int length() {
        return length;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    Bytes add(String ascii) {
        return add(ascii(ascii));
    }

    Bytes add(byte[] source) {
        return add(source, 0, source.length);
    }

    Bytes add(byte[] source, int from, int to) {
        reserve(to - from);
        System.arraycopy(source, from, bytes, length, to - from);
        length += to - from;
        return this;
    }

    Bytes add(Slice slice) {
        return add(slice.bytes(), slice.from(), slice.to());
    }

    Bytes add(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    /**
     * Adds the text as a JSON string. UTF-8 has no bytes for half a surrogate pair: it becomes ?.
     */
    Bytes quoted(String text) {
        add('"');
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b == '"' || b == '\\') {
                add('\\').add((char) b);
            } else if (b >= 0 && b < ' ') {
                add("\\u00").add((char) HEX[b >> 4]).add((char) HEX[b & 15]);
            } else {
                add((char) b);
            }
        }
        return add('"');
    }

    Slice slice() {
        return new Slice(bytes, 0, length);
    }

    byte[] toByteArray() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
