package sesevents.madeup;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
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
        return event("Send", "send", object());
    }

    byte[] reject() {
        return event("Reject", "reject", object().put("reason", "Bad content"));
    }

    byte[] renderingFailure() {
        String message = "Attribute 'firstName' is not present in the rendering data.";
        ObjectNode failure =
                object().put("errorMessage", message).put("templateName", mail.campaign().label);
        return event("Rendering Failure", "failure", failure);
    }

    byte[] delivery(Instant time, List<Recipient> recipients) {
        String accepted = recipients.getFirst().provider().accepted;
        long millis = Duration.between(mail.sentAt(), time).toMillis();
        ObjectNode delivery =
                at(time).put("processingTimeMillis", millis)
                        .putPOJO("recipients", recipients.stream().map(Recipient::address).toList())
                        .put(
                                "smtpResponse",
                                accepted.formatted(time.getEpochSecond(), mail.entropy()))
                        .put("reportingMTA", mta())
                        .put("remoteMtaIp", "203.0.113." + Math.floorMod(mail.entropy(), 254));
        return event("Delivery", "delivery", delivery);
    }

    byte[] delay(Instant time, Instant expiration, String type, Affected affected) {
        ObjectNode delay =
                at(time).put("delayType", type)
                        .put("expirationTime", millis(expiration))
                        .putPOJO("delayedRecipients", List.of(affected));
        return event("DeliveryDelay", "deliveryDelay", delay);
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
        return event("Bounce", "bounce", bounce);
    }

    byte[] complaint(Instant time, String feedbackType, Recipient recipient) {
        Affected complaining = Affected.of(recipient, null, null);
        ObjectNode complaint =
                object().put("feedbackId", feedbackId(time))
                        .putNull("complaintSubType")
                        .putPOJO("complainedRecipients", List.of(complaining))
                        .put("timestamp", millis(time));
        if (feedbackType != null) {
            complaint
                    .put("userAgent", "ExampleNet-Feedback-Loop/2.3")
                    .put("complaintFeedbackType", feedbackType)
                    .put("arrivalDate", millis(time.minusSeconds(5)));
        }
        return event("Complaint", "complaint", complaint);
    }

    byte[] open(Instant time, Client client) {
        ObjectNode open =
                at(time).put("userAgent", client.opens)
                        .put("ipAddress", client.imageAddress(mail.entropy()));
        return engagement("Open", "open", open, client);
    }

    byte[] click(Instant time, Client client, String link, String placement) {
        Object tags = placement == null ? null : Map.of("placement", List.of(placement));
        ObjectNode click =
                at(time).put("ipAddress", client.linkAddress(mail.entropy()))
                        .put("userAgent", client.clicks)
                        .put("link", link)
                        .putPOJO("linkTags", tags);
        return engagement("Click", "click", click, client);
    }

    byte[] subscription(Instant time) {
        ObjectNode subscription =
                object().put("contactList", "shop-customers")
                        .put("timestamp", millis(time))
                        .put("source", "UnsubscribeHeader")
                        .putPOJO("newTopicPreferences", preferences(true, "OptOut"))
                        .putPOJO("oldTopicPreferences", preferences(false, "OptIn"));
        return event("Subscription", "subscription", subscription);
    }

    private static ObjectNode preferences(boolean unsubscribeAll, String status) {
        ObjectNode preferences = object().put("unsubscribeAll", unsubscribeAll);
        preferences
                .putArray("topicSubscriptionStatus")
                .addObject()
                .put("topicName", "weekly-offers")
                .put("subscriptionStatus", status);
        return preferences;
    }

    private byte[] engagement(String type, String name, ObjectNode detail, Client client) {
        String botVerdict = client.botVerdict(mail.entropy());
        if (botVerdict != null) {
            detail.put("isBotEvent", botVerdict);
        }
        return event(type, name, detail);
    }

    private byte[] event(String type, String detailName, ObjectNode detail) {
        ObjectNode event = object().put("eventType", type);
        event.set("mail", mailObject.of(type));
        event.set(detailName, detail);
        try {
            byte[] json = JSON.writeValueAsBytes(event);
            byte[] line = Arrays.copyOf(json, json.length + 1);
            line[json.length] = '\n';
            return line;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a made-up event cannot be written", e);
        }
    }

    private static ObjectNode at(Instant time) {
        return object().put("timestamp", millis(time));
    }

    private String feedbackId(Instant time) {
        long entropy = mail.entropy();
        return "0100%012x-%08x-feed-4bac-8000-%012x-000000"
                .formatted(time.toEpochMilli(), (int) entropy, entropy & 0xffffffffffffL);
    }

    private String mta() {
        return "a8-%d.smtp-out.amazonses.com".formatted(Math.floorMod(mail.entropy(), 90) + 10);
    }
}
