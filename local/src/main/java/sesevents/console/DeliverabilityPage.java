package sesevents.console;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import sesevents.console.http.Parameters;
import sesevents.console.http.Response;
import sesevents.questions.Figures.BounceReason;
import sesevents.questions.Figures.BouncedMail;
import sesevents.questions.Figures.Delay;
import sesevents.questions.Figures.Deliverability;
import sesevents.questions.Figures.Latency;
import sesevents.questions.Reply;

/** How fast mail arrives, why it bounces, and which mail waits. */
final class DeliverabilityPage implements Page {
    /** A chart of more lines cannot be read. */
    private static final int LINES_MAX = 6;

    private final Answers answers;

    DeliverabilityPage(Answers answers) {
        this.answers = answers;
    }

    /**
     * @param isFile whether the figures stand in a file, where links to pages lead nowhere
     */
    record Model(Frame frame, Period period, Deliverability figures, boolean isFile) {
        List<Latency> latency() {
            return figures.latency();
        }

        List<BounceReason> bounces() {
            return figures.bounces();
        }

        List<Delay> delays() {
            return figures.delays();
        }

        Link bounced(BounceReason bounce) {
            return period.link("/bounces").with("reason", bounce.reason());
        }

        /** The slowest twentieth of each day, for the providers with most mail. */
        Chart slowest() {
            List<String> dates =
                    List.copyOf(
                            latency().stream()
                                    .map(Latency::deliveryDate)
                                    .collect(Collectors.toCollection(TreeSet::new)));
            List<Chart.Series> series = new ArrayList<>();
            for (String provider : largest()) {
                Map<String, Double> seconds = new HashMap<>();
                latency().stream()
                        .filter(day -> day.provider().equals(provider))
                        .forEach(day -> seconds.put(day.deliveryDate(), day.p95Seconds()));
                series.add(
                        Chart.series(
                                provider, String.valueOf(series.size() + 1), dates, seconds::get));
            }
            return Chart.lines(
                    "latency",
                    "Seconds within which 95 percent of each day's mail arrived, by provider",
                    "s",
                    dates,
                    series);
        }

        private List<String> largest() {
            Map<String, Long> counts =
                    latency().stream()
                            .collect(
                                    Collectors.groupingBy(
                                            Latency::provider,
                                            Collectors.summingLong(Latency::deliveryCount)));
            return counts.entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                    .limit(LINES_MAX)
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }

    record Bounced(Frame frame, String reason, Period period, List<BouncedMail> mails) {}

    @Override
    public Response answer(Parameters given) {
        Model model = model(Period.read(given), false);
        if (Tables.isCsv(given)) {
            return tables(model.figures()).csv(given);
        }
        return Response.html(200, Templates.page("deliverability", model));
    }

    Model model(Period period, boolean isFile) {
        Reply<Deliverability> reply =
                answers.recent(
                        "deliverability " + period.days(),
                        questions -> questions.deliverability(period.days()));
        return new Model(
                Frame.of("Deliverability", "/deliverability", reply)
                        .withCsv(tables(reply.answer()).links(period.link("/deliverability"))),
                period,
                reply.answer(),
                isFile);
    }

    /** The mail that bounced for one reason. */
    Response bounces(Parameters given) {
        String reason = given.required("reason");
        Period period = Period.read(given);
        Reply<List<BouncedMail>> reply =
                answers.ask(questions -> questions.bouncedMail(reason, period.days()));
        Tables tables = Tables.of("bounces", reply.answer());
        if (Tables.isCsv(given)) {
            return tables.csv(given);
        }
        Link here = period.link("/bounces").with("reason", reason);
        return Response.html(
                200,
                Templates.page(
                        "bounces",
                        new Bounced(
                                Frame.of("Bounced mail", "/deliverability", reply)
                                        .withCsv(tables.links(here)),
                                reason,
                                period,
                                reply.answer())));
    }

    private static Tables tables(Deliverability figures) {
        return Tables.of("latency", figures.latency())
                .and("bounces", figures.bounces())
                .and("delays", figures.delays());
    }
}
