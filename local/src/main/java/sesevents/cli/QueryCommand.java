package sesevents.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sesevents.athena.Athena;
import sesevents.athena.QueryFailed;
import sesevents.athena.Rows;
import sesevents.sql.Query;

/** Asks a lake what one would ask Athena's console, and prints the answer. */
@Command(
        name = "query",
        description = "Run SQL over a lake as Athena would; database ses_event_db.")
final class QueryCommand implements Callable<Integer> {
    enum Format {
        TABLE,
        CSV,
        JSON
    }

    private static final class Statement {
        @Parameters(paramLabel = "SQL", description = "One statement, or - for stdin.")
        private String sql;

        @Option(
                names = "--file",
                description = "A file of one statement, such as sql/queries/*.sql.")
        private Path file;
    }

    @ArgGroup(multiplicity = "1")
    private Statement statement;

    @Option(
            names = "--lake",
            defaultValue = ".lake",
            description = "Folder of the lake (default ${DEFAULT-VALUE}).")
    private Path lake;

    @Option(
            names = "--database",
            defaultValue = Query.DATABASE,
            description = "Name of the database (default ${DEFAULT-VALUE}).")
    private String database;

    @Option(
            names = "--format",
            defaultValue = "table",
            description = "table, csv or json (default ${DEFAULT-VALUE}).")
    private Format format;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        String sql = new Query("", "", sql()).statement(database);
        if (!Files.isDirectory(lake.resolve("events"))) {
            throw new UserError(
                    "no lake at %s; make one: ./ses-events demo, or ./ses-events load FILE --lake %s",
                    lake, lake);
        }
        try (SlowNote _ = new SlowNote(spec.commandLine().getErr());
                Athena athena = Athena.open(lake, database)) {
            print(athena.query(sql));
        } catch (QueryFailed e) {
            throw new UserError(
                    "%s (tables and columns: sql/README.md)",
                    e.getMessage().replaceAll("\\s+", " "));
        }
        return 0;
    }

    private void print(Rows rows) {
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case TABLE -> new TablePrinter(rows).print(out);
            case CSV -> CsvPrinter.print(rows, out);
            case JSON -> JsonPrinter.print(rows, out);
        }
        out.flush();
    }

    private String sql() throws IOException {
        if (statement.file != null) {
            return read(statement.file);
        }
        if (statement.sql.equals("-")) {
            return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        }
        return statement.sql;
    }

    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new UserError("no file %s", file);
        }
    }
}
