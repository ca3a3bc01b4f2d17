package sesevents.cli;

import java.time.InstantSource;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sesevents.engine.Database;
import sesevents.who.Who;

/** Prints what became of somebody's mail and what to do now, then the events behind it. */
@Command(
        name = "who",
        description =
                "What became of the last mail to somebody, or of one mail, and what to do now.",
        footer = {
            "",
            "Exit status: 0 known, 1 failed, 2 wrong use, 4 no such address or mail is known."
        })
final class WhoCommand extends Subcommand {
    private static final int UNKNOWN = 4;
    private static final String WHY =
            "; SES tells only of mail that is sent with a configuration set";

    @Parameters(
            paramLabel = "ADDRESS|MESSAGE_ID",
            description =
                    "An address (capitals do not matter), or the id that SES gave a mail, also as the"
                            + " mail's Message-ID header.")
    private String addressOrMessageId;

    @Mixin private Target target;

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        try (SlowNote _ = new SlowNote(progress(), target.slowNote());
                Database database = target.database(progress())) {
            Optional<Who.Answer> answer =
                    new Who(database, InstantSource.system()).ask(addressOrMessageId);
            if (answer.isEmpty()) {
                progress().accept("ses-events: nothing is known of " + addressOrMessageId + WHY);
                return UNKNOWN;
            }
            if (json) {
                WhoPrinter.printJson(answer.get(), out());
            } else {
                WhoPrinter.print(answer.get(), out());
            }
            return 0;
        }
    }
}
