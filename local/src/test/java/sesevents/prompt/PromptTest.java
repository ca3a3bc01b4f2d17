package sesevents.prompt;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sesevents.engine.TestLake;

class PromptTest {
    private static final String CTRL_C = "\u0003";
    private static final String CTRL_D = "\u0004";
    private static final String UP = "\u001b[A";
    private static final String FOREVER =
            "select count(*) from unnest(sequence(1, 10000)) a (x), unnest(sequence(1, 10000)) b (x),"
                    + " unnest(sequence(1, 10000)) c (x) where a.x + b.x = c.x;\r";

    @TempDir private Path folder;
    private Screen screen;
    private Thread dialogue;

    @BeforeEach
    void open() throws IOException {
        TestLake.of("2026-02-01-10", List.of("{\"eventType\":\"Send\",\"message_id\":\"m1\"}"));
        start();
    }

    @AfterEach
    void close() throws InterruptedException {
        screen.type(CTRL_C + CTRL_D);
        dialogue.join();
    }

    @Test
    void answersEachStatementWhenItsSemicolonComes() throws InterruptedException {
        screen.type("select 'a;' || -- not here;\r'b' as joined;\rselect 1 + 1; select 2 + 2;\r");
        screen.type("quit\r");
        dialogue.join();
        String text = screen.text();
        assertTrue(text.contains("[joined] [[a;b]]\n"), text);
        assertTrue(text.contains("[_col0] [[2]]\n"), text);
        assertTrue(text.contains("[_col0] [[4]]\n"), text);
        assertTrue(
                text.contains("ses_event_db> select 'a;' || -- not here;\n           -> 'b'"),
                text);
    }

    @Test
    void goesOnAfterAnError() {
        screen.type("select nothing from ses_events;\rselekt;\rselect 40 + 2;\r");
        screen.await("[[42]]\n");
        screen.await("line 1:8: Column 'nothing' cannot be resolved\n");
        screen.await("line 1:1: mismatched input 'selekt'");
    }

    @Test
    void completesNamesAndSaysWhatTheAnswerRead() {
        screen.type("sel\t message_i\t, recipients from ses_ev\t where eventty\t = 'Send';\r");
        screen.await("[message_id, recipients] [[m1, null]]\n");
        screen.await(" kB read from 1 file\n");
    }

    @Test
    void discardsWhatWasTypedAtCtrlC() {
        screen.type("select broken,\rand more");
        screen.await("and more");
        screen.type(CTRL_C);
        screen.await("and more\nses_event_db> ");
        screen.type("select 40 + 2;\r");
        screen.await("[[42]]\n");
    }

    @Test
    void stopsAStatementAtCtrlC() throws InterruptedException {
        screen.type(FOREVER);
        // A key that comes before the engine has begun stops nothing.
        while (!screen.text().contains("Query was canceled")) {
            screen.type(CTRL_C);
            dialogue.join(100);
        }
        screen.type("select 40 + 2;\r");
        screen.await("[[42]]\n");
    }

    @Test
    void leavesAtCtrlDAndAtQuitAndExit() throws IOException, InterruptedException {
        for (String leaving : List.of(CTRL_D, "quit;\r", "EXIT\r", "select 1;exit;\r")) {
            screen.type(leaving);
            dialogue.join();
            start();
        }
    }

    @Test
    void remembersStatementsFromOneTimeToTheNext() throws IOException, InterruptedException {
        screen.type("select\r40 + 2 as answer;\rquit;\r");
        dialogue.join();
        assertTrue(Files.exists(folder.resolve("history")));
        start();
        screen.type(UP + UP + "\r");
        screen.await("[answer] [[42]]\n");
    }

    @Test
    void saysWhatThereIs() {
        screen.type("help;\r");
        screen.await("  What happened to this mail?\n");
        screen.await("Ctrl-D or quit; leaves.");
        assertFalse(screen.text().contains("null"), screen.text());
    }

    private void start() throws IOException {
        screen = new Screen();
        Prompt prompt =
                new Prompt(
                        screen.terminal(),
                        TestLake::engine,
                        folder.resolve("history"),
                        (rows, out) -> out.println(rows.columns() + " " + rows.values()));
        dialogue = Thread.ofPlatform().daemon().start(prompt::run);
        // Before it the terminal itself echoes what is typed.
        screen.await("ses_event_db> ");
    }
}
