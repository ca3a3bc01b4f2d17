package sesevents.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import sesevents.FuzzSeeds;
import sesevents.lake.Broken;
import sesevents.load.RecordReader.Found;

class RecordReaderFuzzTest {
    private static final int REPEATED_BYTES_MAX = 150_000;

    /** A byte order mark in UTF-8, each byte read as a character. */
    private static final String BYTE_ORDER_MARK = "^\u00ef\u00bb\u00bf";

    static Stream<byte[]> seeds() throws IOException {
        return FuzzSeeds.events();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "20s")
    void losesNoByteButBlanksInLinearWork(byte[] text) throws IOException {
        // Short records, so that a short text is longer than the window.
        assertIsReadWhole(text, text.length == 0 ? 2 : 2 + Byte.toUnsignedInt(text[0]));
        if (text.length > 1 && text[0] == '*') {
            assertIsReadWhole(repeated(text), 1_024_000);
        }
    }

    private static void assertIsReadWhole(byte[] text, int recordBytesMax) throws IOException {
        RecordReader reader = new RecordReader(new ByteArrayInputStream(text), recordBytesMax);
        RecordReader broken = new RecordReader(Broken.after(text), recordBytesMax);
        boolean isBroken = false;
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        long line = 1;
        for (Found found = reader.next(); found != null; found = reader.next()) {
            byte[] record = found.bytes();
            assertTrue(record.length > 1 && record.length <= recordBytesMax + 1);
            assertEquals('\n', record[record.length - 1]);
            assertTrue(found.line() >= line);
            line = found.line();
            read.writeBytes(record);
            isBroken = isBroken || !handsOut(found, broken);
        }
        assertEquals(
                withoutBlanks(new String(text, ISO_8859_1).replaceFirst(BYTE_ORDER_MARK, "")),
                withoutBlanks(read.toString(ISO_8859_1)));
        assertTrue(
                reader.parsedBytes() <= 17L * text.length + 2 * 1024 * 1024,
                () -> reader.parsedBytes() + " bytes parsed of " + text.length);
    }

    /** Records before the place where a text breaks off are returned as usual. */
    private static boolean handsOut(Found expected, RecordReader broken) {
        try {
            assertArrayEquals(expected.bytes(), broken.next().bytes());
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static byte[] repeated(byte[] text) {
        int last = Byte.toUnsignedInt(text[text.length - 1]);
        int times = Math.min(1 + 16 * last, 1 + REPEATED_BYTES_MAX / text.length);
        return new String(text, ISO_8859_1).repeat(times).getBytes(ISO_8859_1);
    }

    private static String withoutBlanks(String text) {
        return text.replaceAll("[ \n\r\t]", "");
    }
}
