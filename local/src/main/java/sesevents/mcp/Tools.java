package sesevents.mcp;

import java.time.LocalDate;
import sesevents.UserError;
import sesevents.questions.Questions;
import sesevents.questions.Reply;
import sesevents.questions.Search;

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
