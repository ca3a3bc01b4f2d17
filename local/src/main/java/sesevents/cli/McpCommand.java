package sesevents.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sesevents.UserError;
import sesevents.engine.Engine;
import sesevents.engine.FreshHistory;
import sesevents.lake.Lake;
import sesevents.mcp.ToolServer;
import sesevents.questions.Questions;

/** Serves an agent. Only the protocol writes to stdout; everything else goes to stderr. */
@Command(
        name = "mcp",
        description = {
            "Answer an agent's questions over the Model Context Protocol, on stdin and stdout.",
            "The agent can only read, and cannot send SQL. The command ends when stdin ends."
        })
final class McpCommand extends Subcommand {
    @Mixin private QuestionOptions options;

    @Override
    public Integer call() throws IOException {
        if (!options.target().isStack()) {
            Lake.existing(options.target().lake());
        }
        System.setOut(System.err);
        // Trino takes seconds to start, and a client waits for its first answer.
        CompletableFuture<Open> opening = CompletableFuture.supplyAsync(this::open);
        ToolServer.serve(
                System.in,
                new FileOutputStream(FileDescriptor.out),
                () -> opening.join().questions(),
                this::explained,
                progress());
        if (opening.isDone() && !opening.isCompletedExceptionally()) {
            opening.join().asking().close();
        }
        return 0;
    }

    private Open open() {
        Asking asking = options.open(progress());
        return asking.database() instanceof Engine engine
                ? new Open(
                        asking,
                        new FreshHistory(Lake.existing(options.target().lake()), engine, progress())
                                ::refresh)
                : new Open(asking, () -> {});
    }

    /**
     * @param refresh inserts into the lake's history what has come while a client is there
     */
    private record Open(Asking asking, Runnable refresh) {
        Questions questions() {
            // In another thread, because a cancelled call must not end a refresh halfway.
            CompletableFuture.runAsync(refresh).join();
            return asking.questions();
        }
    }

    private String explained(Throwable failure) {
        UserError explained = Failure.explained(failure);
        if (explained != null) {
            return explained.getMessage();
        }
        failure.printStackTrace(err());
        return "a fault of this program; please report what it has written to stderr";
    }
}
