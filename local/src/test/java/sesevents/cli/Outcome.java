package sesevents.cli;

import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;

/** What a command ended with and said. As on a terminal, what is not flushed is not seen. */
record Outcome(int status, String out, String err) {
    static Outcome of(String command, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status =
                Main.commandLine()
                        .setOut(new PrintWriter(new BufferedWriter(out), true))
                        .setErr(new PrintWriter(new BufferedWriter(err), true))
                        .execute(
                                Stream.concat(Stream.of(command), Stream.of(arguments))
                                        .toArray(String[]::new));
        return new Outcome(status, out.toString(), err.toString());
    }

    /** With a name for what is another text in each run. */
    Outcome with(Object text, String name) {
        return new Outcome(
                status, out.replace(text.toString(), name), err.replace(text.toString(), name));
    }
}
