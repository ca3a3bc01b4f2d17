package sesevents.prompt;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import sesevents.engine.Answer;
import sesevents.engine.Engine;
import sesevents.engine.QueryFailed;
import sesevents.engine.Rows;
import sesevents.sql.Query;
import sesevents.sql.SqlTree;
import sesevents.text.Output;
import sesevents.text.Visible;

/** An interactive SQL prompt over one lake; a semicolon ends each statement. */
public final class Prompt {
    private static final List<String> LEAVING = List.of("quit", "exit");
    private static final String HELP = "help";

    private final Terminal terminal;
    private final Supplier<Engine> engines;
    private final BiConsumer<Rows, PrintWriter> printer;
    private final List<Relation> relations;
    private final LineReader reader;

    /**
     * @param engines gives the engine before each statement
     * @param history the file of typed statements; they hold addresses, so it belongs to the lake
     */
    public Prompt(
            Terminal terminal,
            Supplier<Engine> engines,
            Path history,
            BiConsumer<Rows, PrintWriter> printer) {
        this.terminal = terminal;
        this.engines = engines;
        this.printer = printer;
        this.relations = Relation.of(SqlTree.ofCheckout());
        this.reader =
                LineReaderBuilder.builder()
                        .terminal(terminal)
                        .parser(Prompt::parse)
                        .completer(new NameCompleter(relations))
                        .variable(LineReader.HISTORY_FILE, history)
                        .variable(LineReader.SECONDARY_PROMPT_PATTERN, "%P -> ")
                        .option(LineReader.Option.CASE_INSENSITIVE, true)
                        // An exclamation mark is part of SQL.
                        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                        .build();
    }

    /** Answers statements until the user leaves. */
    public void run() {
        terminal.writer()
                .println("End a statement with ; (help; says what there is, quit; leaves)");
        while (true) {
            try {
                for (String statement : statements(reader.readLine(Query.DATABASE + "> "))) {
                    if (LEAVING.contains(statement.toLowerCase(Locale.ROOT))) {
                        return;
                    }
                    answer(statement);
                    terminal.flush();
                }
            } catch (UserInterruptException _) {
                // Ctrl-C discards what was typed.
            } catch (EndOfFileException _) {
                return;
            }
        }
    }

    private void answer(String statement) {
        PrintWriter out = new Output(terminal.writer(), () -> true);
        if (statement.equalsIgnoreCase(HELP)) {
            help(out);
            return;
        }
        try {
            Engine engine = engines.get();
            terminal.handle(Signal.INT, _ -> engine.cancel());
            Answer answer = engine.measure(statement);
            printer.accept(answer.rows(), out);
            out.println(cost(answer));
        } catch (QueryFailed e) {
            out.println(Visible.line(e.getMessage()));
        } finally {
            out.flush();
            terminal.handle(Signal.INT, Terminal.SignalHandler.SIG_DFL);
        }
    }

    private static String cost(Answer answer) {
        String files = answer.files() == 1 ? "1 file" : "%,d files".formatted(answer.files());
        return "%.1f s, %,d kB read from %s"
                .formatted(answer.wall().toMillis() / 1e3, answer.bytes() / 1000, files);
    }

    private void help(PrintWriter out) {
        int width =
                relations.stream().mapToInt(relation -> relation.name().length()).max().getAsInt();
        for (Relation relation : relations) {
            out.printf("%-" + width + "s  %s%n", relation.name(), relation.description());
        }
        out.println(
                """

                describe NAME; shows its columns. Tab completes names; Ctrl-C takes a line back or stops
                a statement; Ctrl-D or quit; leaves. The same SQL runs in Athena's console.""");
    }

    /** Has the editor take another line while a statement lacks its semicolon. */
    private static ParsedLine parse(String text, int cursor, Parser.ParseContext context) {
        if (context == Parser.ParseContext.ACCEPT_LINE
                && !isCommand(text)
                && !Statements.of(text).unfinished().isEmpty()) {
            throw new EOFError(-1, -1, "no semicolon");
        }
        return PromptLine.of(text, cursor);
    }

    private static List<String> statements(String text) {
        return isCommand(text) ? List.of(text.strip()) : Statements.of(text).complete();
    }

    /** A command needs no semicolon. */
    private static boolean isCommand(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        return LEAVING.contains(word) || word.equals(HELP);
    }
}
