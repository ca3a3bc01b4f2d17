package sesevents.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class VisibleTest {
    @Test
    void leavesNothingOfAnyCodePointThatIsInvisible() {
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            String text = Character.toString(point);
            String shown = Visible.text(text);
            switch (Character.getType(point)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> {
                    assertFalse(point != '\n' && shown.contains(text), shown);
                }
                default -> assertEquals(text, shown);
            }
        }
    }

    @Test
    void writesEscapesAsJsonDoes() {
        assertEquals(
                "a\\u001b[2J\\u009b\\u202e\\ud800 \\udb40\\udc41\\u000d\n🦊…é",
                Visible.text("a\u001b[2J\u009b\u202e\ud800 \udb40\udc41\r\n🦊…é"));
        assertEquals("a\\nb\\nc\\nd\\u2028", Visible.line("a\r\nb\nc\rd\u2028"));
    }

    @Test
    void joinsPairsThatComeInTwoWrites() {
        StringWriter text = new StringWriter();
        try (PrintWriter out = new Output(new PrintWriter(text), () -> true)) {
            out.print('\ud83e');
            out.print('\udd8a');
            out.print('\udb40');
            out.print('\udc41');
            out.print('\ud83e');
            out.print("x\u001b".toCharArray());
            out.print('\ud83e');
        }
        assertEquals("🦊\\udb40\\udc41\\ud83ex\\u001b\\ud83e", text.toString());
    }

    @Test
    void leavesDataAloneWhereNobodyReadsItAtOnce() {
        StringWriter text = new StringWriter();
        Output file = new Output(new PrintWriter(text), () -> false);
        file.print("\u202e");
        Output.forData(file).print("\u202e");
        file.print("\u202e");
        Output terminal = new Output(new PrintWriter(text), () -> true);
        Output.forData(terminal).print("\u202e");
        file.flush();
        terminal.flush();
        assertEquals("\\u202e\u202e\\u202e\\u202e", text.toString());
    }

    @Test
    void showsEachLineAtOnce() {
        StringWriter shown = new StringWriter();
        Output out = new Output(new PrintWriter(new BufferedWriter(shown)), () -> true);
        out.println("one line");
        assertEquals("one line" + System.lineSeparator(), shown.toString());
    }
}
