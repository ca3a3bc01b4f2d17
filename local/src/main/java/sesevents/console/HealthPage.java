package sesevents.console;

import java.util.List;
import java.util.Set;
import sesevents.console.http.Parameters;
import sesevents.console.http.Response;
import sesevents.questions.Figures.BookDay;
import sesevents.questions.Figures.Freshness;
import sesevents.questions.Figures.Health;
import sesevents.questions.Figures.Quarantined;
import sesevents.questions.Questions;
import sesevents.questions.Reply;
import sesevents.text.Shell;

/** Whether the log itself is whole and up to date. */
final class HealthPage implements Page {
    /** What the view says where it cannot name the reason by which replay chooses. */
    private static final Set<String> NO_REASONS = Set.of("other", "function_failed");

    private final Answers answers;
    private final String target;

    /**
     * @param target the options of a command that works on the same lake or stack
     */
    HealthPage(Answers answers, String target) {
        this.answers = answers;
        this.target = target;
    }

    /**
     * @param isFile whether the figures stand in a file, where links to pages lead nowhere
     */
    record Model(Frame frame, Health health, String target, boolean isFile) {
        /** The command that says which of these records would pass now; --apply sends them. */
        String replay(Quarantined records) {
            return "./ses-events replay%s --from %s --to %s%s"
                    .formatted(
                            target,
                            records.firstDate(),
                            records.lastDate(),
                            NO_REASONS.contains(records.reason())
                                    ? ""
                                    : " --reason " + Shell.word(records.reason()));
        }

        long quarantined() {
            return health.quarantine().stream().mapToLong(Quarantined::recordCount).sum();
        }

        /** The events that the history should have and lacks. */
        long missing() {
            return health.books().stream().mapToLong(BookDay::missingCount).sum();
        }

        Chart freshness() {
            List<Freshness> hours = health.freshness().reversed();
            return Chart.lines(
                    "freshness",
                    "Seconds from an event to its arrival, hour by hour",
                    "s",
                    hours.stream().map(hour -> hour.ingestHour().substring(5, 16)).toList(),
                    List.of(
                            Chart.series("half within", "1", hours, Freshness::p50Seconds),
                            Chart.series("95 % within", "2", hours, Freshness::p95Seconds)));
        }
    }

    @Override
    public Response answer(Parameters given) {
        Model model = model(false);
        if (Tables.isCsv(given)) {
            return tables(model.health()).csv(given);
        }
        return Response.html(200, Templates.page("health", model));
    }

    Model model(boolean isFile) {
        Reply<Health> reply = answers.recent("health", Questions::health);
        return new Model(
                Frame.of("Health of the log", "/health", reply)
                        .withCsv(tables(reply.answer()).links(Link.to("/health"))),
                reply.answer(),
                target,
                isFile);
    }

    private static Tables tables(Health health) {
        return Tables.of("freshness", health.freshness())
                .and("coverage", health.coverage())
                .and("books", health.books())
                .and("quarantine", health.quarantine());
    }
}
