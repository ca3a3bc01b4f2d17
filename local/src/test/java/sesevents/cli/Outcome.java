package sesevents.cli;

import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;

/** A command's exit status and output. As on a terminal, text that is not flushed is not seen. */
record Outcome(int status, String out, String err) {
    static Outcome of(String command, String... arguments) {
        return of(Stream.concat(Stream.of(command), Stream.of(arguments)).toList());
    }

    static Outcome of(List<String> words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status =
                Main.commandLine()
                        .setOut(new PrintWriter(new BufferedWriter(out), true))
                        .setErr(new PrintWriter(new BufferedWriter(err), true))
                        .execute(words.toArray(String[]::new));
        return new Outcome(status, out.toString(), err.toString());
    }

    /** With a fixed name in place of a text that differs from run to run. */
    Outcome with(Object text, String name) {
        return new Outcome(
                status, out.replace(text.toString(), name), err.replace(text.toString(), name));
    }
}
