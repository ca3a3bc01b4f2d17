package sesevents.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalDate;
import java.util.Locale;
import org.jline.terminal.impl.ffm.FfmTerminalProvider;
import org.jline.terminal.spi.SystemStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import sesevents.UserError;
import sesevents.text.Output;
import sesevents.text.Visible;

/** The command line behind {@code ./ses-events}; every error is one line. */
@Command(
        name = "ses-events",
        description =
                "The mail log that Amazon SES does not keep: deploy it, or run it on this machine.",
        subcommands = {
            AuditCommand.class,
            ConsoleCommand.class,
            DemoCommand.class,
            FindCommand.class,
            GenerateCommand.class,
            InvokeCommand.class,
            LoadCommand.class,
            McpCommand.class,
            QueryCommand.class,
            RefreshCommand.class,
            ReportCommand.class,
            ReplayCommand.class,
            VerifyAccountCommand.class,
            WhoCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class Main {
    /** The launcher's help passes this on; picocli's own help command knows one level only. */
    @Option(names = "--help", usageHelp = true, hidden = true, scope = ScopeType.INHERIT)
    private boolean help;

    private Main() {}

    public static void main(String[] args) {
        run(commandLine(), args);
    }

    /** Runs a command and ends the JVM with its exit status. */
    public static void run(CommandLine command, String[] args) {
        // Output is the same on every machine: 1,234 and not 1.234.
        Locale.setDefault(Locale.ROOT);
        System.exit(command.execute(args));
    }

    /** Exit status: 0 done, 1 failed, 2 wrong use, 3 done but with findings. */
    public static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(LocalDate.class, Days::parse)
                .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
                .setExecutionStrategy(Main::run)
                .setParameterExceptionHandler(Main::explainWrongUse)
                .setExecutionExceptionHandler((failure, command, _) -> explain(failure, command));
    }

    /** Commands print through Output alone, which lets nothing invisible through. */
    private static int run(ParseResult arguments) {
        guard(arguments.commandSpec().commandLine());
        return new CommandLine.RunLast().execute(arguments);
    }

    private static void guard(CommandLine command) {
        command.setOut(
                new Output(
                        command.getOut(),
                        () -> new FfmTerminalProvider().isSystemStream(SystemStream.Output)));
        command.setErr(new Output(command.getErr(), () -> true));
    }

    private static int explainWrongUse(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        guard(command);
        String help =
                command.getCommandSpec().qualifiedName().replace("ses-events", "ses-events help");
        command.getErr()
                .printf("ses-events: %s (try: ./%s)%n", Visible.line(wrong.getMessage()), help);
        return CommandLine.ExitCode.USAGE;
    }

    private static int explain(Exception failure, CommandLine command) {
        PrintWriter err = command.getErr();
        UserError explained = Failure.explained(failure);
        if (explained == null) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace, true));
            err.printf(
                    "ses-events: a fault of this program, please report it: %s",
                    trace.toString().replace("\t", "    "));
        } else {
            err.printf("ses-events: %s%n", Visible.line(explained.getMessage()));
        }
        return CommandLine.ExitCode.SOFTWARE;
    }
}
