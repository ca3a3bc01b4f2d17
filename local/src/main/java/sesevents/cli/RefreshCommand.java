package sesevents.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sesevents.athena.Athena;
import sesevents.lake.Lake;
import sesevents.ledger.LakeRefresh;

/** Does what the stack does by the clock: brings closed days into the ledger. */
@Command(
        name = "refresh",
        description =
                "Bring into the ledger every closed day whose objects it does not have yet, as each"
                        + " question to the lake does; a day is closed two days after it.")
final class RefreshCommand implements Callable<Integer> {
    @Option(
            names = "--lake",
            defaultValue = ".lake",
            description = "Folder of the lake (default ${DEFAULT-VALUE}).")
    private Path lake;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        Lake there = Lake.existing(lake);
        PrintWriter out = spec.commandLine().getOut();
        try (SlowNote _ = new SlowNote(spec.commandLine().getErr());
                Athena athena = Athena.open(lake)) {
            int inserted =
                    new LakeRefresh(there, athena)
                            .run(
                                    (day, rows) -> {
                                        out.printf("%s  %,d rows%n", day, rows);
                                        out.flush();
                                    });
            out.printf("the ledger has every closed day of the lake; %d inserted now%n", inserted);
        }
        return 0;
    }
}
