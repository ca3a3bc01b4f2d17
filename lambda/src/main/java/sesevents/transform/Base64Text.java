package sesevents.transform;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;

/**
 * Base64 where the JDK's would be slow. Lambda's Java stops compiling at C1; there the JDK's
 * decoder would add about a tenth to the work of the function, and its encoder nearly a fifth.
 *
 * <p>So decoding takes two characters at a time, and leaves any text that is not plain to the JDK.
 * Encoding reuses the text that the record came in: a line is the derived columns, and then the
 * record but for its opening brace. Blanks between the two keep the record's bytes at the same
 * places in blocks of three, so that all blocks but the first have the same four characters again.
 */
final class Base64Text {
    static final int CHARS = 4;
    private static final int BYTES = 3;

    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /** The twelve bits of two characters, the first in the low byte; -1 for other characters. */
    private static final short[] BITS = bits();

    private Base64Text() {}

    /** How many characters encode so many bytes, with padding. */
    static long length(long bytes) {
        return (bytes + BYTES - 1) / BYTES * CHARS;
    }

    /**
     * @throws IllegalArgumentException if the text is not base64
     */
    static byte[] decode(Slice text) {
        int lastBlock = text.to() - CHARS;
        if (text.length() > 0 && text.length() % CHARS == 0) {
            // Only the last block may hold padding.
            byte[] last = decodeAny(new Slice(text.bytes(), lastBlock, text.to()));
            byte[] bytes = new byte[(text.length() / CHARS - 1) * BYTES + last.length];
            if (decodePlain(new Slice(text.bytes(), text.from(), lastBlock), bytes)) {
                System.arraycopy(last, 0, bytes, bytes.length - last.length, last.length);
                return bytes;
            }
        }
        return decodeAny(text);
    }

    /** False where a block is not plain. */
    private static boolean decodePlain(Slice blocks, byte[] out) {
        byte[] text = blocks.bytes();
        int place = 0;
        for (int i = blocks.from(); i < blocks.to(); i += CHARS) {
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
        return Base64.getDecoder().decode(text.toByteArray());
    }

    /** Adds blanks to the derived columns, to which nothing but a comma is added later. */
    static void align(Bytes columns) {
        while (columns.length() % BYTES != 0) {
            columns.add(' ');
        }
    }

    /**
     * Writes a line.
     *
     * @param record what the line was made of
     * @param text what the record was decoded from
     */
    static void encode(Line line, byte[] record, Slice text, Bytes out) {
        Slice head = line.head();
        Slice rest = line.rest();
        boolean isAllOfRecord =
                rest.bytes() == record && rest.from() == 1 && rest.to() == record.length;
        if (isAllOfRecord && text.length() == length(record.length)) {
            Bytes changed = new Bytes(head.length() + BYTES - 1).add(head).add(record, 1, BYTES);
            out.add(Base64.getEncoder().encode(changed.toByteArray()));
            out.add(text.bytes(), text.from() + CHARS, text.to());
            return;
        }
        out.add(Base64.getEncoder().encode(line.toByteArray()));
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
