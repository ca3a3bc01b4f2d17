package sesevents.console;

import java.time.LocalDate;
import java.util.stream.Stream;
import sesevents.console.http.Parameters;
import sesevents.questions.Search;

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

    /** Whether a filter is set that the form does not show at first. */
    static boolean hasMore(Search search) {
        return Stream.of(
                        search.tag(),
                        search.configurationSet(),
                        search.sender(),
                        search.messageId())
                .anyMatch(text -> !text.isEmpty());
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

    static Link days(LocalDate from, LocalDate to) {
        return Link.to("/search").with("from", from).with("to", to);
    }
}
