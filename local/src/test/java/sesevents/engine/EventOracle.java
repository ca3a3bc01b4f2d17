package sesevents.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import sesevents.engine.Lifecycles.Event;

/** The rows of views of single events, worked out in Java from what made-up mail holds. */
final class EventOracle {
    private EventOracle() {}

    static final String TIMELINE =
            "select message_id, event_timestamp, eventtype, recipients, event_id"
                    + " from message_timeline";

    static List<Object> told(Event event) {
        return List.of(
                event.messageId(),
                Lifecycles.sql(event.time()),
                event.type(),
                event.recipients().stream().sorted().toList(),
                event.id());
    }

    static final String SUBSCRIPTIONS =
            "select event_id, event_timestamp, recipients, contact_list, is_unsubscribed_from_all,"
                    + " topics_left, topics_joined from subscriptions";

    /** Everybody who changes anything in made-up mail leaves for good. */
    static List<Object> subscription(Event event) {
        return List.of(
                event.id(),
                Lifecycles.sql(event.time()),
                event.recipients(),
                "shop-customers",
                true,
                List.of("weekly-offers"),
                List.of());
    }

    static final String CLICKS =
            "select event_id, event_timestamp, link, page, link_tags, recipient, attribution,"
                    + " seconds_after_sending, user_agent, configuration_set, subject"
                    + " from link_clicks";

    static List<Object> click(Event event) {
        String link = event.text("/click/link");
        boolean sure = event.recipients().size() == 1;
        return Arrays.asList(
                event.id(),
                Lifecycles.sql(event.time()),
                link,
                link.split("\\?")[0],
                linkTags(event.json().at("/click/linkTags")),
                sure ? event.recipients().getFirst() : null,
                sure ? "only_recipient" : "ambiguous",
                Duration.between(event.sentAt(), event.time()).toSeconds(),
                event.text("/click/userAgent"),
                event.text("/mail/tags/ses:configuration-set/0"),
                event.text("/mail/commonHeaders/subject"));
    }

    private static String linkTags(JsonNode tags) {
        return tags.isObject() ? "placement=" + tags.at("/placement/0").textValue() : null;
    }

    static final String BOUNCES =
            "select event_id, recipient, reason, bounce_status, diagnostic_code, disagreement"
                    + " from bounce_reasons";

    /** Each bounce of made-up mail is of one recipient. */
    static List<Object> bounce(Event event) {
        JsonNode report = event.json().at("/bounce/bouncedRecipients/0");
        String words = report.path("diagnosticCode").asText("");
        boolean refused = words.startsWith("smtp; 55") && !words.contains("expired");
        boolean transientToSes = event.text("/bounce/bounceType").equals("Transient");
        return Arrays.asList(
                event.id(),
                report.get("emailAddress").textValue().toLowerCase(Locale.ROOT),
                reason(event, words),
                report.path("status").textValue(),
                report.path("diagnosticCode").textValue(),
                refused && transientToSes
                        ? "SES said Transient, the server said " + words.substring(6, 9)
                        : null);
    }

    /** By SES's word where that is right in made-up mail; it is wrong about some refusals. */
    private static String reason(Event event, String words) {
        if (words.isEmpty()) {
            return "auto_reply";
        }
        if (words.contains("unsolicited")) {
            return "content";
        }
        return switch (event.text("/bounce/bounceSubType")) {
            case "OnAccountSuppressionList" -> "suppressed";
            case "MailboxFull" -> "full";
            case "CustomTimeoutExceeded" -> "unreachable";
            case "NoEmail", "General" -> "unknown_mailbox";
            default -> throw new AssertionError(event.json());
        };
    }
}
