package sesevents.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sesevents.engine.Engine;
import sesevents.engine.LakeRefresh;
import sesevents.lake.Lake;

/** Does what the stack does by the clock: brings full hours into event_history. */
@Command(
        name = "refresh",
        description =
                "Bring into event_history every full hour whose objects it does not have yet, as each"
                        + " question to the lake does.")
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
                Engine engine = Engine.open(lake)) {
            new LakeRefresh(there, engine)
                    .run(
                            inserted -> {
                                out.println(inserted);
                                out.flush();
                            });
            out.println("event_history has every full hour of the lake");
        }
        return 0;
    }
}
