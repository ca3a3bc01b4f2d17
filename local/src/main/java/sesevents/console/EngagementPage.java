package sesevents.console;

import java.util.List;
import sesevents.console.http.Parameters;
import sesevents.console.http.Response;
import sesevents.questions.Figures.Engagement;
import sesevents.questions.Figures.Link;
import sesevents.questions.Figures.Verdicts;
import sesevents.questions.Reply;

/** Who opens and clicks, people or machines, by our rules and by SES's verdict. */
final class EngagementPage implements Page {
    private static final String NO_VERDICT = "none";

    private final Answers answers;

    EngagementPage(Answers answers) {
        this.answers = answers;
    }

    /**
     * @param isFile whether the figures stand in a file, where links to pages lead nowhere
     */
    record Model(
            Frame frame, Period period, List<Verdicts> verdicts, List<Link> links, boolean isFile) {
        /** Opens and clicks, each with what the rules and SES say of them. */
        List<Kind> kinds() {
            return List.of(kind("Opens", "Open"), kind("Clicks", "Click"));
        }

        private Kind kind(String name, String type) {
            return new Kind(
                    name, verdicts.stream().filter(row -> row.eventtype().equals(type)).toList());
        }
    }

    record Kind(String name, List<Verdicts> rows) {
        long people() {
            return total("human");
        }

        long machines() {
            return total("machine");
        }

        long all() {
            return people() + machines();
        }

        /** The events that SES has judged. */
        long judgedBySes() {
            return rows.stream()
                    .filter(row -> !row.sesVerdict().equals(NO_VERDICT))
                    .mapToLong(Verdicts::eventCount)
                    .sum();
        }

        /** The events that SES has judged as our own rules do. */
        long agreed() {
            return rows.stream().filter(Kind::agrees).mapToLong(Verdicts::eventCount).sum();
        }

        static boolean agrees(Verdicts row) {
            return switch (row.sesVerdict()) {
                case "Likely" -> row.ownVerdict().equals("machine");
                case "Unlikely" -> row.ownVerdict().equals("human");
                default -> false;
            };
        }

        static String agreement(Verdicts row) {
            if (row.sesVerdict().equals(NO_VERDICT)) {
                return "–";
            }
            return agrees(row) ? "yes" : "no";
        }

        private long total(String verdict) {
            return rows.stream()
                    .filter(row -> row.verdict().equals(verdict))
                    .mapToLong(Verdicts::eventCount)
                    .sum();
        }
    }

    @Override
    public Response answer(Parameters given) {
        Model model = model(Period.read(given), false);
        if (Tables.isCsv(given)) {
            return tables(model.verdicts(), model.links()).csv(given);
        }
        return Response.html(200, Templates.page("engagement", model));
    }

    Model model(Period period, boolean isFile) {
        Reply<Engagement> reply =
                answers.recent(
                        "engagement " + period.days(),
                        questions -> questions.engagement(period.days()));
        List<Verdicts> verdicts = reply.answer().verdicts();
        List<Link> links = reply.answer().links();
        return new Model(
                Frame.of("Engagement", "/engagement", reply)
                        .withCsv(tables(verdicts, links).links(period.link("/engagement"))),
                period,
                verdicts,
                links,
                isFile);
    }

    private static Tables tables(List<Verdicts> verdicts, List<Link> links) {
        return Tables.of("verdicts", verdicts).and("links", links);
    }
}
