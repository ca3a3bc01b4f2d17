package sesevents.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sesevents.engine.Lifecycles.Event;

/** The rows of email_status and recipient_status, worked out from the events in Java. */
final class StatusOracle {
    private static final Set<String> READINGS = Set.of("Open", "Click");
    private static final Set<String> REFUSALS = Set.of("Reject", "Rendering Failure");

    /** The weightiest status first, followed by the types of events that make it. */
    private static final List<List<String>> STATUSES =
            List.of(
                    List.of("complained", "Complaint"),
                    List.of("bounced", "Bounce"),
                    List.of("rejected", "Reject"),
                    List.of("failed", "Rendering Failure"),
                    List.of("delivered", "Delivery", "Open", "Click"),
                    List.of("delayed", "DeliveryDelay"));

    private static final String SMTP_RESPONSE = "/delivery/smtpResponse";
    private static final String DELAY_TYPE = "/deliveryDelay/delayType";
    private static final String BOUNCE_TYPE = "/bounce/bounceType";
    private static final String SUBTYPE = "/bounce/bounceSubType";
    private static final String FEEDBACK_TYPE = "/complaint/complaintFeedbackType";
    private static final String SUBJECT = "/mail/commonHeaders/subject";

    private StatusOracle() {}

    /** All columns but the two hours of arrival. */
    static final String RECIPIENT_COLUMNS =
            "message_id, recipient, subject, source, time_sent, status, time_delivered, smtp_response,"
                    + " time_delayed, delay_type, time_bounced, bounce_type, bounce_subtype,"
                    + " bounce_status, diagnostic_code, time_complained, complaint_feedbacktype,"
                    + " time_opened, time_clicked, attribution, time_opened_by_any,"
                    + " time_clicked_by_any, reject_reason, failure_reason";

    static List<List<Object>> recipients(Collection<Event> events) {
        Map<List<String>, List<Event>> rows = new HashMap<>();
        for (Event event : events) {
            for (String recipient : named(event)) {
                List<String> key = List.of(event.messageId(), recipient);
                rows.computeIfAbsent(key, _ -> new ArrayList<>()).add(event);
            }
        }
        return rows.entrySet().stream()
                .map(row -> recipient(row.getKey().get(1), row.getValue()))
                .toList();
    }

    private static List<Object> recipient(String me, List<Event> all) {
        List<Event> mine = all.stream().filter(event -> event.recipients().contains(me)).toList();
        List<Event> mineAlone = mine.stream().filter(one -> one.recipients().size() == 1).toList();
        Event delivery = latest(mine, "Delivery", SMTP_RESPONSE);
        Event delay = latest(mine, "DeliveryDelay", DELAY_TYPE);
        Event bounce = latest(mine, "Bounce", BOUNCE_TYPE, SUBTYPE);
        JsonNode report = report(bounce, me);
        Event complaint = latest(mine, "Complaint", FEEDBACK_TYPE);
        Stream<Event> facts = mine.stream().filter(one -> !READINGS.contains(one.type()));
        return Arrays.asList(
                all.getFirst().messageId(),
                me,
                subject(all),
                all.stream().map(event -> event.text("/mail/source")).max(String::compareTo).get(),
                sent(all),
                status(Stream.concat(facts, mineAlone.stream()).toList()),
                time(delivery),
                text(delivery, SMTP_RESPONSE),
                time(delay),
                text(delay, DELAY_TYPE),
                time(bounce),
                text(bounce, BOUNCE_TYPE),
                text(bounce, SUBTYPE),
                text(report, "status"),
                text(report, "diagnosticCode"),
                time(complaint),
                text(complaint, FEEDBACK_TYPE),
                time(latest(mineAlone, "Open")),
                time(latest(mineAlone, "Click")),
                attribution(all, mine, mineAlone),
                time(latest(mine, "Open")),
                time(latest(mine, "Click")),
                reason(mine, "Reject", "/reject/reason"),
                reason(mine, "Rendering Failure", "/failure/errorMessage"));
    }

    private static String attribution(List<Event> all, List<Event> mine, List<Event> mineAlone) {
        if (mine.stream().noneMatch(event -> READINGS.contains(event.type()))) {
            return null;
        }
        if (mineAlone.stream().noneMatch(event -> READINGS.contains(event.type()))) {
            return "ambiguous";
        }
        boolean alone = all.stream().allMatch(event -> named(event).size() == 1);
        return alone ? "only_recipient" : "exact";
    }

