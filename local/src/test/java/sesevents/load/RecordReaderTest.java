package sesevents.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sesevents.lake.Broken;
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

    @Test
    void handsOutAllRecordsBeforeTheTextBreaksOffAndNotTheCutOne() {
        assertBroken("{\"a\":1}\n{\"b\":2}\n{\"c\":", 3, "1:{\"a\":1}", "2:{\"b\":2}");
        assertBroken(
                "{\"a\":1}\nno json\n{\"b\":2}\n", 4, "1:{\"a\":1}", "2:no json\n", "3:{\"b\":2}");
        assertBroken("{\"a\":1}\nno json\nno js", 2, "1:{\"a\":1}");
        assertBroken("", 1);
        assertBroken("\n \n", 3);
    }

    @Test
    void handsOutATextThatComesInPieces() throws IOException {
        byte[] text = "{\"a\":1}\n{\"b\":2}\n".repeat(3).getBytes(UTF_8);
        InputStream byteByByte =
                new FilterInputStream(new ByteArrayInputStream(text)) {
                    @Override
                    public int read(byte[] target, int offset, int length) throws IOException {
                        return super.read(target, offset, Math.min(length, 1));
                    }
                };

        assertEquals(6, records(new RecordReader(byteByByte)).size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\n",
                "[[[[[[[[[[\n",
                "{\"a\":\n",
                "[{},\n",
                "[{\"a\":\"text\"},0.5,null,\n",
                "[                                                             \n",
                "[[[[[[[[[[",
                "{\"a\":\"",
                "[\n{}",
                "{}x\n[\n"
            })
    void parsesNoMoreThanInProportionToTheText(String piece) throws IOException {
        byte[] text = piece.repeat(2_000_000 / piece.length()).getBytes(UTF_8);
        RecordReader reader = new RecordReader(new ByteArrayInputStream(text));

        records(reader);

        long most = 17L * text.length + 2 * 1024 * 1024;
        assertTrue(reader.parsedBytes() <= most, reader.parsedBytes() + " bytes");
    }

    @Test
    void findsTheRecordsOfSingleLinesHoweverMuchRubbishIsBefore() throws IOException {
        String rubbish = "[   \n".repeat(500_000);

        List<Found> found = records((rubbish + "{\"a\":1}\n{\"b\":2}{\"c\":3}\n").getBytes(UTF_8));

        assertEquals(
                List.of("{\"a\":1}\n", "{\"b\":2}\n", "{\"c\":3}\n"),
                found.stream()
                        .map(one -> new String(one.bytes(), UTF_8))
                        .filter(one -> one.startsWith("{"))
                        .toList());
    }

    private static void assertBroken(String text, long line, String... expected) {
        RecordReader reader = new RecordReader(Broken.after(text.getBytes(UTF_8)));
        List<String> found = new ArrayList<>();
        IOException failure =
                assertThrows(
                        IOException.class,
                        () -> {
                            for (Found one = reader.next(); one != null; one = reader.next()) {
                                String record = new String(one.bytes(), UTF_8);
                                found.add(
                                        one.line()
                                                + ":"
                                                + record.substring(0, record.length() - 1));
                            }
                        });
        assertEquals(List.of(expected), found);
        assertEquals("the disk is broken", failure.getMessage());
        assertEquals(line, reader.line());
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
        return records(new RecordReader(new ByteArrayInputStream(text)));
    }

    private static List<Found> records(RecordReader reader) throws IOException {
        List<Found> found = new ArrayList<>();
        for (Found one = reader.next(); one != null; one = reader.next()) {
            found.add(one);
        }
        return found;
    }
}
