package sesevents.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LinesTest {
    @Test
    void numbersLinesFromOneAndCountsEmptyOnes() throws IOException {
        assertEquals(List.of("1 a", "2 ", "3 b"), lines("a\n\nb"));
        assertEquals(List.of("1 a"), lines("a\n"));
        assertEquals(List.of("1 "), lines("\n"));
        assertEquals(List.of(), lines(""));
    }

    @Test
    void readsLinesThatAreLongerThanItsWindow() throws IOException {
        String longLine = "x".repeat(1_400_000);

        assertEquals(
                List.of("1 a", "2 " + longLine, "3 b", "4 " + longLine),
                lines("a\n" + longLine + "\nb\n" + longLine));
    }

    @Test
    void returnsAllLinesBeforeTheTextBreaksOffButNotTheCutOne() throws IOException {
        Lines lines = new Lines(Broken.after("a\nb\ncut".getBytes(UTF_8)));

        assertEquals("a", new String(lines.next(), UTF_8));
        assertEquals("b", new String(lines.next(), UTF_8));
        assertEquals(
                "the disk is broken", assertThrows(IOException.class, lines::next).getMessage());
    }

    @Test
    void refusesALineThatIsTooLong() throws IOException {
        String longest = "x".repeat(8 * 1024 * 1024);
        assertEquals(List.of("1 " + longest, "2 b"), lines(longest + "\nb"));

        Lines lines = new Lines(endless());
        IOException refusal = assertThrows(IOException.class, lines::next);

        assertEquals("line 1 has more than 8,388,608 bytes", refusal.getMessage());
    }

    /** An InputStream may return one byte at a time. */
    @Test
    @Timeout(60)
    void takesTimeInProportionToALineThatComesInPieces() throws IOException {
        byte[] text = "x".repeat(4 * 1024 * 1024).getBytes(UTF_8);
        InputStream byteByByte =
                new FilterInputStream(new ByteArrayInputStream(text)) {
                    @Override
                    public int read(byte[] target, int offset, int length) throws IOException {
                        return super.read(target, offset, Math.min(length, 1));
                    }
                };

        assertEquals(text.length, new Lines(byteByByte).next().length);
    }

    private static InputStream endless() {
        return new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };
    }

    private static List<String> lines(String text) throws IOException {
        List<String> found = new ArrayList<>();
        try (Lines lines = new Lines(new ByteArrayInputStream(text.getBytes(UTF_8)))) {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                found.add(lines.number() + " " + new String(line, UTF_8));
            }
        }
        return found;
    }
}
