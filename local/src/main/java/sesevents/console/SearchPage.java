package sesevents.console;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import sesevents.console.http.Parameters;
import sesevents.console.http.Response;
import sesevents.questions.Figures.MailPage;
import sesevents.questions.Mail;
import sesevents.questions.Reply;
import sesevents.questions.Search;

/** Mail that fits some filters, fifty on a page. */
final class SearchPage implements Page {
    private final Answers answers;
    private final Today today;

    SearchPage(Answers answers, Today today) {
        this.answers = answers;
        this.today = today;
    }

    /**
     * @param older address of the next page, or null
     * @param newest address of the first page, or null if this is it
     * @param reasons why nothing was found; empty if something was
     */
    record Model(
            Frame frame,
            Search search,
            List<Mail> mails,
            Link older,
            Link newest,
            List<EmptySearch.Reason> reasons) {}

    @Override
    public Response answer(Parameters given) {
        LocalDate day = today.day();
        Search search = SearchForm.read(given, day);
        String after = given.text("after");
        Reply<MailPage> reply = answers.ask(questions -> questions.find(search, after));
        MailPage page = reply.answer();
        Tables tables = Tables.of("mail", page.mails());
        if (Tables.isCsv(given)) {
            return tables.csv(given);
        }
        boolean isFirst = after.isEmpty();
        EmptySearch empty = new EmptySearch(answers, search, day);
        List<EmptySearch.Reason> reasons =
                page.mails().isEmpty() && isFirst ? empty.reasons() : List.of();
        List<Reply<?>> replies = new ArrayList<>(empty.replies());
        replies.addFirst(reply);
        Link first = SearchForm.link(search);
        return Response.html(
                200,
                Templates.page(
                        "search",
                        new Model(
                                Frame.of("Search mail", "/search", replies.toArray(Reply<?>[]::new))
                                        .withCsv(tables.links(first.with("after", after))),
                                search,
                                page.mails(),
                                page.nextPage() == null
                                        ? null
                                        : first.with("after", page.nextPage()),
                                isFirst ? null : first,
                                reasons)));
    }
}
