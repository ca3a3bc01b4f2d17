package sesevents.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sesevents.engine.Engine;
import sesevents.engine.LakeRefresh;
import sesevents.lake.Lake;
import sesevents.who.Who;

/** Says in one line what became of somebody's mail and what to do, then how that is known. */
@Command(
        name = "who",
        description =
                "What became of the last mail to somebody, or of one mail, and what to do now.",
        footer = {
            "",
            "Exit status: 0 known, 1 failed, 2 wrong use, 4 no such address or mail is known."
        })
final class WhoCommand implements Callable<Integer> {
    private static final int UNKNOWN = 4;

    @Parameters(
            paramLabel = "ADDRESS|MESSAGE_ID",
            description =
                    "An address (capitals do not matter), or the id that SES gave a mail, also as the"
                            + " mail's Message-ID header.")
    private String whom;

    @Option(
            names = "--lake",
            defaultValue = ".lake",
            description = "Folder of the lake (default ${DEFAULT-VALUE}).")
    private Path lake;

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        Progress progress = new Progress(spec.commandLine().getErr());
        Lake there = Lake.existing(lake);
        try (SlowNote _ = new SlowNote(spec.commandLine().getErr());
                Engine engine = LakeRefresh.open(there, progress)) {
            Optional<Who.Answer> answer = new Who(engine, InstantSource.system()).ask(whom);
            if (answer.isEmpty()) {
                progress.accept(
                        "ses-events: nothing is known of %s; SES tells only of mail that is sent with a configuration set"
                                .formatted(whom));
                return UNKNOWN;
            }
            if (json) {
                WhoPrinter.printJson(answer.get(), spec.commandLine().getOut());
            } else {
                WhoPrinter.print(answer.get(), spec.commandLine().getOut());
            }
            return 0;
        }
    }
}
