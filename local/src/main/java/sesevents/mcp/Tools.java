package sesevents.mcp;

import java.time.LocalDate;
import sesevents.UserError;
import sesevents.questions.Figures;
import sesevents.questions.Questions;
import sesevents.questions.Reply;
import sesevents.questions.Search;
import sesevents.questions.Story;

/** Answers a call of one of the tools of tools.json. */
record Tools(Questions questions) {
    private static final int USUAL_DAYS = 7;

    Reply<?> answer(String tool, Arguments arguments) {
        return switch (tool) {
            case "find_mail" -> find(arguments);
            case "explain_message" -> explainMessage(arguments.text("message_id"));
            case "explain_recipient" -> questions.lastMailTo(arguments.text("address"));
            case "reputation" -> questions.reputation();
            case "deliverability" -> questions.deliverability(arguments.number("days", USUAL_DAYS));
            case "health" -> questions.health();
            default -> throw new IllegalArgumentException(tool);
        };
    }

    /** The class of a tool's answers. */
    static Class<?> answerType(String tool) {
        return switch (tool) {
            case "find_mail" -> Figures.MailPage.class;
            case "explain_message", "explain_recipient" -> Story.class;
            case "reputation" -> Figures.Reputation.class;
            case "deliverability" -> Figures.Deliverability.class;
            case "health" -> Figures.Health.class;
            default -> throw new IllegalArgumentException(tool);
        };
    }

    private Reply<?> find(Arguments arguments) {
        LocalDate to = arguments.day("to", questions.day(0));
        LocalDate from = arguments.day("from", Search.usualFrom(to));
        if (from.isAfter(to)) {
            throw new UserError("from: %s is after %s; give the earlier day first", from, to);
        }
        Search search = Search.of(arguments::text, from, to);
        return questions.find(search, arguments.text("after"));
    }

    private Reply<?> explainMessage(String text) {
        return questions.message(
                Questions.messageId(text)
                        .orElseThrow(
                                () ->
                                        new UserError(
                                                "message_id: '%s' is not an id of SES or a"
                                                        + " Message-ID header of SES; for an address"
                                                        + " use explain_recipient",
                                                text)));
    }
}
