package sesevents.lake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of bytes, whole or shortened. */
public final class Sha256 {
    private Sha256() {}

    public static byte[] of(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The first 16 hexadecimal digits, for a file's name. */
    public static String prefix(byte[] bytes) {
        return HexFormat.of().formatHex(of(bytes), 0, Long.BYTES);
    }

    public static String prefix(String text) {
        return prefix(text.getBytes(UTF_8));
    }
}
