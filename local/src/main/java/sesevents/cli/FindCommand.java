package sesevents.cli;

import java.time.LocalDate;
import java.util.List;
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

    @Option(names = "--page", defaultValue = "1", description = "Which page to print.")
    private int page;

    @Mixin private QuestionOptions options;

    @Option(
            names = "--format",
            defaultValue = "table",
            description = "table, csv or json (default ${DEFAULT-VALUE}).")
    private Format format;

    @Override
    public Integer call() {
        requireOrder(from, to);
        refuseIf(page < 1, "--page %d: pages begin with 1", page);
        refuseIf(
                !status.isEmpty() && !Search.STATUSES.contains(status),
                "--status %s: one of %s",
                status,
                String.join(", ", Search.STATUSES));
        try (SlowNote _ = new SlowNote(progress(), options.target().slowNote());
                Asking asking = options.open(progress())) {
            Reply<MailPage> reply = page(asking.questions());
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
            if (reply.answer().next() != null) {
                progress().accept("more mail fits: --page " + (page + 1));
            }
            return 0;
        }
    }

    private Reply<MailPage> page(Questions questions) {
        LocalDate last = to == null ? questions.day(0) : to;
        LocalDate first = from == null ? Search.usualFrom(last) : from;
        Search search =
                new Search(
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
        Reply<MailPage> reply = questions.find(search, Search.Position.TOP);
        for (int i = 1; i < page; i++) {
            Search.Position next = reply.answer().next();
            if (next == null) {
                return new Reply<>(new MailPage(List.of(), null), reply.price(), reply.sql());
            }
            reply = questions.find(search, next);
        }
        return reply;
    }
}
