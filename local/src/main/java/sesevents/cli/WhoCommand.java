package sesevents.cli;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sesevents.questions.Questions;
import sesevents.questions.Reply;
import sesevents.questions.Story;

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
    static final int UNKNOWN = 4;
    private static final String WHY =
            "; SES tells only of mail that is sent with a configuration set";

    /** This answer is not a table, so it cannot be CSV. */
    private enum StoryFormat {
        TEXT,
        JSON
    }

    @Parameters(
            paramLabel = "ADDRESS|MESSAGE_ID",
            description =
                    "An address (capitals do not matter), or the id that SES gave a mail, also as the"
                            + " mail's Message-ID header.")
    private String addressOrMessageId;

    @Mixin private QuestionOptions options;

    @Option(
            names = "--format",
            defaultValue = "text",
            description = "text or json (default ${DEFAULT-VALUE}).")
    private StoryFormat format;

    @Override
    public Integer call() {
        try (SlowNote _ = new SlowNote(progress(), options.target().slowNote());
                Asking asking = options.open(progress())) {
            Questions questions = asking.questions();
            Reply<Optional<Story>> reply = questions.who(addressOrMessageId);
            if (reply.answer().isEmpty()) {
                progress().accept("ses-events: nothing is known of " + addressOrMessageId + WHY);
                return UNKNOWN;
            }
            switch (format) {
                case TEXT -> WhoPrinter.print(reply.answer().get(), out());
                case JSON -> ReplyPrinter.printJson(reply, out());
            }
            progress().accept(reply.price().inWords());
            return 0;
        }
    }
}
