package sesevents.transform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The JDK's decoder is the measure: what it gives is given, and what it refuses is refused. */
class Base64BlocksTest {
    private static final Random RANDOM = new Random(1);

    @Test
    void decodesEveryLength() {
        for (int length = 0; length < 100; length++) {
            byte[] bytes = new byte[length];
            RANDOM.nextBytes(bytes);
            assertArrayEquals(bytes, decode(Base64.getEncoder().encode(bytes)));
            assertArrayEquals(bytes, decode(Base64.getEncoder().withoutPadding().encode(bytes)));
        }
    }

    @Test
    void takesAndRefusesWhatTheJdkDoes() {
        byte[] plain = "QUJDREVGR0hJSktMTU5PUA==".getBytes(StandardCharsets.US_ASCII);
        for (int place = 0; place < plain.length; place++) {
            for (int b = 0; b < 256; b++) {
                byte[] text = plain.clone();
                text[place] = (byte) b;
                assertEquals(
                        outcome(() -> Base64.getDecoder().decode(text)),
                        outcome(() -> decode(text)));
            }
        }
        for (int length = 0; length < plain.length; length++) {
            byte[] text = Arrays.copyOf(plain, length);
            assertEquals(
                    outcome(() -> Base64.getDecoder().decode(text)), outcome(() -> decode(text)));
        }
    }

    private static byte[] decode(byte[] text) {
        byte[] among = new byte[text.length + 20];
        Arrays.fill(among, (byte) '"');
        System.arraycopy(text, 0, among, 10, text.length);
        return Base64Blocks.decode(new Slice(among, 10, 10 + text.length));
    }

    private interface Decoder {
        byte[] decode();
    }

    private static String outcome(Decoder decoder) {
        try {
            return Arrays.toString(decoder.decode());
        } catch (IllegalArgumentException e) {
            return "refused";
        }
    }
}
