package sesevents.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sesevents.engine.Engine;
import sesevents.engine.LakeRefresh;
import sesevents.lake.Lake;

/** Inserts full hours into event_history, as the stack does every two hours. */
@Command(
        name = "refresh",
        description =
                "Bring into event_history every full hour whose objects it does not have yet, as each"
                        + " question to the lake does.")
final class RefreshCommand extends Subcommand {
    @Mixin private LakeOption lake;

    @Override
    public Integer call() {
        Lake there = lake.existing();
        try (SlowNote _ = new SlowNote(progress(), SlowNote.OF_LAKE);
                Engine engine = Engine.open(there.folder())) {
            new LakeRefresh(there, engine).run(out()::println);
            out().println("event_history has every full hour of the lake");
        }
        return 0;
    }
}
