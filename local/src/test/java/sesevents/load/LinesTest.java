package sesevents.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

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
