package sesevents.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sesevents.UserError;
import sesevents.engine.Engine;
import sesevents.engine.LakeRefresh;
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
        CompletableFuture<Asking> opening =
                CompletableFuture.supplyAsync(() -> options.open(progress()));
        ToolServer.serve(
                System.in,
                new FileOutputStream(FileDescriptor.out),
                () -> questions(opening.join()),
                this::explained,
                progress());
        if (opening.isDone() && !opening.isCompletedExceptionally()) {
            opening.join().close();
        }
        return 0;
    }

    /** Hours become full while a client is there. */
    private synchronized Questions questions(Asking asking) {
        if (asking.database() instanceof Engine engine) {
            // In another thread, because a cancelled call must not end a refresh halfway.
            CompletableFuture.runAsync(
                            () ->
                                    LakeRefresh.refresh(
                                            Lake.existing(options.target().lake()),
                                            engine,
                                            progress()))
                    .join();
        }
        return asking.questions();
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
