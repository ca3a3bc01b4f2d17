package sesevents.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sesevents.UserError;
import sesevents.engine.Database;
import sesevents.engine.Engine;
import sesevents.engine.LakeRefresh;
import sesevents.engine.QueryFailed;
import sesevents.engine.Rows;
import sesevents.lake.Lake;
import sesevents.prompt.Prompt;
import sesevents.sql.Query;
import sesevents.text.Output;
import sesevents.text.Visible;

/** Runs SQL over a lake and prints the answer. */
@Command(
        name = "query",
        description = {
            "Run SQL over a lake as Athena would (database ses_event_db), or in the Athena of a stack.",
            "Without SQL: a prompt on a terminal, else SQL from stdin.",
            "There is no --max-bytes: nobody can tell what a statement reads before it runs. Athena"
                    + " stops it at the limit of the stack's workgroup (QueryBytesMax).",
            "In csv a text that a spreadsheet would take for a formula (= + - @ or a tab first) has an"
                    + " apostrophe before it; json has every text as it is."
        })
final class QueryCommand extends Subcommand {
    private static final String HISTORY = ".query-history";
    private static final Size USUAL_SIZE = Size.of(80, 24);

    private static final class Statement {
        @Parameters(paramLabel = "SQL", description = "One statement, or - for stdin.")
        private String sql;

        @Option(
                names = "--file",
                description = "A file of one statement, such as sql/queries/*.sql.")
        private Path file;
    }

    @ArgGroup(multiplicity = "0..1")
    private Statement statement;

    @Mixin private Target target;

    @Option(
            names = "--format",
            defaultValue = "table",
            description = "table, csv or json (default ${DEFAULT-VALUE}).")
    private Format format;

    @Override
    public Integer call() throws IOException {
        if (statement == null && System.console() != null && System.console().isTerminal()) {
            refuseIf(
                    target.isStack(),
                    "the prompt works on a lake; with --stack give SQL or --file");
            converse(Lake.existing(target.lake()));
            return 0;
        }
        String text = sql();
        try (SlowNote _ = new SlowNote(progress(), target.slowNote());
                Database database = target.database(progress())) {
            String sql = new Query("", "", text).statement(target.databaseName());
            format.print(database.query(sql), out());
        } catch (QueryFailed e) {
            throw new UserError(
                    "%s (tables and columns: sql/README.md)",
                    e.getMessage().replaceAll("\\s+", " "));
        }
        return 0;
    }

    private void converse(Lake there) throws IOException {
        Set<String> lines = new LinkedHashSet<>();
        Set<String> told = new HashSet<>();
        // The engine starts while the first statement is being typed.
        CompletableFuture<Engine> opening =
                CompletableFuture.supplyAsync(
                        () -> LakeRefresh.open(there, lines::add),
                        task -> Thread.ofPlatform().daemon().name("engine-opening").start(task));
        try (Terminal terminal = TerminalBuilder.builder().dumb(true).build()) {
            if (terminal.getSize().getColumns() == 0) {
                // If the width is unknown, the editor breaks the line after each letter.
                terminal.setSize(USUAL_SIZE);
            }
            Supplier<Engine> engines =
                    () -> {
                        PrintWriter out = new Output(terminal.writer(), () -> true);
                        if (!opening.isDone()) {
                            out.println("Trino starts and reads the lake ...");
                        }
                        Engine engine = opening.join();
                        // Hours become full while the prompt is open.
                        LakeRefresh.refresh(there, engine, lines::add);
                        lines.stream()
                                .filter(told::add)
                                .forEach(line -> out.println(Visible.line(line)));
                        return engine;
                    };
            new Prompt(
                            terminal,
                            engines,
                            there.folder().resolve(HISTORY),
                            (rows, out) -> show(rows, out, terminal.getSize().getColumns()))
                    .run();
        }
    }

    /** Prints a table that is wider than the screen row by row. */
    private void show(Rows rows, PrintWriter out, int width) {
        TablePrinter table = new TablePrinter(rows);
        if (format == Format.TABLE && width > 0 && table.width() > width) {
            table.printRecords(out);
        } else {
            format.print(rows, out);
        }
    }

    private String sql() throws IOException {
        if (statement == null) {
            return stdin();
        }
        if (statement.file == null) {
            return statement.sql.equals("-") ? stdin() : statement.sql;
        }
        try {
            return Files.readString(statement.file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + statement.file, e);
        }
    }

    private static String stdin() throws IOException {
        String sql = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        if (sql.isBlank()) {
            throw new UserError(
                    "no SQL on stdin; give a statement or --file FILE, or run this on a terminal to get a prompt");
        }
        return sql;
    }
}
