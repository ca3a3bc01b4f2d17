package sesevents.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import sesevents.engine.Lifecycles.Event;

/** The rows of email_status and recipient_status, worked out from the events in Java. */
final class StatusOracle {
    private static final Set<String> REFUSALS = Set.of("Reject", "Rendering Failure");

    /** The weightiest first, with the types of events that make it. */
    private static final Map<String, List<String>> STATUSES = new LinkedHashMap<>();

    static {
        STATUSES.put("complained", List.of("Complaint"));
        STATUSES.put("bounced", List.of("Bounce"));
        STATUSES.put("rejected", List.of("Reject"));
        STATUSES.put("failed", List.of("Rendering Failure"));
        STATUSES.put("delivered", List.of("Delivery", "Open", "Click"));
        STATUSES.put("delayed", List.of("DeliveryDelay"));
    }

    private static final String SMTP_RESPONSE = "/delivery/smtpResponse";
    private static final String DELAY_TYPE = "/deliveryDelay/delayType";
    private static final String BOUNCE_TYPE = "/bounce/bounceType";
    private static final String SUBTYPE = "/bounce/bounceSubType";
    private static final String FEEDBACK_TYPE = "/complaint/complaintFeedbackType";
    private static final String SUBJECT = "/mail/commonHeaders/subject";

    private final Collection<Event> events;

    private record Row(String messageId, String recipient) implements Comparable<Row> {
        @Override
        public int compareTo(Row other) {
            return toString().compareTo(other.toString());
        }
    }

    StatusOracle(Collection<Event> events) {
        this.events = events;
    }

    /** All columns but the two hours of arrival. */
    static final String RECIPIENT_COLUMNS =
            "message_id, recipient, subject, source, time_sent, status, time_delivered, smtp_response,"
                    + " time_delayed, delay_type, time_bounced, bounce_type, bounce_subtype,"
                    + " bounce_status, diagnostic_code, time_complained, complaint_feedbacktype,"
                    + " time_opened, time_clicked, attribution, time_opened_by_any,"
                    + " time_clicked_by_any, reject_reason, failure_reason";

    List<String> recipients() {
        Map<Row, List<Event>> rows = new TreeMap<>();
        for (Event event : events) {
            for (String recipient : named(event)) {
                rows.computeIfAbsent(new Row(event.messageId(), recipient), _ -> new ArrayList<>())
                        .add(event);
            }
        }
        return rows.entrySet().stream()
                .map(row -> recipient(row.getKey(), row.getValue()).toString())
                .sorted()
                .toList();
    }

    private static List<Object> recipient(Row row, List<Event> all) {
        String me = row.recipient();
        List<Event> mine = all.stream().filter(event -> event.recipients().contains(me)).toList();
        List<Event> mineAlone = mine.stream().filter(one -> one.recipients().size() == 1).toList();
        Event delivery = latest(mine, "Delivery", event -> text(event, SMTP_RESPONSE));
        Event delay = latest(mine, "DeliveryDelay", event -> text(event, DELAY_TYPE));
        Event bounce =
                latest(
                        mine,
                        "Bounce",
                        event ->
                                text(event, BOUNCE_TYPE)
                                        + text(event, SUBTYPE)
                                        + report(event, me));
        JsonNode report = report(bounce, me);
        Event complaint = latest(mine, "Complaint", event -> text(event, FEEDBACK_TYPE));
        String opened = last(mineAlone, "Open");
        String clicked = last(mineAlone, "Click");
        String openedByAny = last(mine, "Open");
        String clickedByAny = last(mine, "Click");
        Stream<Event> notReadings = mine.stream().filter(StatusOracle::isNoReading);
        return Arrays.asList(
                row.messageId(),
                me,
                subject(all),
                all.stream().map(event -> event.text("/mail/source")).max(String::compareTo).get(),
                sent(all),
                status(Stream.concat(notReadings, mineAlone.stream()).toList()),
                time(delivery),
                text(delivery, SMTP_RESPONSE),
                time(delay),
                text(delay, DELAY_TYPE),
                time(bounce),
                text(bounce, BOUNCE_TYPE),
                text(bounce, SUBTYPE),
                report.path("status").textValue(),
                report.path("diagnosticCode").textValue(),
                time(complaint),
                text(complaint, FEEDBACK_TYPE),
                opened,
                clicked,
                openedByAny == null && clickedByAny == null
                        ? null
                        : attribution(all, opened != null || clicked != null),
                openedByAny,
                clickedByAny,
                reason(mine, "Reject", "/reject/reason"),
                reason(mine, "Rendering Failure", "/failure/errorMessage"));
    }

    private static String attribution(List<Event> all, boolean certain) {
        if (!certain) {
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

    List<String> messages() {
        Map<String, List<Event>> messages = new TreeMap<>();
        events.forEach(
                event ->
                        messages.computeIfAbsent(event.messageId(), _ -> new ArrayList<>())
                                .add(event));
        return messages.entrySet().stream()
                .map(message -> message(message.getKey(), message.getValue()).toString())
                .sorted()
                .toList();
    }

    private static List<Object> message(String id, List<Event> all) {
        TreeSet<String> destination = new TreeSet<>();
        all.forEach(event -> destination.addAll(destination(event)));
        return Arrays.asList(
                id,
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
        return STATUSES.entrySet().stream()
                .filter(status -> status.getValue().stream().anyMatch(types::contains))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("sent");
    }

    private static boolean isNoReading(Event event) {
        return !event.type().equals("Open") && !event.type().equals("Click");
    }

    private static String subject(List<Event> events) {
        return events.stream()
                .filter(event -> text(event, SUBJECT) != null)
                .max((one, other) -> compare(one, other, event -> text(event, SUBJECT)))
                .map(event -> text(event, SUBJECT))
                .orElse(null);
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
        return text(latest(events, type, event -> event.text(pointer)), pointer);
    }

    private static List<Map<String, String>> tags(List<Event> events) {
        return events.stream()
                .filter(event -> !event.json().get("tags").isEmpty())
                .max((one, other) -> compare(one, other, event -> tags(event).toString()))
                .map(StatusOracle::tags)
                .orElse(null);
    }

    private static List<Map<String, String>> tags(Event event) {
        TreeMap<String, Map<String, String>> tags = new TreeMap<>();
        for (JsonNode tag : event.json().get("tags")) {
            Map<String, String> field = new TreeMap<>();
            tag.properties().forEach(one -> field.put(one.getKey(), one.getValue().textValue()));
            tags.put(field.toString(), field);
        }
        return List.copyOf(tags.values());
    }

    private static Event latest(List<Event> events, String type, Function<Event, String> tie) {
        return events.stream()
                .filter(event -> event.type().equals(type))
                .max((one, other) -> compare(one, other, tie))
                .orElse(null);
    }

    private static int compare(Event one, Event other, Function<Event, String> tie) {
        int byTime = one.time().compareTo(other.time());
        return byTime != 0
                ? byTime
                : String.valueOf(tie.apply(one)).compareTo(String.valueOf(tie.apply(other)));
    }

    private static JsonNode report(Event bounce, String recipient) {
        JsonNode reports =
                bounce == null
                        ? MissingNode.getInstance()
                        : bounce.json().at("/bounce/bouncedRecipients");
        return StreamSupport.stream(reports.spliterator(), false)
                .filter(report -> bare(report.path("emailAddress").textValue()).equals(recipient))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private static String text(Event event, String pointer) {
        return event == null ? null : event.text(pointer);
    }

    private static String last(List<Event> events, String type) {
        return time(latest(events, type, _ -> ""));
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
