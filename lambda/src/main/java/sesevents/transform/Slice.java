package sesevents.transform;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A part of an array of bytes, not copied. */
record Slice(byte[] bytes, int from, int to) {
    /** Reads eight bytes of an array at once. */
    static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long NOT_ASCII = 0x8080808080808080L;

    int length() {
        return to - from;
    }

    /** Without the blanks that JSON allows around a value. */
    Slice strip() {
        int start = from;
        int end = to;
        while (start < end && isBlank(bytes[start])) {
            start++;
        }
        while (start < end && isBlank(bytes[end - 1])) {
            end--;
        }
        return new Slice(bytes, start, end);
    }

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }

    /** Whether this is strict UTF-8: Jackson lets some ill-formed bytes pass. */
    boolean isUtf8() {
        return isAscii() || decodesAsUtf8();
    }

    /** Most events are ASCII, and the decoder alone would add a fifth to the function's work. */
    private boolean isAscii() {
        long all = 0;
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            all |= (long) LONGS.get(bytes, i);
        }
        for (; i < to; i++) {
            all |= bytes[i];
        }
        return (all & NOT_ASCII) == 0;
    }

    private boolean decodesAsUtf8() {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length()));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    boolean isString() {
        return bytes[from] == '"';
    }

    boolean isNull() {
        return bytes[from] == 'n';
    }

    byte[] toByteArray() {
        return Arrays.copyOfRange(bytes, from, to);
    }

    @Override
    public String toString() {
        return new String(bytes, from, length(), StandardCharsets.UTF_8);
    }
}
