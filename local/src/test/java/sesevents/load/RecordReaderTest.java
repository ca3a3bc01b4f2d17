package sesevents.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import sesevents.load.RecordReader.Found;

class RecordReaderTest {
    @Test
    void takesOneValue() throws IOException {
        assertRecords("{\"a\":1}", "1:{\"a\":1}");
    }

    @Test
    void takesALineEach() throws IOException {
        assertRecords(
                "{\"a\":1}\n{\"b\":2}\r\n\n  {\"c\":3}\n",
                "1:{\"a\":1}",
                "2:{\"b\":2}",
                "4:{\"c\":3}");
    }

    @Test
    void takesPrettyPrintedValuesOneAfterTheOther() throws IOException {
        String one = "{\n  \"a\": {\n    \"b\": [1, 2]\n  }\n}";
        String two = "{\n\"c\": \"}{\"\n}";

        assertRecords(one + "\n" + two + "\n", "1:" + one, "6:" + two);
    }

    @Test
    void takesValuesWithNothingBetween() throws IOException {
        assertRecords("{\"a\":1}{\"b\":2} [3]", "1:{\"a\":1}", "1:{\"b\":2}", "1:[3]");
    }

    @Test
    void leavesAListWhole() throws IOException {
        assertRecords("[\n{\"a\":1},\n{\"b\":2}\n]", "1:[\n{\"a\":1},\n{\"b\":2}\n]");
    }

    @Test
    void letsABadLineHarmOnlyItself() throws IOException {
        assertRecords(
                "{\"a\":1}\n{\"b\":\"cut of\n{\"c\":\n{\"d\":4}\nnot json\n{\"e\":5}",
                "1:{\"a\":1}",
                "2:{\"b\":\"cut of\n",
                "3:{\"c\":\n",
                "4:{\"d\":4}",
                "5:not json\n",
                "6:{\"e\":5}");
    }

    @Test
    void keepsABrokenPrettyPrintedValueInOnePiece() throws IOException {
        String broken = "{\n  \"a\": {\n    \"b\": oops\n  }\n}\n";

        assertRecords(broken + "{\"c\":3}", "1:" + broken, "6:{\"c\":3}");
    }

    @Test
    void keepsTextThatIsNoJsonInOnePiece() throws IOException {
        assertRecords("Dear Sir,\nno mail came.\n", "1:Dear Sir,\nno mail came.\n");
    }

    @Test
    void givesWhatFollowsAValueOnItsLineARecordOfItsOwn() throws IOException {
        assertRecords("{\"a\":1}, rest\n{\"b\":2}", "1:{\"a\":1}", "1:, rest\n", "2:{\"b\":2}");
    }

    @Test
    void findsNothingInBlanks() throws IOException {
        assertRecords("");
        assertRecords(" \r\n\t\n");
    }

    @Test
    void skipsAByteOrderMark() throws IOException {
        assertRecords("\ufeff{\"a\":1}\n\ufeff{\"b\":2}", "1:{\"a\":1}", "2:\ufeff{\"b\":2}");
    }

    @Test
    void doesNotTakeUtf16ForJson() throws IOException {
        byte[] text = "{\"a\":1}".getBytes(StandardCharsets.UTF_16LE);

        List<Found> found = records(text);

        assertEquals(1, found.size());
        assertEquals(text.length + 1, found.getFirst().bytes().length);
    }

    @Test
    void cutsWhatIsTooLongForOneRecord() throws IOException {
        String tooLong = "{\"a\":\"" + "x".repeat(2_500_000) + "\"}\n";

        List<Found> found = records((tooLong + "{\"b\":2}").getBytes(UTF_8));

        assertEquals(
                List.of(1_024_000, 1_024_000, 452_012, 8),
                found.stream().map(one -> one.bytes().length).toList());
        assertEquals(List.of(1L, 1L, 1L, 2L), found.stream().map(Found::line).toList());
    }

    @Test
    void losesNoByteButBlanksWhateverTheText() throws IOException {
        String[] pieces = {
            "{\"a\":1}",
            "{\"b\":",
            "[",
            "]",
            "}",
            "\n",
            "\n{",
            " ",
            "text",
            "\"",
            "\\",
            "\u00e4",
            "{\"long\":\"" + "y".repeat(300_000) + "\"}"
        };
        Random random = new Random(4);
        for (int run = 0; run < 50; run++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 60; i++) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            StringBuilder read = new StringBuilder();
            for (Found found : records(text.toString().getBytes(UTF_8))) {
                read.append(new String(found.bytes(), StandardCharsets.ISO_8859_1));
                assertTrue(found.bytes().length <= 1_024_000);
            }
            String all = new String(text.toString().getBytes(UTF_8), StandardCharsets.ISO_8859_1);
            assertEquals(all.replaceAll("\\s", ""), read.toString().replaceAll("\\s", ""));
        }
    }

    private static void assertRecords(String text, String... expected) throws IOException {
        List<String> found = new ArrayList<>();
        for (Found one : records(text.getBytes(UTF_8))) {
            String record = new String(one.bytes(), UTF_8);
            assertTrue(record.endsWith("\n"), record);
            found.add(one.line() + ":" + record.substring(0, record.length() - 1));
        }
        assertEquals(List.of(expected), found);
    }

    private static List<Found> records(byte[] text) throws IOException {
        RecordReader reader = new RecordReader(new ByteArrayInputStream(text));
        List<Found> found = new ArrayList<>();
        for (Found one = reader.next(); one != null; one = reader.next()) {
            found.add(one);
        }
        return found;
    }
}
