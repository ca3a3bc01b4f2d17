package sesevents.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sesevents.console.http.Parameters;
import sesevents.console.http.Response;
import sesevents.questions.Figures.Month;
import sesevents.questions.Mail;
import sesevents.questions.Outcome;
import sesevents.questions.Reply;
import sesevents.questions.Story;

/** All that is known of one address: its months, its last mails and what became of the last one. */
final class PersonPage implements Page {
    private final Answers answers;

    PersonPage(Answers answers) {
        this.answers = answers;
    }

    record Model(Frame frame, String address, Outcome last, List<Mail> mails, List<Month> months) {
        Chart chart() {
            return Chart.bars(
                    "months",
                    "Mails to %s in each month, by what became of them".formatted(address),
                    months.stream().map(Month::sentMonth).toList(),
                    List.of(
                            Chart.series("delivered", "good", months, Month::deliveredCount),
                            Chart.series("bounced", "bad", months, Month::bouncedCount),
                            Chart.series("complained", "fair", months, Month::complainedCount),
                            Chart.series("other", "plain", months, Month::otherCount)));
        }
    }

    @Override
    public Response answer(Parameters given) {
        String address = given.required("address");
        Reply<List<Month>> months = answers.ask(questions -> questions.person(address));
        Tables tables = Tables.of("months", months.answer());
        if (Tables.isCsv(given)) {
            return tables.csv(given);
        }
        Reply<Optional<Story>> last = answers.ask(questions -> questions.lastMailTo(address));
        if (last.answer().isEmpty()) {
            return MessagePage.unknown(address, months, last);
        }
        Story story = last.answer().get();
        Outcome outcome = story.outcomes().getFirst();
        List<Mail> mails = new ArrayList<>(story.earlier());
        mails.addFirst(outcome.mail());
        return Response.html(
                200,
                Templates.page(
                        "person",
                        new Model(
                                Frame.of("Person", "/search", months, last)
                                        .withCsv(tables.links(Link.person(address))),
                                outcome.mail().recipient(),
                                outcome,
                                mails,
                                months.answer())));
    }
}
