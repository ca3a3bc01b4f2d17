package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sesevents.Checkout;
import sesevents.engine.Lifecycles.Event;

class MessageTimelineTest {
    private static final Path EXPECTED =
            Checkout.root().resolve("local/src/test/resources/sesevents/message_timeline.txt");
    private static final String ALL =
            "select message_id, event_timestamp, eventtype, recipients, what, event_id"
                    + " from message_timeline order by event_id";

    @Test
    void tellsEverySampleInWords() throws IOException {
        Engine engine = TestLake.of(Events.samples());
        assertEquals(
                Files.readString(EXPECTED),
                text(
                        engine.query(
                                "select event_timestamp, what from message_timeline"
                                        + " order by message_id, event_timestamp, eventtype")));
    }

    @Test
    void findsWordsForWhatIsMissingOrOfSeveral() {
        String three = "'destination':['a@x.org','b@x.org','c@x.org']";
        Engine engine =
                TestLake.of(
                        new Events()
                                .add("Send", "01", "", "")
                                .add("Delivery", "02", "", "")
                                .add("DeliveryDelay", "03", "", "")
                                .add("Bounce", "04", "", "")
                                .add("Complaint", "05", "", "")
                                .add("Reject", "06", "", "")
                                .add("Rendering Failure", "07", "", "")
                                .add("Open", "08", "", "")
                                .add("Click", "09", "", "")
                                .add("Subscription", "10", "", "")
                                .add("Complaint", "11", three, "")
                                .add("Open", "12", three, "'open':{'userAgent':'A (GoogleBot)'}")
                                .add("Click", "13", three, "'click':{'link':'https://x.org'}")
                                .add("Bounce", "14", three, bounces())
                                .lines());
        assertEquals(
                """
                [01, SES accepted it from somebody for somebody]
                [02, Delivered to somebody]
                [03, Delayed for somebody]
                [04, Bounced, perhaps for good, for somebody]
                [05, Marked as spam by somebody]
                [06, Refused by SES and never sent]
                [07, Never sent, SES could not fill in the template]
                [08, Opened by somebody, or by a proxy]
                [09, Clicked by somebody, or by a scanner]
                [10, Changed the topics subscribed to]
                [11, Marked as spam by one of 3 people, nobody knows which]
                [12, Opened by one of 3 people, nobody knows which, or by a proxy (GoogleBot)]
                [13, Clicked by one of 3 people, nobody knows which, or by a scanner: https://x.org]
                [14, Bounced for good, for a@x.org, b@x.org, c@x.org: the report says 550 no / 551 gone]
                """,
                text(
                        engine.query(
                                "select message_id, what from message_timeline order by message_id")));
    }

    @Test
    void tellsOfThoseWhomAnEventSpeaksOf() {
        String three = "'destination':['c@x.org','a@x.org','b@x.org']";
        String delivery = "'delivery':{'recipients':['b@x.org','A@x.org']}";
        TestLake.of(new Events().add("Delivery", "m", three, delivery).lines());
        assertEquals(
                "[[a@x.org, b@x.org], Delivered to a@x.org, b@x.org]",
                TestLake.answer("select recipients, what from message_timeline"));
    }

    @Test
    void showsAnEventOnceHoweverOftenItCame() {
        List<String> once =
                new Events().add("Send", "m", "'destination':['b@x.org','a@x.org']", "").lines();
        TestLake.of("2026-02-01-10", List.of(once.getFirst(), once.getFirst()));
        TestLake.event("2026-02-01-11", once);
        TestLake.event("2026-05-02-10", once);
        TestLake.refresh();
        TestLake.event(TestLake.hoursAgo(0), once);
        assertEquals(
                "[m, [a@x.org, b@x.org]]",
                TestLake.answer("select message_id, recipients from message_timeline"));
    }

    @Test
    void readsOfHistoryWhatAFilterOnMessageIdLeaves() {
        TestLake.of("2026-02-03-10", new Events().add("Send", "0100017f-1", "", "").lines());
        TestLake.event("2026-03-02-10", new Events().add("Send", "01000180-2", "", "").lines());
        TestLake.refresh();
        String some = "select message_id from message_timeline where message_id = '0100017f-1'";

        assertEquals("[0100017f-1]", TestLake.answer(some));
        assertEquals(1, TestLake.historyFiles(some));
        assertEquals(2, TestLake.historyFiles("select message_id from message_timeline"));
    }

    @Test
    void tellsOfMadeUpMailWhatHappenedToIt() {
        Lifecycles mail = Lifecycles.untilNow(21, 3_000, 4);
        List<List<Object>> expected =
                mail.distinct().stream()
                        .sorted(Comparator.comparing(Event::id))
                        .map(MessageTimelineTest::row)
                        .toList();
        assertEquals(expected, mail.lake().query(ALL).values());
        assertEquals(expected, mail.shuffledTwice(8).query(ALL).values());
    }

