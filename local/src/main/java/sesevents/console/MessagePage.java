package sesevents.console;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sesevents.console.http.Parameters;
import sesevents.console.http.Response;
import sesevents.questions.Figures.RawEvent;
import sesevents.questions.Outcome;
import sesevents.questions.Reply;
import sesevents.questions.Story;
import sesevents.text.Visible;

/** The story of one mail, and its events as SES wrote them. */
final class MessagePage implements Page {
    private final Answers answers;

    MessagePage(Answers answers) {
        this.answers = answers;
    }

    record Model(Frame frame, String messageId, Story story) {
        private static final List<String> WORST_FIRST = List.of("bad", "fair", "plain", "good");

        /** The recipients, with those first whose mail needs somebody's attention. */
        List<Outcome> outcomes() {
            return story.outcomes().stream()
                    .sorted(
                            Comparator.comparing(
                                    outcome -> WORST_FIRST.indexOf(Show.tone(outcome.word()))))
                    .toList();
        }
    }

    record Unknown(Frame frame, String what) {}

    record Raw(Frame frame, String messageId, List<RawEvent> events) {
        /** JSON in which invisible characters are escaped, but lines stay lines. */
        static List<String> lines(RawEvent event) {
            return Visible.text(event.json()).lines().toList();
        }
    }

    @Override
    public Response answer(Parameters given) {
        String id = given.required("id");
        Reply<Optional<Story>> reply = answers.ask(questions -> questions.message(id));
        return reply.answer()
                .map(story -> page(id, story, reply))
                .orElseGet(() -> unknown(id, reply));
    }

    private static Response page(String id, Story story, Reply<?> reply) {
        return Response.html(
                200,
                Templates.page(
                        "message", new Model(Frame.of("Mail", "/search", reply), id, story)));
    }

    /** A mail's events as SES wrote them. */
    Response raw(Parameters given) {
        String id = given.required("id");
        Reply<List<RawEvent>> reply = answers.ask(questions -> questions.rawEvents(id));
        if (reply.answer().isEmpty()) {
            return unknown(id, reply);
        }
        return Response.html(
                200,
                Templates.page(
                        "raw",
                        new Raw(
                                Frame.of("Events of a mail", "/search", reply),
                                id,
                                reply.answer())));
    }

    static Response unknown(String what, Reply<?>... replies) {
        return Response.html(
                404,
                Templates.page(
                        "unknown", new Unknown(Frame.of("Not known", "/search", replies), what)));
    }

    /** Whose the opens and clicks are. */
    static String attribution(Outcome outcome) {
        return switch (String.valueOf(outcome.mail().attribution())) {
            case "exact" ->
                    "It was opened or clicked by this recipient: the mail was theirs alone.";
            case "only_recipient" ->
                    "It was opened or clicked, and this is the mail's only recipient.";
            case "ambiguous" ->
                    "Somebody opened or clicked it, but the mail has several recipients, and SES does"
                            + " not say who it was.";
            default -> null;
        };
    }

    /** What to do next, without the command. */
    static String instruction(Outcome outcome) {
        String next = outcome.next().split(": aws ", 2)[0];
        return next.substring(0, 1).toUpperCase(Locale.ROOT)
                + next.substring(1)
                + (command(outcome) == null ? "." : ":");
    }

    /** The command to run next, or null if there is none. */
    static String command(Outcome outcome) {
        String[] parts = outcome.next().split(": aws ", 2);
        return parts.length == 2 ? "aws " + parts[1] : null;
    }
}
