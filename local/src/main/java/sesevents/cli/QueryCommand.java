package sesevents.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sesevents.UserError;
import sesevents.engine.Engine;
import sesevents.engine.LakeRefresh;
import sesevents.engine.QueryFailed;
import sesevents.engine.Rows;
import sesevents.lake.Lake;
import sesevents.prompt.Prompt;
import sesevents.sql.Query;
import sesevents.sql.SqlTree;
import sesevents.text.Output;
import sesevents.text.Visible;

/** Runs SQL over a lake and prints the answer. */
@Command(
        name = "query",
        description = {
            "Run SQL over a lake as Athena would; database ses_event_db.",
            "Without SQL: a prompt on a terminal, else SQL from stdin.",
            "In csv a text that a spreadsheet would take for a formula (= + - @ or a tab first) has an"
                    + " apostrophe before it; json has every text as it is."
        })
final class QueryCommand implements Callable<Integer> {
    enum Format {
        TABLE,
        CSV,
        JSON
    }

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

    @Mixin private LakeOption lake;

    @Option(
            names = "--format",
            defaultValue = "table",
            description = "table, csv or json (default ${DEFAULT-VALUE}).")
    private Format format;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (statement == null && System.console() != null && System.console().isTerminal()) {
            converse(lake.existing());
            return 0;
        }
        String sql = new Query("", "", sql()).statement(Query.DATABASE);
        Lake there = lake.existing();
        PrintWriter err = spec.commandLine().getErr();
        try (SlowNote _ = new SlowNote(err);
                Engine engine = LakeRefresh.open(there, new Progress(err))) {
            print(engine.query(sql), spec.commandLine().getOut());
        } catch (QueryFailed e) {
            throw new UserError(
                    "%s (tables and columns: sql/README.md)",
                    e.getMessage().replaceAll("\\s+", " "));
        }
        return 0;
    }

    private void converse(Lake there) throws IOException {
        Queue<String> untold = new ConcurrentLinkedQueue<>();
        Set<String> known = ConcurrentHashMap.newKeySet();
        Consumer<String> once =
                line -> {
                    if (known.add(line)) {
                        untold.add(line);
                    }
                };
        // The engine starts while the first statement is being typed.
        CompletableFuture<Engine> opening =
                CompletableFuture.supplyAsync(
                        () -> LakeRefresh.open(there, once),
                        task -> Thread.ofPlatform().daemon().name("engine-opening").start(task));
        try (Terminal terminal = TerminalBuilder.builder().dumb(true).build()) {
            if (terminal.getSize().getColumns() == 0) {
                // Of an unknown width, the editor would break the line after each letter.
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
                        LakeRefresh.refresh(there, engine, once);
                        for (String line = untold.poll(); line != null; line = untold.poll()) {
                            out.println(Visible.line(line));
                        }
                        return engine;
                    };
            new Prompt(
                            terminal,
                            engines,
                            Query.DATABASE,
                            SqlTree.ofCheckout(),
                            there.folder().resolve(HISTORY),
                            (rows, out) -> show(rows, out, terminal.getSize().getColumns()))
                    .run();
        }
    }

    /** Prints a table that is wider than the screen row by row. */
    private void show(Rows rows, PrintWriter out, int width) {
        if (format == Format.TABLE && width > 0 && new TablePrinter(rows).width() > width) {
            RecordPrinter.print(rows, out);
        } else {
            print(rows, out);
        }
    }

    private void print(Rows rows, PrintWriter out) {
        switch (format) {
            case TABLE -> new TablePrinter(rows).print(out);
            case CSV -> CsvPrinter.print(rows, out);
            case JSON -> JsonPrinter.print(rows, out);
        }
        out.flush();
    }

    private String sql() throws IOException {
        if (statement == null) {
            return stdin();
        }
        if (statement.file != null) {
            return read(statement.file);
        }
        return statement.sql.equals("-") ? stdin() : statement.sql;
    }

    private static String stdin() throws IOException {
        String sql = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        if (sql.isBlank()) {
            throw new UserError(
                    "no SQL on stdin; give a statement or --file FILE, or run this on a terminal to get a prompt");
        }
        return sql;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
