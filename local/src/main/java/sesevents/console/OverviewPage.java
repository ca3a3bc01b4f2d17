package sesevents.console;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import sesevents.console.http.Parameters;
import sesevents.console.http.Response;
import sesevents.questions.Figures.Day;
import sesevents.questions.Figures.Reputation;
import sesevents.questions.Reply;

/** How much mail went out, what became of it, and how near SES's limits the account is. */
final class OverviewPage implements Page {
    private final Answers answers;

    OverviewPage(Answers answers) {
        this.answers = answers;
    }

    /**
     * @param isFile whether the figures stand in a file, where links to pages lead nowhere
     */
    record Model(Frame frame, Period period, List<Day> days, Account account, boolean isFile) {
        long total(ToLongFunction<Day> count) {
            return days.stream().mapToLong(count).sum();
        }

        long sent() {
            return total(Day::sentCount);
        }

        /** The stages of a mail, with the recipients that reached each of them. */
        List<Stage> funnel() {
            return List.of(
                    new Stage("Sent", sent()),
                    new Stage("Delivered", total(Day::deliveredCount)),
                    new Stage("Opened", total(Day::uniqueOpenCount)),
                    new Stage("Clicked", total(Day::uniqueClickCount)));
        }

        Chart outcomes() {
            return Chart.bars(
                    "outcomes",
                    "Recipients of each day, by what became of the mail",
                    dates(),
                    List.of(
                            series("delivered", "good", Day::deliveredCount),
                            series("hard bounces", "bad", Day::hardBounceCount),
                            series("soft bounces", "fair", Day::softBounceCount),
                            series("suppressed", "plain", Day::suppressedCount)));
        }

        Chart bounceRate() {
            return Chart.lines(
                            "bounce-rate",
                            "Hard bounces of each day in percent of the mail sent",
                            "%",
                            dates(),
                            List.of(series("bounces", "1", Day::bouncePercent)))
                    .withLimits(
                            new Chart.Limit("review", Reputation.BOUNCE_REVIEW_PERCENT),
                            new Chart.Limit("pause", Reputation.BOUNCE_PAUSE_PERCENT));
        }

        Chart complaintRate() {
            return Chart.lines(
                            "complaint-rate",
                            "Complaints of each day in percent of the mail sent",
                            "%",
                            dates(),
                            List.of(series("complaints", "2", Day::complaintPercent)))
                    .withLimits(
                            new Chart.Limit("review", Reputation.COMPLAINT_REVIEW_PERCENT),
                            new Chart.Limit("pause", Reputation.COMPLAINT_PAUSE_PERCENT));
        }

        /** Every day from the first to the last, also those without mail. */
        private List<String> dates() {
            LocalDate first = LocalDate.parse(days.getFirst().eventDate());
            LocalDate last = LocalDate.parse(days.getLast().eventDate());
            return first.datesUntil(last.plusDays(1)).map(LocalDate::toString).toList();
        }

        private Chart.Series series(
                String name, String tone, Function<Day, ? extends Number> value) {
            Map<String, Day> byDate =
                    days.stream().collect(Collectors.toMap(Day::eventDate, day -> day));
            return Chart.series(
                    name,
                    tone,
                    dates(),
                    date -> byDate.containsKey(date) ? value.apply(byDate.get(date)) : null);
        }

        /** The mail that was sent on a day. */
        Link mail(Day day) {
            LocalDate date = LocalDate.parse(day.eventDate());
            return SearchForm.days(date, date);
        }
    }

    record Stage(String name, long count) {}

    @Override
    public Response answer(Parameters given) {
        Model model = model(Period.read(given), false);
        Tables tables = Tables.of("days", model.days());
        if (Tables.isCsv(given)) {
            return tables.csv(given);
        }
        return Response.html(200, Templates.page("overview", model));
    }

    Model model(Period period, boolean isFile) {
        Reply<List<Day>> volume =
                answers.recent(
                        "volume " + period.days(), questions -> questions.volume(period.days()));
        Reply<Reputation> reputation = ReputationPage.reputation(answers);
        return new Model(
                Frame.of("Overview", "/overview", volume, reputation)
                        .withCsv(
                                Tables.of("days", volume.answer()).links(period.link("/overview"))),
                period,
                volume.answer(),
                Account.of(reputation.answer()),
                isFile);
    }
}
