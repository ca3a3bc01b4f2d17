package sesevents.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceTest {
    private static final String FIRST = "{\"a\":1}\n".repeat(10_000);
    private static final String SECOND = "{\"b\":2}\n";

    /** What was read, and what then went wrong. */
    private record Read(byte[] text, String failure) {}

    @Test
    void undoesGzipOfManyMembers() throws IOException {
        assertRead(FIRST + SECOND, null, join(gzip(FIRST), gzip(SECOND)));
        assertRead(FIRST + SECOND, null, join(gzip(FIRST), gzip(""), gzip(SECOND), gzip("")));
    }

    @Test
    void undoesGzipWithEveryFieldInItsHeader() throws IOException {
        assertRead(SECOND, null, withFields(gzip(SECOND), 0));
    }

    @Test
    void undoesGzipThatIsFilledUpWithZeros() throws IOException {
        assertRead(SECOND, null, join(gzip(SECOND), new byte[20_000]));
    }

    @Test
    void readsTheTextBeforeAnyDamageAndSaysWhatIsDamaged() throws IOException {
        byte[] first = gzip(FIRST);
        byte[] second = gzip(SECOND);

        assertRead(
                FIRST,
                "the gzip data is damaged: what follows its last member is no gzip",
                join(first, "rest".getBytes(UTF_8)));
        assertRead(
                FIRST,
                "the gzip data is damaged: what follows its last member is no gzip",
                join(first, new byte[512], second));
        assertRead(FIRST, "the gzip data is cut off", join(first, Arrays.copyOf(second, 1)));
        assertRead(FIRST, "the gzip data is cut off", join(first, Arrays.copyOf(second, 9)));
        assertRead(FIRST, "the gzip data is cut off", Arrays.copyOf(first, first.length - 1));
        assertRead(FIRST, "the gzip data is cut off", Arrays.copyOf(first, first.length - 8));
        assertRead(
                FIRST,
                "the gzip data is damaged: wrong checksum of a header",
                join(first, withFields(second, 1)));
    }

    @ParameterizedTest
    @CsvSource({
        "1, no gzip header",
        "2, no gzip header",
        "3, no gzip header",
    })
    void refusesASecondMemberWithADamagedHeader(int place, String what) throws IOException {
        byte[] second = gzip(SECOND);
        second[place] = (byte) 0xff;

        assertRead(FIRST, "the gzip data is damaged: " + what, join(gzip(FIRST), second));
    }

    @ParameterizedTest
    @CsvSource({"8, wrong checksum", "4, wrong length"})
    void refusesAMemberWhoseTextIsNotWhatItsEndSays(int fromEnd, String what) throws IOException {
        byte[] damaged = gzip(FIRST);
        damaged[damaged.length - fromEnd]++;

        assertRead(FIRST, "the gzip data is damaged: " + what, join(damaged, gzip(SECOND)));
    }

    @Test
    void noticesEveryCutAndGivesNoOtherTextForAFlippedBitWithoutAWord() throws IOException {
        byte[] two = join(gzip("one"), gzip("two"));
        int whole = two.length / 2;
        for (int length = 2; length < two.length; length++) {
            Read read = read(Arrays.copyOf(two, length));
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
    void readsWhateverFollowsTheMagicNumberToSomeEnd() {
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

    private static void assertRead(String text, String failure, byte[] bytes) {
        Read read = read(bytes);
        assertEquals(failure, read.failure);
        assertArrayEquals(text.getBytes(UTF_8), read.text);
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
        byte[] header = Arrays.copyOf(gzip, 10);
        header[3] = 0x1e;
        header = join(header, new byte[] {3, 0, 1, 2, 3, 'n', 0, 'c', 'c', 0});
        CRC32 crc = new CRC32();
        crc.update(header);
        long sum = crc.getValue() + off;
        byte[] checksum = {(byte) sum, (byte) (sum >> 8)};
        return join(header, checksum, Arrays.copyOfRange(gzip, 10, gzip.length));
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