    /** Not the latest times, which MailingStatusTest knows from the lives of the mails. */
    static final String MESSAGE_COLUMNS =
            "message_id, subject, destination, time_sent, status, time_first_delivered,"
                    + " time_first_clicked, time_first_opened, time_first_bounced,"
                    + " time_first_complained, has_delay, reject_reason, failure_reason, tags";

    static List<List<Object>> messages(Collection<Event> events) {
        return events.stream().collect(Collectors.groupingBy(Event::messageId)).values().stream()
                .map(StatusOracle::message)
                .toList();
    }

    private static List<Object> message(List<Event> all) {
        TreeSet<String> destination = new TreeSet<>();
        all.forEach(event -> destination.addAll(destination(event)));
        return Arrays.asList(
                all.getFirst().messageId(),
                subject(all),
                destination,
                sent(all),
                status(all),
                first(all, "Delivery"),
                first(all, "Click"),
                first(all, "Open"),
                first(all, "Bounce"),
                first(all, "Complaint"),
                first(all, "DeliveryDelay") != null,
                reason(all, "Reject", "/reject/reason"),
                reason(all, "Rendering Failure", "/failure/errorMessage"),
                tags(all));
    }

    private static String status(List<Event> events) {
        Set<String> types = new TreeSet<>(events.stream().map(Event::type).toList());
        return STATUSES.stream()
                .filter(status -> status.stream().anyMatch(types::contains))
                .map(List::getFirst)
                .findFirst()
                .orElse("sent");
    }

    private static String subject(List<Event> events) {
        Stream<Event> some = events.stream().filter(event -> text(event, SUBJECT) != null);
        return text(latest(some, event -> text(event, SUBJECT)), SUBJECT);
    }

    private static String sent(List<Event> events) {
        return events.stream()
                .filter(event -> !REFUSALS.contains(event.type()))
                .map(Event::sentAt)
                .max(Instant::compareTo)
                .map(Lifecycles::sql)
                .orElse(null);
    }

    private static String first(List<Event> events, String type) {
        return events.stream()
                .filter(event -> event.type().equals(type))
                .map(Event::time)
                .min(Instant::compareTo)
                .map(Lifecycles::sql)
                .orElse(null);
    }

    private static String reason(List<Event> events, String type, String pointer) {
        return text(latest(events, type, pointer), pointer);
    }

    private static List<String> tags(List<Event> events) {
        Stream<Event> some = events.stream().filter(event -> !event.json().get("tags").isEmpty());
        Event latest = latest(some, event -> tags(event).toString());
        return latest == null ? null : tags(latest);
    }

    private static List<String> tags(Event event) {
        Set<String> tags = new TreeSet<>();
        for (JsonNode tag : event.json().get("tags")) {
            tags.add("{name=%s, value=%s}".formatted(text(tag, "name"), text(tag, "value")));
        }
        return List.copyOf(tags);
    }

    private static Event latest(List<Event> events, String type, String... pointers) {
        return latest(
                events.stream().filter(event -> event.type().equals(type)),
                event -> Stream.of(pointers).map(event::text).toList().toString());
    }

    /** Of two at the same time the one with the greater text. */
    private static Event latest(Stream<Event> events, Function<Event, String> tie) {
        return events.max(
                        Comparator.comparing(Event::time)
                                .thenComparing(event -> String.valueOf(tie.apply(event))))
                .orElse(null);
    }

    /** What the receiving server reported on a recipient. */
    private static JsonNode report(Event bounce, String recipient) {
        if (bounce != null) {
            for (JsonNode report : bounce.json().at("/bounce/bouncedRecipients")) {
                if (bare(text(report, "emailAddress")).equals(recipient)) {
                    return report;
                }
            }
        }
        return MissingNode.getInstance();
    }

    private static String text(JsonNode object, String field) {
        return object.path(field).textValue();
    }

    private static String text(Event event, String pointer) {
        return event == null ? null : event.text(pointer);
    }

    private static String time(Event event) {
        return event == null ? null : Lifecycles.sql(event.time());
    }

    private static Set<String> named(Event event) {
        Set<String> named = new TreeSet<>(event.recipients());
        named.addAll(destination(event));
        return named;
    }

    private static Set<String> destination(Event event) {
        Set<String> destination = new TreeSet<>();
        event.json().at("/mail/destination").forEach(one -> destination.add(bare(one.textValue())));
        return destination;
    }

    private static String bare(String mailbox) {
        return mailbox.substring(mailbox.lastIndexOf('<') + 1)
                .replace(">", "")
                .toLowerCase(Locale.ROOT);
    }
}
