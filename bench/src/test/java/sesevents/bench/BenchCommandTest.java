package sesevents.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import sesevents.cli.Main;

class BenchCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void namesTheCommandWhoseHelpIsMeant() {
        assertEquals(2, run("bench", "sql", "--nothing"));
        assertEquals(
                "ses-events: Unknown option: '--nothing' (try: ./ses-events help bench sql)\n",
                err.toString());
    }

    @Test
    void helpsWithACommandBelowACommand() {
        assertEquals(0, run("bench", "sql", "--help"));
        assertTrue(out.toString().startsWith("Usage: ses-events bench sql "), out::toString);
    }

    private int run(String... words) {
        return Main.commandLine()
                .addSubcommand(new BenchCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }
}
