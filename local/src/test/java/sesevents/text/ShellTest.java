package sesevents.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShellTest {
    @Test
    void quotesOnlyWhatAShellWouldTakeApart() {
        assertEquals("/tmp/lake-1,a.b:c=d@e+%", Shell.word("/tmp/lake-1,a.b:c=d@e+%"));
        assertEquals("'my lake'", Shell.word("my lake"));
        assertEquals("'it'\\''s'", Shell.word("it's"));
        assertEquals("''", Shell.word(""));
        assertEquals("'~/x'", Shell.word("~/x"));
    }

    @Test
    void writesOutWhatCannotBeSeen() {
        assertEquals(
                "$'a\\'\\\\\\u202e\\u000a\\u3164\\U000e0041'",
                Shell.word("a'\\\u202e\n\u3164\udb40\udc41"));
    }

    @Test
    void givesBackEveryWordInARealShell() throws IOException, InterruptedException {
        List<String> words =
                List.of(
                        "plain@example.com",
                        "two words",
                        "'; rm -rf / #",
                        "$(id) `id` ${HOME} !! \\ \" *",
                        "a\u202eb'\\c",
                        "\u001b[2J\u009b",
                        "line\nline",
                        "\u3164\u00a0\u2028\udb40\udc41",
                        "é🦊",
                        "");
        List<String> quoted = new ArrayList<>();
        words.forEach(word -> quoted.add(Shell.word(word)));
        ProcessBuilder bash =
                new ProcessBuilder("bash", "-c", "printf '%s\\0' " + String.join(" ", quoted))
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        bash.environment().put("LC_ALL", "C.UTF-8");
        Process process = bash.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        assertEquals(String.join("\0", words) + "\0", said);
    }
}
