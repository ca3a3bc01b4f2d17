package sesevents.cli;

import java.time.LocalDate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import sesevents.aws.Aws;
import software.amazon.awssdk.core.exception.SdkException;

/** The command line behind {@code ./ses-events}: one subcommand a class, errors in one line. */
@Command(
        name = "ses-events",
        description =
                "The mail log that Amazon SES does not keep: deploy it, or run it on this machine.",
        subcommands = {
            CommandLine.HelpCommand.class,
            AuditCommand.class,
            BenchCommand.class,
            DemoCommand.class,
            EnvelopesCommand.class,
            GenerateCommand.class,
            InvokeCommand.class,
            LoadCommand.class,
            QueryCommand.class,
            RefreshCommand.class,
            ReplayCommand.class,
            VerifyAccountCommand.class,
            WhoCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /**
     * Exit status 0 done, 1 failed, 2 wrong use; 3 done, but not all is well: the command says
     * what.
     */
    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(LocalDate.class, Days::parse)
                .setParameterExceptionHandler(Main::explainWrongUse)
                .setExecutionExceptionHandler((failure, command, _) -> explain(failure, command));
    }

    @Override
    public void run() {
        throw new ParameterException(commandLine(), "no command given");
    }

    private static int explainWrongUse(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        String topic = command.getParent() == null ? "" : " " + command.getCommandName();
        command.getErr()
                .printf("ses-events: %s (try: ./ses-events help%s)%n", wrong.getMessage(), topic);
        return CommandLine.ExitCode.USAGE;
    }

    private static int explain(Exception failure, CommandLine command) throws Exception {
        if (failure instanceof UserError) {
            command.getErr().printf("ses-events: %s%n", failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        if (failure instanceof SdkException aws) {
            return explain(Aws.explained(aws), command);
        }
        throw failure;
    }
}
