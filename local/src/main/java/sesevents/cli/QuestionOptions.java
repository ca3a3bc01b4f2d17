package sesevents.cli;

import java.time.InstantSource;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sesevents.engine.Database;
import sesevents.questions.Questions;

/** Options of a command that asks questions: where, and how much a question may read. */
final class QuestionOptions {
    @Mixin private Target target;

    @Option(
            names = "--max-bytes",
            paramLabel = "BYTES",
            defaultValue = "" + Questions.USUAL_MAX_BYTES,
            description =
                    "Refuse a question that would read more of event_history (default"
                            + " ${DEFAULT-VALUE}).")
    private long maxBytes;

    Target target() {
        return target;
    }

    /** Opens the stack's database, or the lake's after a refresh. */
    Asking open(Progress progress) {
        Database database = target.database(progress);
        return new Asking(
                database,
                new Questions(
                        database,
                        target.databaseName(),
                        target.objects(),
                        maxBytes,
                        InstantSource.system()));
    }
}
