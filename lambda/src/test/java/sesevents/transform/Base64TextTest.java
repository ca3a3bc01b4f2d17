package sesevents.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Compares with the JDK's decoder: the same bytes, and the same texts refused. */
class Base64TextTest {
    private static final Random RANDOM = new Random(1);

    @Test
    void decodesEveryLength() {
        for (int length = 0; length < 100; length++) {
            byte[] bytes = new byte[length];
            RANDOM.nextBytes(bytes);
            assertAgrees(Base64.getEncoder().encode(bytes));
            assertAgrees(Base64.getEncoder().withoutPadding().encode(bytes));
        }
    }

    @Test
    void takesAndRefusesWhatTheJdkDoes() {
        byte[] plain = "QUJDREVGR0hJSktMTU5PUA==".getBytes(StandardCharsets.US_ASCII);
        for (int place = 0; place < plain.length; place++) {
            for (int b = 0; b < 256; b++) {
                byte[] text = plain.clone();
                text[place] = (byte) b;
                assertAgrees(text);
            }
        }
        for (int length = 0; length < plain.length; length++) {
            assertAgrees(Arrays.copyOf(plain, length));
        }
    }

    private static void assertAgrees(byte[] text) {
        assertEquals(outcome(() -> Base64.getDecoder().decode(text)), outcome(() -> decode(text)));
    }

    private static byte[] decode(byte[] text) {
        byte[] among = new byte[text.length + 20];
        Arrays.fill(among, (byte) '"');
        System.arraycopy(text, 0, among, 10, text.length);
        return Base64Text.decode(new Slice(among, 10, 10 + text.length));
    }

    private static String outcome(Supplier<byte[]> decoder) {
        try {
            return Arrays.toString(decoder.get());
        } catch (IllegalArgumentException e) {
            return "refused";
        }
    }
}
