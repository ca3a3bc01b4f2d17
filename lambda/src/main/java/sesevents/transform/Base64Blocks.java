package sesevents.transform;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;

/**
 * Base64 read two characters at a time. At C1, where Lambda stops, the JDK's decoder would be a
 * sixth of all work; it still has the last word on every text that is not plain.
 */
final class Base64Blocks {
    static final int BYTES = 3;
    static final int CHARS = 4;

    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /** By two characters, the first in the low byte: their twelve bits, or -1. */
    private static final short[] BITS = bits();

    private Base64Blocks() {}

    /**
     * @throws IllegalArgumentException if it is no base64
     */
    static byte[] decode(Slice text) {
        int lastBlock = text.to() - CHARS;
        if (text.length() > 0 && text.length() % CHARS == 0) {
            // It alone may hold padding.
            byte[] last = decodeAny(new Slice(text.bytes(), lastBlock, text.to()));
            byte[] bytes = new byte[(text.length() / CHARS - 1) * BYTES + last.length];
            if (decode(text.bytes(), text.from(), lastBlock, bytes)) {
                System.arraycopy(last, 0, bytes, bytes.length - last.length, last.length);
                return bytes;
            }
        }
        return decodeAny(text);
    }

    /** Whether the blocks are plain, and so are all decoded. */
    private static boolean decode(byte[] text, int from, int to, byte[] out) {
        int place = 0;
        for (int i = from; i < to; i += CHARS) {
            int four = (int) INTS.get(text, i);
            int bits = BITS[four & 0xffff] << 12 | BITS[four >>> 16];
            if (bits < 0) {
                return false;
            }
            out[place] = (byte) (bits >> 16);
            out[place + 1] = (byte) (bits >> 8);
            out[place + 2] = (byte) bits;
            place += BYTES;
        }
        return true;
    }

    private static byte[] decodeAny(Slice text) {
        byte[] copy = Arrays.copyOfRange(text.bytes(), text.from(), text.to());
        return Base64.getDecoder().decode(copy);
    }

    private static short[] bits() {
        short[] bits = new short[1 << Short.SIZE];
        Arrays.fill(bits, (short) -1);
        for (int first = 0; first < ALPHABET.length(); first++) {
            for (int second = 0; second < ALPHABET.length(); second++) {
                int pair = ALPHABET.charAt(second) << Byte.SIZE | ALPHABET.charAt(first);
                bits[pair] = (short) (first << 6 | second);
            }
        }
        return bits;
    }
}
