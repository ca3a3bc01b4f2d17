package sesevents.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import sesevents.engine.Engine;
import sesevents.engine.LakeRefresh;
import sesevents.lake.Lake;

/** Inserts full hours into event_history, as the stack does every two hours. */
@Command(
        name = "refresh",
        description =
                "Bring into event_history every full hour whose objects it does not have yet, as each"
                        + " question to the lake does.")
final class RefreshCommand implements Callable<Integer> {
    @Mixin private LakeOption lake;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        Lake there = lake.existing();
        PrintWriter out = spec.commandLine().getOut();
        try (SlowNote _ = new SlowNote(spec.commandLine().getErr());
                Engine engine = Engine.open(there.folder())) {
            new LakeRefresh(there, engine).run(out::println);
            out.println("event_history has every full hour of the lake");
        }
        return 0;
    }
}
