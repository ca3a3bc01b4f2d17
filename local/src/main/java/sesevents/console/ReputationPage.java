package sesevents.console;

import java.time.LocalDate;
import java.util.List;
import sesevents.console.http.Parameters;
import sesevents.console.http.Response;
import sesevents.questions.Figures.Reputation;
import sesevents.questions.Figures.Sender;
import sesevents.questions.Questions;
import sesevents.questions.Reply;

/** Whose mail brings the account near a pause, and how it would stand without that mail. */
final class ReputationPage implements Page {
    /** The days that the view reputation judges, today included. */
    private static final int DAYS = 30;

    private final Answers answers;
    private final Today today;

    ReputationPage(Answers answers, Today today) {
        this.answers = answers;
        this.today = today;
    }

    /**
     * @param today the last day of the figures
     * @param isFile whether the figures stand in a file, where links to pages lead nowhere
     */
    record Model(
            Frame frame, List<Sender> parts, Account account, LocalDate today, boolean isFile) {
        /** The mail whose complaints a row counts; null for a provider that does not report any. */
        Link complaints(Sender sender) {
            return sender.complaintCount() == null ? null : mail(sender, "complained");
        }

        /** The mail that is counted in a row. */
        Link mail(Sender sender, String status) {
            Link days = SearchForm.days(today.minusDays(DAYS - 1), today).with("status", status);
            return sender.dimension().equals("all")
                    ? days
                    : days.with(sender.dimension(), sender.value());
        }
    }

    static Reply<Reputation> reputation(Answers answers) {
        return answers.recent("reputation", Questions::reputation);
    }

    @Override
    public Response answer(Parameters given) {
        Model model = model(false);
        if (Tables.isCsv(given)) {
            return tables(reputation(answers).answer()).csv(given);
        }
        return Response.html(200, Templates.page("reputation", model));
    }

    Model model(boolean isFile) {
        Reply<Reputation> reply = reputation(answers);
        return new Model(
                Frame.of("Reputation", "/reputation", reply)
                        .withCsv(tables(reply.answer()).links(Link.to("/reputation"))),
                reply.answer().senders().stream()
                        .filter(sender -> !sender.dimension().equals("all"))
                        .toList(),
                Account.of(reply.answer()),
                today.day(),
                isFile);
    }

    private static Tables tables(Reputation reputation) {
        return Tables.of("senders", reputation.senders());
    }
}