    private static List<Object> row(Event event) {
        return List.of(
                event.messageId(),
                Lifecycles.sql(event.time()),
                event.type(),
                event.recipients().stream().sorted().toList(),
                what(event),
                event.id());
    }

    /** Knows that mail only: every event names somebody, and the delayed and the bounced alone. */
    private static String what(Event event) {
        List<String> people = event.recipients().stream().sorted().toList();
        String all = String.join(", ", people);
        String one =
                people.size() == 1
                        ? all
                        : "one of " + people.size() + " people, nobody knows which";
        return switch (event.type()) {
            case "Send" -> "SES accepted it from " + sender(event) + " for " + all + subject(event);
            case "Delivery" ->
                    "Delivered to %s: the server said %s"
                            .formatted(all, event.text("/delivery/smtpResponse"));
            case "DeliveryDelay" ->
                    "Delayed for %s (%s), SES tries until %s UTC: the report says %s"
                            .formatted(
                                    all,
                                    event.text("/deliveryDelay/delayType"),
                                    event.text("/deliveryDelay/expirationTime")
                                            .substring(0, 16)
                                            .replace('T', ' '),
                                    answer(event.json().at("/deliveryDelay/delayedRecipients/0")));
            case "Bounce" -> bounced(event, all);
            case "Complaint" ->
                    "Marked as spam by "
                            + one
                            + inBrackets(event.text("/complaint/complaintFeedbackType"));
            case "Reject" -> "Refused by SES and never sent: Bad content";
            case "Rendering Failure" ->
                    "Never sent, SES could not fill in the template %s: %s"
                            .formatted(
                                    event.text("/failure/templateName"),
                                    event.text("/failure/errorMessage"));
            case "Open" ->
                    "Opened by "
                            + one
                            + ", or by a proxy"
                            + machine(event.text("/open/userAgent"))
                            + verdict(event.text("/open/isBotEvent"));
            case "Click" ->
                    "Clicked by %s, or by a scanner%s%s: %s"
                            .formatted(
                                    one,
                                    machine(event.text("/click/userAgent")),
                                    verdict(event.text("/click/isBotEvent")),
                                    event.text("/click/link"));
            case "Subscription" ->
                    "Unsubscribed from all topics of the list shop-customers (UnsubscribeHeader)";
            default -> throw new AssertionError(event.type());
        };
    }

    private static String bounced(Event event, String who) {
        String subtype = event.text("/bounce/bounceSubType");
        JsonNode recipient = event.json().at("/bounce/bouncedRecipients/0");
        if (subtype.equals("OnAccountSuppressionList")) {
            return "Not sent to %s: the address is on a suppression list (%s)"
                    .formatted(who, subtype);
        }
        if (!recipient.has("diagnosticCode")) {
            return "Answered from %s by a note that gives no reason, as when out of office"
                    .formatted(who);
        }
        boolean forGood = event.text("/bounce/bounceType").equals("Permanent");
        return "Bounced%s, for %s (%s): the report says %s"
                .formatted(
                        forGood ? " for good" : ", and SES tries no more",
                        who,
                        subtype,
                        answer(recipient));
    }

    private static String sender(Event event) {
        String source = event.text("/mail/source");
        return source.substring(source.indexOf('<') + 1).replace(">", "");
    }

    private static String subject(Event event) {
        String subject = event.text("/mail/commonHeaders/subject");
        return subject == null ? "" : ", subject: " + subject;
    }

    private static String answer(JsonNode recipient) {
        return recipient.get("diagnosticCode").textValue().replaceFirst("^smtp; ", "");
    }

    private static String machine(String userAgent) {
        return Stream.of(userAgent.split("\\W+"))
                .filter(word -> word.toLowerCase(Locale.ROOT).matches(".*(proxy|bot).*"))
                .findFirst()
                .map(" (%s)"::formatted)
                .orElse("");
    }

    private static String verdict(String isBotEvent) {
        return "Likely".equals(isBotEvent) ? "; SES takes it for a machine" : "";
    }

    private static String inBrackets(String text) {
        return text == null ? "" : " (" + text + ")";
    }

    private static String bounces() {
        return "'bounce':{'bounceType':'Permanent','bouncedRecipients':["
                + "{'emailAddress':'a@x.org','diagnosticCode':'smtp; 550 no'},"
                + "{'emailAddress':'b@x.org','diagnosticCode':'SMTP;551 gone'},"
                + "{'emailAddress':'c@x.org','diagnosticCode':'550 no'}]}";
    }

    private static String text(Rows rows) {
        return rows.values().stream().map(row -> row + "\n").collect(Collectors.joining());
    }
}
