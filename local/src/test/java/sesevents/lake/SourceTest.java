package sesevents.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SourceTest {
    private static final String FIRST = "{\"a\":1}\n".repeat(10_000);
    private static final String SECOND = "{\"b\":2}\n";

    /** The text that was read, and the message of the failure that ended it. */
    private record Read(byte[] text, String failure) {}

    static Stream<Arguments> gzipFiles() throws IOException {
        byte[] first = gzip(FIRST);
        byte[] second = gzip(SECOND);
        String cutOff = "the gzip data is cut off";
        String damaged = "the gzip data is damaged: ";
        String noGzip = damaged + "Not in GZIP format";
        String wrongSum = damaged + "wrong checksum or length";
        return Stream.of(
                arguments("two members", join(first, second), FIRST + SECOND, null),
                arguments(
                        "empty members",
                        join(first, gzip(""), second, gzip("")),
                        FIRST + SECOND,
                        null),
                arguments("all fields in the header", withFields(second, 0), SECOND, null),
                arguments("filled with zeros", join(second, new byte[20_000]), SECOND, null),
                arguments("text behind it", join(first, "rest".getBytes(UTF_8)), FIRST, noGzip),
                arguments(
                        "a member behind zeros",
                        join(first, new byte[512], second),
                        FIRST,
                        damaged + "data after the zeros at its end"),
                arguments("1 byte of a header", join(first, cut(second, 1)), FIRST, cutOff),
                arguments("9 bytes of a header", join(first, cut(second, 9)), FIRST, cutOff),
                arguments("1 byte is missing", cut(first, first.length - 1), FIRST, cutOff),
                arguments("8 bytes are missing", cut(first, first.length - 8), FIRST, cutOff),
                arguments(
                        "wrong checksum of a header",
                        join(first, withFields(second, 1)),
                        FIRST,
                        damaged + "Corrupt GZIP header"),
                arguments("wrong magic number", join(first, changed(second, 1)), FIRST, noGzip),
                arguments(
                        "wrong method",
                        join(first, changed(second, 2)),
                        FIRST,
                        damaged + "Unsupported compression method"),
                arguments("wrong flags", join(first, changed(second, 3)), FIRST, cutOff),
                arguments(
                        "wrong checksum",
                        join(changed(first, first.length - 8), second),
                        FIRST,
                        wrongSum),
                arguments(
                        "wrong length",
                        join(changed(first, first.length - 4), second),
                        FIRST,
                        wrongSum));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("gzipFiles")
    void readsTheTextBeforeAnyDamageAndNamesTheDamage(
            String name, byte[] file, String text, String failure) {
        Read read = read(file);
        assertEquals(failure, read.failure);
        assertArrayEquals(text.getBytes(UTF_8), read.text);
    }

    @Test
    void noticesEveryCutAndEveryFlippedBitThatChangesTheText() throws IOException {
        byte[] two = join(gzip("one"), gzip("two"));
        int whole = two.length / 2;
        for (int length = 2; length < two.length; length++) {
            Read read = read(cut(two, length));
            assertEquals(length == whole, read.failure == null, "cut after " + length);
            assertTrue("onetwo".startsWith(new String(read.text, UTF_8)), "cut after " + length);
        }
        for (int bit = 16; bit < 8 * two.length; bit++) {
            byte[] flipped = two.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Read read = read(flipped);
            assertTrue(
                    read.failure != null || new String(read.text, UTF_8).equals("onetwo"),
                    "bit " + bit);
        }
    }

    @Test
    void readsAnyBytesAfterTheMagicNumberToAFailure() {
        Random random = new Random(5);
        for (int run = 0; run < 2_000; run++) {
            byte[] bytes = new byte[random.nextInt(200) + 3];
            random.nextBytes(bytes);
            bytes[0] = 0x1f;
            bytes[1] = (byte) 0x8b;
            bytes[2] = (byte) (random.nextInt(10) == 0 ? 0 : 8);
            assertTrue(read(bytes).failure != null);
        }
    }

    private static Read read(byte[] bytes) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (InputStream in = new Source("s", () -> new ByteArrayInputStream(bytes)).text()) {
            in.transferTo(text);
            return new Read(text.toByteArray(), null);
        } catch (IOException e) {
            return new Read(text.toByteArray(), e.getMessage());
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    /** With extra data, a name, a comment and a checksum of the header, which is off by so much. */
    private static byte[] withFields(byte[] gzip, int off) {
        byte[] header = cut(gzip, 10);
        header[3] = 0x1e;
        header = join(header, new byte[] {3, 0, 1, 2, 3, 'n', 0, 'c', 'c', 0});
        CRC32 crc = new CRC32();
        crc.update(header);
        long sum = crc.getValue() + off;
        byte[] checksum = {(byte) sum, (byte) (sum >> 8)};
        return join(header, checksum, Arrays.copyOfRange(gzip, 10, gzip.length));
    }

    private static byte[] cut(byte[] bytes, int length) {
        return Arrays.copyOf(bytes, length);
    }

    private static byte[] changed(byte[] bytes, int place) {
        byte[] changed = bytes.clone();
        changed[place] ^= (byte) 0xff;
        return changed;
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
