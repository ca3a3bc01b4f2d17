package sesevents.bench.sql;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import sesevents.engine.Engine;

/**
 * A question to both designs.
 *
 * @param ours over the views of sql/
 * @param seed over the sample's table, {@code %1$s}, and its view, {@code %1$s_status}
 * @param isOfAllHistory whether the sample reads all it has for it; else it reads 35 days
 */
record Question(String words, String ours, String seed, boolean isOfAllHistory) {
    static final int WINDOW_DAYS = 35;

    private static final String SINCE = "current_date - interval '%d' day".formatted(WINDOW_DAYS);
    private static final String UNNESTED =
            "select * from %s cross join unnest(destination) as t (email) where t.email = '%s'"
                    + " order by time_sent desc";
    private static final String MAILS_OF =
            "select count(mail.messageid), count(%s) from %%1$s where ingest_timestamp >= "
                    + SINCE
                    + " and eventtype in (%s)";

    /** All questions, about a recipient and messages that the raw events have. */
    static List<Question> all(Engine engine, String seedView, LocalDate today) {
        // Somebody in the middle of the alphabet gets mail now and then.
        String recipient =
                someText(engine, "recipients[1]", "recipients[1] < 'm'", today.minusDays(10));
        String message = someText(engine, "message_id", "eventtype = 'Send'", today.minusDays(5));
        String oldMessage =
                someText(engine, "message_id", "eventtype = 'Send'", today.minusDays(25));
        String everyStatus = everything(engine, seedView, "true").replace(seedView, "%1$s_status");
        return List.of(
                ofHistory(
                        "one recipient, all history",
                        "select * from recipient_status where recipient = '%s'"
                                .formatted(recipient),
                        "select * from %%1$s_status where contains(destination, '%s')"
                                .formatted(recipient)),
                ofHistory("timeline of a new message", timeline(message), events(message)),
                ofHistory("timeline of an old message", timeline(oldMessage), events(oldMessage)),
                ofHistory(
                        "last day's messages",
                        "select * from recent_email_status"
                                + " where time_sent >= current_date - interval '1' day",
                        "select * from %1$s_status where time_sent >="
                                + " cast(current_date - interval '1' day as varchar)"),
                ofHistory(
                        "whole email_status",
                        everything(engine, "email_status", "true"),
                        everyStatus),
                ofHistory(
                        "the sample's UNNEST query",
                        UNNESTED.formatted("email_status", recipient),
                        UNNESTED.formatted("%1$s_status", recipient)),
                ofHistory(
                        "whole recipient_status",
                        everything(engine, "recipient_status", "true"),
                        everyStatus),
                ofWindow(engine, "reputation", "true", "bounce", "'Send', 'Bounce', 'Complaint'"),
                ofWindow(engine, "daily_rates", "true", "bounce", "'Send', 'Bounce', 'Open'"),
                ofWindow(engine, "outcomes", "true", "bounce", "'Send', 'Bounce', 'Open'"),
                ofWindow(engine, "engagement", "true", "open", "'Delivery', 'Open', 'Click'"),
                ofWindow(
                        engine, "engagement_events", "true", "open", "'Delivery', 'Open', 'Click'"),
                ofWindow(engine, "bounce_reasons", since("event_timestamp"), "bounce", "'Bounce'"),
                ofWindow(engine, "link_clicks", since("event_timestamp"), "click", "'Click'"),
                ofWindow(engine, "subscriptions", since("event_timestamp"), "mail", "'Send'"),
                ofWindow(
                        engine,
                        "delivery_latency",
                        since("delivery_date"),
                        "delivery",
                        "'Delivery'"),
                ofWindow(engine, "delays", "true", "delivery", "'Send', 'Delivery', 'Bounce'"),
                ofWindow(engine, "freshness", "true", "eventtype", "'Send', 'Delivery'"),
                ofWindow(engine, "contract_watch", "true", "bounce", "'Send', 'Bounce'"));
    }

    private static String someText(Engine engine, String column, String condition, LocalDate day) {
        String sql =
                "select max(%s) from ses_events where %s and ingest_hour between '%s' and '%3$s~'"
                        .formatted(column, condition, day);
        Object text = engine.query(sql).values().getFirst().getFirst();
        return text == null ? "nobody" : (String) text;
    }

    private static Question ofHistory(String words, String ours, String seed) {
        return new Question(words, ours, seed, true);
    }

    /** The sample has no such view, so it is asked for the columns that any answer needs. */
    private static Question ofWindow(
            Engine engine, String view, String condition, String column, String types) {
        return new Question(
                view,
                everything(engine, view, condition),
                MAILS_OF.formatted(column, types),
                false);
    }

    private static String since(String column) {
        return column + " >= " + SINCE;
    }

    private static String timeline(String message) {
        return "select * from message_timeline where message_id = '%s'".formatted(message);
    }

    private static String events(String message) {
        return "select * from %%1$s where mail.messageid = '%s'".formatted(message);
    }

    /** Reads each value, and returns none. */
    private static String everything(Engine engine, String view, String condition) {
        List<String> columns = engine.query("select * from " + view + " limit 0").columns();
        return columns.stream()
                .map("count(%s)"::formatted)
                .collect(
                        Collectors.joining(
                                ", ", "select ", " from " + view + " where " + condition));
    }
}
