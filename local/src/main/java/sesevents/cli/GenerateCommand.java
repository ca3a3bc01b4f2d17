package sesevents.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sesevents.Checkout;
import sesevents.UserError;
import sesevents.catalog.Generated;
import sesevents.sql.SqlTree;

/** Writes the files made of sql/ and events/, or names those that are stale. */
@Command(
        name = "generate",
        description =
                "Write what the stack and the function carry of sql/, and the Firehose envelopes of events/.")
final class GenerateCommand extends Subcommand {
    @Option(
            names = "--check",
            description = "Write nothing; fail when a file is not what sql/ says, and name it.")
    private boolean check;

    @Override
    public Integer call() throws IOException {
        Path root = Checkout.root();
        Generated generated = Generated.of(SqlTree.ofCheckout());
        List<Path> stale = generated.stale(root);
        if (check && !stale.isEmpty()) {
            throw new UserError("stale: %s; run ./ses-events generate and commit", names(stale));
        }
        if (!check) {
            generated.write(root);
        }
        String result = stale.isEmpty() ? "all up to date" : "written: " + names(stale);
        out().println(result);
        return 0;
    }

    private static String names(List<Path> files) {
        return files.stream().map(Path::toString).collect(Collectors.joining(", "));
    }
}
