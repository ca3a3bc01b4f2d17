package sesevents.cli;

import java.awt.Desktop;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sesevents.console.Console;
import sesevents.engine.Engine;
import sesevents.engine.LakeRefresh;
import sesevents.lake.Lake;

/** Shows the log in a browser on this machine. */
@Command(
        name = "console",
        description = {
            "Show the log in a browser: search, one mail, one person, and the figures of the account.",
            "Only this machine can reach the console, and only with the address that it prints."
        },
        footer = {"", "Exit status: 1 failed, 2 wrong use; Ctrl-C ends the console."})
final class ConsoleCommand extends Subcommand {
    private static final int PORT_MAX = 65_535;

    @Mixin private QuestionOptions options;

    @Option(
            names = "--port",
            defaultValue = "0",
            description = "Port on 127.0.0.1 (default: one that is free).")
    private int port;

    @Option(names = "--no-browser", description = "Only print the address.")
    private boolean noBrowser;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Numbers.require(spec, "--port", port, 0, PORT_MAX);
        try (Asking asking = opened();
                Console console = Console.start(port, setup(asking));
                ScheduledExecutorService hourly = Executors.newSingleThreadScheduledExecutor()) {
            hourly.scheduleWithFixedDelay(
                    () -> console.alone(() -> refresh(asking)), 1, 1, TimeUnit.HOURS);
            URI address = console.startAddress();
            printf("%s%n(only this machine can open it; Ctrl-C ends the console)%n", address);
            if (!noBrowser) {
                browse(address);
            }
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private Asking opened() {
        try (SlowNote _ = new SlowNote(progress(), options.target().slowNote())) {
            return options.open(progress());
        }
    }

    private Console.Setup setup(Asking asking) {
        return new Console.Setup(
                asking.questions(),
                options.target().options(),
                InstantSource.system(),
                Failure::explained,
                failure -> failure.printStackTrace(err()));
    }

    /** Hours become full while the console runs. */
    private void refresh(Asking asking) {
        if (!(asking.database() instanceof Engine engine)) {
            return;
        }
        try {
            LakeRefresh.refresh(Lake.existing(options.target().lake()), engine, progress());
        } catch (RuntimeException failure) {
            progress().accept("the history was not refreshed: " + failure.getMessage());
        }
    }

    /** Opens the address where there is a browser; else the person copies it. */
    private static void browse(URI address) {
        try {
            if (!GraphicsEnvironment.isHeadless()
                    && Desktop.isDesktopSupported()
                    && Desktop.getDesktop().isSupported(Desktop.Action.BROWSE)) {
                Desktop.getDesktop().browse(address);
                return;
            }
            boolean isMac = System.getProperty("os.name").startsWith("Mac");
            if (isMac || System.getenv("DISPLAY") != null) {
                new ProcessBuilder(List.of(isMac ? "open" : "xdg-open", address.toString()))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
            }
        } catch (IOException | UnsupportedOperationException _) {
            // The address is on the terminal anyway.
        }
    }
}
