package sesevents.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import sesevents.lake.Lake;

class WhoCommandTest {
    @TempDir private Path lake;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void answersOrSaysWithAStatusOfItsOwnThatNothingIsKnown() throws IOException {
        Path hour =
                Files.createDirectories(Lake.make(lake).hour(LocalDateTime.now(ZoneOffset.UTC)));
        Files.writeString(
                hour.resolve("1"),
                """
                {"eventType":"Send","event_id":"e1","message_id":"m1","recipients":["a@x.org"],\
                "event_timestamp":"2026-02-01 10:00:00.000","sent_timestamp":"2026-02-01 10:00:00.000",\
                "mail":{"source":"me@y.org","destination":["A@x.org"]}}
                """);

        assertEquals(0, who("A@X.org"));
        assertTrue(
                out.toString()
                        .startsWith("a@x.org: sent 2026-02-01 10:00:00 UTC, subject unknown. SES"),
                out::toString);

        assertEquals(4, who("b@x.org"));
        assertTrue(
                err.toString()
                        .endsWith(
                                "ses-events: nothing is known of b@x.org; SES tells only of mail that"
                                        + " is sent with a configuration set\n"),
                err::toString);
    }

    @Test
    void saysHowToMakeALakeThatIsMissing() {
        assertEquals(1, who("a@x.org"));
        assertTrue(err.toString().startsWith("ses-events: no lake at "), err::toString);
    }

    private int who(String whom) {
        CommandLine command =
                Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err));
        int status = command.execute("who", whom, "--lake", lake.toString());
        command.getErr().flush();
        return status;
    }
}
