package sesevents.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import sesevents.mail.Envelopes;

/** Makes the Firehose envelopes anew after a sample event has changed. */
@Command(
        name = "envelopes",
        description = "Write events/firehose/ from the sample events, for sam local invoke -e.")
final class EnvelopesCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path root = Checkout.root();
        for (Path file : new Envelopes(root).write()) {
            spec.commandLine().getOut().println("wrote " + root.relativize(file));
        }
        return 0;
    }
}
