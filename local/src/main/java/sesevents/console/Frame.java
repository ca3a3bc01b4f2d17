package sesevents.console;

import java.util.List;
import sesevents.questions.Price;
import sesevents.questions.Reply;

/**
 * What every page has around its content.
 *
 * @param path the entry of the navigation that the page belongs to
 * @param csv the page's tables as CSV
 * @param price of the answers on the page
 * @param sql the queries that ran for them
 */
record Frame(String title, String path, List<Entry> csv, Price price, List<String> sql) {
    /** The entries of the navigation: their addresses and names. */
    static final List<Entry> NAVIGATION =
            List.of(
                    new Entry("/search", "Search"),
                    new Entry("/overview", "Overview"),
                    new Entry("/reputation", "Reputation"),
                    new Entry("/deliverability", "Deliverability"),
                    new Entry("/engagement", "Engagement"),
                    new Entry("/health", "Health"));

    record Entry(String path, String name) {}

    static Frame of(String title, String path, Reply<?>... replies) {
        Price price = Price.NOTHING;
        for (Reply<?> reply : replies) {
            price = price.plus(reply.price());
        }
        return new Frame(
                title,
                path,
                List.of(),
                price,
                List.of(replies).stream().flatMap(reply -> reply.sql().stream()).toList());
    }

    Frame withCsv(List<Entry> tables) {
        return new Frame(title, path, tables, price, sql);
    }
}
