package sesevents.madeup;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/** Writes the events of one mail as SES publishes them: one line of JSON and its newline. */
final class EventWriter {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final MadeUpMail mail;
    private final MailObject mailObject;

    /** A recipient of a bounce or a delay, with what the DSN says; null where there was none. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Affected(String emailAddress, String action, String status, String diagnosticCode) {
        static Affected of(Recipient recipient, String status, String diagnosticCode) {
            return new Affected(recipient.address(), null, status, diagnosticCode);
        }

        static Affected failed(Recipient recipient, String status, String diagnosticCode) {
            return new Affected(recipient.address(), "failed", status, diagnosticCode);
        }

        static Affected suppressed(Recipient recipient) {
            return failed(
                    recipient,
                    "5.1.1",
                    "Amazon SES did not send the message to this address because it is on the"
                            + " suppression list for your account.");
        }
    }

    /** Which of the optional parts the object mail has in an event. */
    record Shape(boolean sourceArn, boolean headers, boolean subject, boolean outgoingIp) {
        private static final Shape FULL = new Shape(true, true, true, false);
        private static final Shape NO_SUBJECT = new Shape(true, true, false, false);
        private static final Shape NO_HEADERS = new Shape(true, false, false, false);
        private static final Shape DELIVERED = new Shape(true, true, true, true);
        private static final Shape ENGAGED = new Shape(false, true, true, false);
    }

    EventWriter(MadeUpMail mail) {
        this.mail = mail;
        this.mailObject = new MailObject(mail);
    }

    static String millis(Instant time) {
        return MILLIS.format(time);
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    byte[] send() {
        Shape shape = mail.campaign().templated() ? Shape.NO_SUBJECT : Shape.FULL;
        return event("Send", shape, "send", object());
    }

    byte[] reject() {
        return event("Reject", Shape.FULL, "reject", object().put("reason", "Bad content"));
    }

    byte[] renderingFailure() {
        ObjectNode failure =
                object().put(
                                "errorMessage",
                                "Attribute 'firstName' is not present in the rendering data.")
                        .put("templateName", mail.campaign().name());
        return event("Rendering Failure", Shape.NO_HEADERS, "failure", failure);
    }

    byte[] delivery(Instant time, List<Recipient> recipients) {
        MailboxProvider provider = recipients.getFirst().provider();
        ObjectNode delivery =
                at(time).put(
                                "processingTimeMillis",
                                Duration.between(mail.sentAt(), time).toMillis())
                        .putPOJO("recipients", recipients.stream().map(Recipient::address).toList())
                        .put(
                                "smtpResponse",
                                provider.accepted(time.getEpochSecond(), mail.entropy()))
                        .put("reportingMTA", mta())
                        .put("remoteMtaIp", "203.0.113." + Math.floorMod(mail.entropy(), 254));
        return event("Delivery", Shape.DELIVERED, "delivery", delivery);
    }

    byte[] delay(Instant time, Instant expiration, String type, Affected affected) {
        ObjectNode delay =
                at(time).put("delayType", type)
                        .put("expirationTime", millis(expiration))
                        .putPOJO("delayedRecipients", List.of(affected));
        return event("DeliveryDelay", Shape.NO_HEADERS, "deliveryDelay", delay);
    }

    byte[] bounce(Instant time, String type, String subtype, Affected affected) {
        ObjectNode bounce =
                object().put("feedbackId", feedbackId(time))
                        .put("bounceType", type)
                        .put("bounceSubType", subtype)
                        .putPOJO("bouncedRecipients", List.of(affected))
                        .put("timestamp", millis(time));
        if (affected.action() != null) {
            bounce.put("reportingMTA", "dns; " + mta());
        }
        return event("Bounce", Shape.FULL, "bounce", bounce);
    }

    byte[] complaint(Instant time, String feedbackType, Recipient recipient) {
        ObjectNode complaint =
                object().put("feedbackId", feedbackId(time))
                        .putNull("complaintSubType")
                        .putPOJO(
                                "complainedRecipients",
                                List.of(Map.of("emailAddress", recipient.address())))
                        .put("timestamp", millis(time));
        if (feedbackType != null) {
            complaint
                    .put("userAgent", "ExampleNet-Feedback-Loop/2.3")
                    .put("complaintFeedbackType", feedbackType)
                    .put("arrivalDate", millis(time.minusSeconds(5)));
        }
        return event("Complaint", Shape.FULL, "complaint", complaint);
    }

    byte[] open(Instant time, Client client) {
        ObjectNode open =
                at(time).put("userAgent", client.opens())
                        .put("ipAddress", client.imageAddress(mail.entropy()));
        return engagement("Open", "open", open, client);
    }

    byte[] click(Instant time, Client client, String link, String placement) {
        ObjectNode click =
                at(time).put("ipAddress", client.linkAddress(mail.entropy()))
                        .put("userAgent", client.clicks())
                        .put("link", link)
                        .putPOJO(
                                "linkTags",
                                placement == null ? null : Map.of("placement", List.of(placement)));
        return engagement("Click", "click", click, client);
    }

    byte[] subscription(Instant time) {
        ObjectNode subscription =
                object().put("contactList", "shop-customers")
                        .put("timestamp", millis(time))
                        .put("source", "UnsubscribeHeader")
                        .putPOJO("newTopicPreferences", preferences(true, "OptOut"))
                        .putPOJO("oldTopicPreferences", preferences(false, "OptIn"));
        return event("Subscription", Shape.FULL, "subscription", subscription);
    }

    private static ObjectNode preferences(boolean unsubscribeAll, String status) {
        ObjectNode topic =
                object().put("topicName", "weekly-offers").put("subscriptionStatus", status);
        return object().put("unsubscribeAll", unsubscribeAll)
                .putPOJO("topicSubscriptionStatus", List.of(topic));
    }

    private byte[] engagement(String type, String name, ObjectNode detail, Client client) {
        String botVerdict = client.botVerdict(mail.entropy());
        if (botVerdict != null) {
            detail.put("isBotEvent", botVerdict);
        }
        return event(type, Shape.ENGAGED, name, detail);
    }

    private byte[] event(String type, Shape shape, String detailName, ObjectNode detail) {
        ObjectNode event =
                object().put("eventType", type)
                        .putPOJO("mail", mailObject.of(shape))
                        .putPOJO(detailName, detail);
        try {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            line.writeBytes(JSON.writeValueAsBytes(event));
            line.write('\n');
            return line.toByteArray();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a made-up event cannot be written", e);
        }
    }

    private static ObjectNode at(Instant time) {
        return object().put("timestamp", millis(time));
    }

    private String feedbackId(Instant time) {
        return "0100%012x-%08x-feed-4bac-8000-%012x-000000"
                .formatted(
                        time.toEpochMilli(),
                        (int) mail.entropy(),
                        mail.entropy() & 0xffffffffffffL);
    }

    private String mta() {
        return "a8-%d.smtp-out.amazonses.com".formatted(Math.floorMod(mail.entropy(), 90) + 10);
    }
}
