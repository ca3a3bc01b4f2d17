package sesevents.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sesevents.catalog.Generated;
import sesevents.sql.SqlTree;

/** Writes what the stack and the function carry of sql/, or says that it is stale. */
@Command(
        name = "generate",
        description =
                "Write catalog.yaml, history.yaml and the function's column list out of sql/.")
final class GenerateCommand implements Callable<Integer> {
    @Option(
            names = "--check",
            description = "Write nothing; fail when a file is not what sql/ says, and name it.")
    private boolean check;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path root = Checkout.root();
        Generated generated = Generated.of(new SqlTree(root.resolve("sql")));
        List<String> stale = generated.stale(root);
        if (check && !stale.isEmpty()) {
            throw new UserError(
                    "stale: %s; run ./ses-events generate and commit", String.join("; ", stale));
        }
        if (!check) {
            generated.write(root);
        }
        spec.commandLine()
                .getOut()
                .println(
                        stale.isEmpty()
                                ? "all up to date"
                                : "written: " + String.join("; ", stale));
        return 0;
    }
}
