package sesevents.cli;

import java.time.LocalDate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sesevents.questions.Figures.MailPage;
import sesevents.questions.Questions;
import sesevents.questions.Reply;
import sesevents.questions.Search;

/** Lists the mail that fits some filters. */
@Command(
        name = "find",
        description = {
            "List mail, the latest first: one line for each mail and recipient, 50 on a page.",
            "Without --from this looks at the last seven days."
        },
        footer = {"", "Exit status: 0 found, 1 failed, 2 wrong use, 4 nothing fits."})
final class FindCommand extends Subcommand {
    @Parameters(
            arity = "0..1",
            defaultValue = "",
            paramLabel = "ADDRESS",
            description = "An address, or @example.com for all of a domain.")
    private String address;

    @Option(
            names = "--subject",
            defaultValue = "",
            description = "A part of the subject; capitals do not matter.")
    private String subject;

    @Option(names = "--tag", defaultValue = "", description = "A tag: NAME or NAME=VALUE.")
    private String tag;

    @Option(
            names = "--status",
            defaultValue = "",
            description =
                    "sent, delivered, delayed, bounced, hard_bounce, complained, rejected or"
                            + " failed.")
    private String status;

    @Option(names = "--from", paramLabel = "DAY", description = "Sent on this day or later (UTC).")
    private LocalDate from;

    @Option(names = "--to", paramLabel = "DAY", description = "Sent on this day or earlier.")
    private LocalDate to;

    @Option(names = "--configuration-set", paramLabel = "NAME", defaultValue = "")
    private String configurationSet;

    @Option(names = "--sender", defaultValue = "", description = "A part of the MAIL FROM address.")
    private String sender;

    @Option(
            names = "--after",
            defaultValue = "",
            paramLabel = "WORD",
            description = "The next page: the word that the page before has ended with.")
    private String after;

    @Mixin private QuestionOptions options;

    @Option(
            names = "--format",
            defaultValue = "table",
            description = "table, csv or json (default ${DEFAULT-VALUE}).")
    private Format format;

    @Override
    public Integer call() {
        requireOrder(from, to);
        refuseIf(
                !status.isEmpty() && !Search.STATUSES.contains(status),
                "--status %s: one of %s",
                status,
                String.join(", ", Search.STATUSES));
        try (SlowNote _ = new SlowNote(progress(), options.target().slowNote());
                Asking asking = options.open(progress())) {
            Questions questions = asking.questions();
            Reply<MailPage> reply = questions.find(search(questions.day(0)), after);
            if (reply.answer().mails().isEmpty()) {
                progress().accept("ses-events: no mail fits; --from and --to say when it was sent");
                return WhoCommand.UNKNOWN;
            }
            if (format == Format.JSON) {
                ReplyPrinter.printJson(reply, out());
            } else {
                format.print(ReplyPrinter.rows(reply.answer().mails()), out());
            }
            progress().accept(reply.price().inWords());
            if (reply.answer().nextPage() != null) {
                progress().accept("more mail fits: --after " + reply.answer().nextPage());
            }
            return 0;
        }
    }

    private Search search(LocalDate today) {
        LocalDate last = to == null ? today : to;
        LocalDate first = from == null ? Search.usualFrom(last) : from;
        return new Search(
                address,
                subject,
                "",
                tag,
                status,
                first,
                last,
                configurationSet,
                sender,
                "",
                "",
                "");
    }
}
