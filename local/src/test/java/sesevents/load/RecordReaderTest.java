package sesevents.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sesevents.lake.Broken;
import sesevents.load.RecordReader.Found;

class RecordReaderTest {
    static Stream<Arguments> texts() {
        String pretty = "{\n  'a': {\n    'b': [1, 2]\n  }\n}";
        String braces = "{\n'c': '}{'\n}";
        String broken = "{\n  'a': {\n    'b': oops\n  }\n}\n";
        String list = "[\n{'a':1},\n{'b':2}\n]";
        return Stream.of(
                arguments("one value", "{'a':1}", List.of("1:{'a':1}")),
                arguments(
                        "a value on each line",
                        "{'a':1}\n{'b':2}\r\n\n  {'c':3}\n",
                        List.of("1:{'a':1}", "2:{'b':2}", "4:{'c':3}")),
                arguments(
                        "pretty-printed values",
                        pretty + "\n" + braces + "\n",
                        List.of("1:" + pretty, "6:" + braces)),
                arguments(
                        "values with nothing between them",
                        "{'a':1}{'b':2} [3]",
                        List.of("1:{'a':1}", "1:{'b':2}", "1:[3]")),
                arguments("a list stays whole", list, List.of("1:" + list)),
                arguments(
                        "a bad line harms only itself",
                        "{'a':1}\n{'b':'cut of\n{'c':\n{'d':4}\nnot json\n{'e':5}",
                        List.of(
                                "1:{'a':1}",
                                "2:{'b':'cut of\n",
                                "3:{'c':\n",
                                "4:{'d':4}",
                                "5:not json\n",
                                "6:{'e':5}")),
                arguments(
                        "a broken pretty-printed value stays in one piece",
                        broken + "{'c':3}",
                        List.of("1:" + broken, "6:{'c':3}")),
                arguments(
                        "text that is not JSON stays in one piece",
                        "Dear Sir,\nno mail came.\n",
                        List.of("1:Dear Sir,\nno mail came.\n")),
                arguments(
                        "text behind a value is a record of its own",
                        "{'a':1}, rest\n{'b':2}",
                        List.of("1:{'a':1}", "1:, rest\n", "2:{'b':2}")),
                arguments("nothing", "", List.of()),
                arguments("blanks", " \r\n\t\n", List.of()),
                arguments(
                        "a byte order mark",
                        "\ufeff{'a':1}\n\ufeff{'b':2}",
                        List.of("1:{'a':1}", "2:\ufeff{'b':2}")),
                arguments("UTF-16 is not JSON", "{\0}\0{\0}\0", List.of("1:{\0}\0{\0}\0")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void findsTheRecordsAndTheirLines(String name, String text, List<String> expected)
            throws IOException {
        byte[] bytes = text.replace('\'', '"').getBytes(UTF_8);
        InputStream byteByByte =
                new FilterInputStream(new ByteArrayInputStream(bytes)) {
                    @Override
                    public int read(byte[] target, int offset, int length) throws IOException {
                        return super.read(target, offset, Math.min(length, 1));
                    }
                };
        assertEquals(expected, texts(records(new RecordReader(new ByteArrayInputStream(bytes)))));
        assertEquals(expected, texts(records(new RecordReader(byteByByte))));
    }

    @Test
    void cutsTextThatIsTooLongForOneRecord() throws IOException {
        List<Found> found = records("{\"a\":\"" + "x".repeat(2_500_000) + "\"}\n{\"b\":2}");
        assertEquals(
                List.of(1_024_000, 1_024_000, 452_012, 8),
                found.stream().map(one -> one.bytes().length).toList());
        assertEquals(List.of(1L, 1L, 1L, 2L), found.stream().map(Found::line).toList());
    }

    static Stream<Arguments> brokenTexts() {
        return Stream.of(
                arguments("{'a':1}\n{'b':2}\n{'c':", 3, List.of("1:{'a':1}", "2:{'b':2}")),
                arguments(
                        "{'a':1}\nno json\n{'b':2}\n",
                        4,
                        List.of("1:{'a':1}", "2:no json\n", "3:{'b':2}")),
                arguments("{'a':1}\nno json\nno js", 2, List.of("1:{'a':1}")),
                arguments("", 1, List.of()),
                arguments("\n \n", 3, List.of()));
    }

    @ParameterizedTest
    @MethodSource("brokenTexts")
    void returnsAllRecordsBeforeTheTextBreaksOffButNotTheCutOne(
            String text, long line, List<String> expected) {
        byte[] bytes = text.replace('\'', '"').getBytes(UTF_8);
        RecordReader reader = new RecordReader(Broken.after(bytes));
        List<Found> found = new ArrayList<>();
        IOException failure =
                assertThrows(
                        IOException.class,
                        () -> {
                            while (true) {
                                found.add(reader.next());
                            }
                        });
        assertEquals(expected, texts(found));
        assertEquals("the disk is broken", failure.getMessage());
        assertEquals(line, reader.line());
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
        // Parsing from each line to the end of the window would take more than 10 MB.
        byte[] text = piece.repeat(100_000 / piece.length()).getBytes(UTF_8);
        RecordReader reader = new RecordReader(new ByteArrayInputStream(text), 20_000);
        records(reader);
        long most = 17L * text.length + 2 * 1024 * 1024;
        assertTrue(reader.parsedBytes() <= most, reader.parsedBytes() + " bytes");
    }

    @Test
    void findsTheRecordsOfSingleLinesAfterAnyAmountOfBrokenText() throws IOException {
        List<Found> found = records("[   \n".repeat(50_000) + "{\"a\":1}\n{\"b\":2}{\"c\":3}\n");
        assertEquals(
                List.of("50001:{'a':1}", "50002:{'b':2}", "50002:{'c':3}"),
                texts(found).stream().filter(one -> one.contains(":{")).toList());
    }

    /** The line, the record without its newline, and ' for ". */
    private static List<String> texts(List<Found> found) {
        return found.stream()
                .map(
                        one -> {
                            String record = new String(one.bytes(), UTF_8);
                            assertTrue(record.endsWith("\n"), record);
                            return (one.line() + ":" + record.substring(0, record.length() - 1))
                                    .replace('"', '\'');
                        })
                .toList();
    }

    private static List<Found> records(String text) throws IOException {
        return records(new RecordReader(new ByteArrayInputStream(text.getBytes(UTF_8))));
    }

    private static List<Found> records(RecordReader reader) throws IOException {
        List<Found> found = new ArrayList<>();
        for (Found one = reader.next(); one != null; one = reader.next()) {
            found.add(one);
        }
        return found;
    }
}
