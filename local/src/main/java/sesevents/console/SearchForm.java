package sesevents.console;

import java.time.LocalDate;
import sesevents.console.http.Parameters;
import sesevents.questions.Search;
import sesevents.questions.Search.Position;

/** The filters of a search as the address of its page has them. */
final class SearchForm {
    private SearchForm() {}

    /** The filters; without days, the last seven. */
    static Search read(Parameters given, LocalDate today) {
        LocalDate to = given.day("to", today);
        LocalDate from = given.day("from", Search.usualFrom(to));
        if (from.isAfter(to)) {
            throw new Parameters.Wrong("from: %s is after %s; put the earlier day first", from, to);
        }
        given.oneOf("status", Search.STATUSES);
        return Search.of(given::text, from, to);
    }

    static Position position(Parameters given) {
        return given.text("before").isEmpty()
                ? Position.TOP
                : new Position(
                        time(given.text("before")),
                        given.text("before_id"),
                        given.text("before_recipient"));
    }

    private static String time(String text) {
        if (!text.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}")) {
            throw new Parameters.Wrong(
                    "before: '%s' is not a time; go back and follow the link again", text);
        }
        return text;
    }

    static Link link(Search search) {
        return days(search.from(), search.to())
                .with("address", search.address())
                .with("subject", search.subject())
                .with("message_id", search.messageId())
                .with("tag", search.tag())
                .with("status", search.status())
                .with("configuration_set", search.configurationSet())
                .with("sender", search.sender())
                .with("identity", search.identity())
                .with("tenant", search.tenant())
                .with("provider", search.provider());
    }

    static Link older(Search search, Position next) {
        return link(search)
                .with("before", next.time())
                .with("before_id", next.messageId())
                .with("before_recipient", next.recipient());
    }

    static Link days(LocalDate from, LocalDate to) {
        return Link.to("/search").with("from", from).with("to", to);
    }
}
