package sesevents.madeup;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Writes the events of one mail as SES publishes them: one line, its newline, headers and tags. */
final class EventWriter {
    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter HEADER_DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private final MadeUpMail mail;

    /** A recipient of a bounce or a delay, with what the DSN says; null where there was none. */
    record Affected(Recipient recipient, String action, String status, String diagnosticCode) {}

    private interface Members {
        void write(JsonGenerator json) throws IOException;
    }

    /** What mail holds besides what every event has. */
    private record Shape(boolean sourceArn, boolean headers, boolean subject, boolean outgoingIp) {
        static final Shape FULL = new Shape(true, true, true, false);
        static final Shape NO_SUBJECT = new Shape(true, true, false, false);
        static final Shape NO_HEADERS = new Shape(true, false, false, false);
        static final Shape DELIVERED = new Shape(true, true, true, true);
        static final Shape ENGAGED = new Shape(false, true, true, false);
    }

    EventWriter(MadeUpMail mail) {
        this.mail = mail;
    }

    byte[] send() {
        Shape shape = mail.campaign().templated() ? Shape.NO_SUBJECT : Shape.FULL;
        return event("Send", shape, "send", _ -> {});
    }

    byte[] reject() {
        return event(
                "Reject",
                Shape.FULL,
                "reject",
                json -> json.writeStringField("reason", "Bad content"));
    }

    byte[] renderingFailure() {
        return event(
                "Rendering Failure",
                Shape.NO_HEADERS,
                "failure",
                json -> {
                    json.writeStringField(
                            "errorMessage",
                            "Attribute 'firstName' is not present in the rendering data.");
                    json.writeStringField("templateName", mail.campaign().name());
                });
    }

    byte[] delivery(Instant time, List<Recipient> recipients) {
        return event(
                "Delivery",
                Shape.DELIVERED,
                "delivery",
                json -> {
                    json.writeStringField("timestamp", MILLIS.format(time));
                    json.writeNumberField(
                            "processingTimeMillis",
                            time.toEpochMilli() - mail.sentAt().toEpochMilli());
                    strings(
                            json,
                            "recipients",
                            recipients.stream().map(Recipient::address).toList());
                    json.writeStringField(
                            "smtpResponse",
                            recipients
                                    .getFirst()
                                    .provider()
                                    .accepted(time.getEpochSecond(), mail.entropy()));
                    json.writeStringField("reportingMTA", mta());
                    json.writeStringField("remoteMtaIp", remoteIp());
                });
    }

    byte[] delay(Instant time, Instant expiration, String type, Affected affected) {
        return event(
                "DeliveryDelay",
                Shape.NO_HEADERS,
                "deliveryDelay",
                json -> {
                    json.writeStringField("timestamp", MILLIS.format(time));
                    json.writeStringField("delayType", type);
                    json.writeStringField("expirationTime", MILLIS.format(expiration));
                    affected(json, "delayedRecipients", affected);
                });
    }

    byte[] bounce(Instant time, String type, String subtype, Affected affected) {
        return event(
                "Bounce",
                Shape.FULL,
                "bounce",
                json -> {
                    json.writeStringField("feedbackId", feedbackId(time));
                    json.writeStringField("bounceType", type);
                    json.writeStringField("bounceSubType", subtype);
                    affected(json, "bouncedRecipients", affected);
                    json.writeStringField("timestamp", MILLIS.format(time));
                    if (affected.action() != null) {
                        json.writeStringField("reportingMTA", "dns; " + mta());
                    }
                });
    }

    byte[] complaint(Instant time, String feedbackType, Recipient recipient) {
        return event(
                "Complaint",
                Shape.FULL,
                "complaint",
                json -> {
                    json.writeStringField("feedbackId", feedbackId(time));
                    json.writeNullField("complaintSubType");
                    json.writeArrayFieldStart("complainedRecipients");
                    json.writeStartObject();
                    json.writeStringField("emailAddress", recipient.address());
                    json.writeEndObject();
                    json.writeEndArray();
                    json.writeStringField("timestamp", MILLIS.format(time));
                    if (feedbackType != null) {
                        json.writeStringField("userAgent", "ExampleNet-Feedback-Loop/2.3");
                        json.writeStringField("complaintFeedbackType", feedbackType);
                        json.writeStringField("arrivalDate", MILLIS.format(time.minusSeconds(5)));
                    }
                });
    }

    byte[] open(Instant time, Client client) {
        return event(
                "Open",
                Shape.ENGAGED,
                "open",
                json -> {
                    json.writeStringField("timestamp", MILLIS.format(time));
                    json.writeStringField("userAgent", client.opens());
                    json.writeStringField("ipAddress", client.imageAddress(mail.entropy()));
                    botVerdict(json, client);
                });
    }

    byte[] click(Instant time, Client client, String link, String placement) {
        return event(
                "Click",
                Shape.ENGAGED,
                "click",
                json -> {
                    json.writeStringField("timestamp", MILLIS.format(time));
                    json.writeStringField("ipAddress", client.linkAddress(mail.entropy()));
                    json.writeStringField("userAgent", client.clicks());
                    json.writeStringField("link", link);
                    if (placement == null) {
                        json.writeNullField("linkTags");
                    } else {
                        json.writeObjectFieldStart("linkTags");
                        strings(json, "placement", List.of(placement));
                        json.writeEndObject();
                    }
                    botVerdict(json, client);
                });
    }

    byte[] subscription(Instant time) {
        return event(
                "Subscription",
                Shape.FULL,
                "subscription",
                json -> {
                    json.writeStringField("contactList", "shop-customers");
                    json.writeStringField("timestamp", MILLIS.format(time));
                    json.writeStringField("source", "UnsubscribeHeader");
                    preferences(json, "newTopicPreferences", true, "OptOut");
                    preferences(json, "oldTopicPreferences", false, "OptIn");
                });
    }

    private void botVerdict(JsonGenerator json, Client client) throws IOException {
        String verdict = client.botVerdict(mail.entropy());
        if (verdict != null) {
            json.writeStringField("isBotEvent", verdict);
        }
    }

    private byte[] event(String type, Shape shape, String detailName, Members detail) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(2_048);
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("eventType", type);
            json.writeObjectFieldStart("mail");
            mail(json, shape);
            json.writeEndObject();
            json.writeObjectFieldStart(detailName);
            detail.write(json);
            json.writeEndObject();
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
        return line.toByteArray();
    }

    private void mail(JsonGenerator json, Shape shape) throws IOException {
        Campaign campaign = mail.campaign();
        json.writeStringField("timestamp", MILLIS.format(mail.sentAt()));
        json.writeStringField("source", campaign.source());
        if (shape.sourceArn()) {
            json.writeStringField(
                    "sourceArn",
                    "arn:aws:ses:us-east-1:123456789012:identity/" + campaign.domain());
        }
        json.writeStringField("sendingAccountId", "123456789012");
        json.writeStringField("messageId", mail.messageId());
        strings(json, "destination", written(mail.recipients()));
        if (shape.headers()) {
            headers(json, shape.subject());
            commonHeaders(json, shape.subject());
        }
        tags(json, shape.outgoingIp());
    }

    private void headers(JsonGenerator json, boolean subject) throws IOException {
        json.writeBooleanField("headersTruncated", false);
        json.writeArrayFieldStart("headers");
        header(json, "From", mail.campaign().source());
        header(json, "To", String.join(", ", written(mail.to())));
        if (!mail.cc().isEmpty()) {
            header(json, "Cc", String.join(", ", written(mail.cc())));
        }
        if (subject) {
            header(json, "Subject", mail.subject());
        }
        header(json, "Date", HEADER_DATE.format(mail.sentAt()));
        header(json, "MIME-Version", "1.0");
        header(
                json,
                "Content-Type",
                "multipart/alternative; boundary=\"----=_Part_%d_%d\""
                        .formatted(mail.entropy() >>> 40, mail.sentAt().toEpochMilli()));
        header(json, "Message-ID", "<%s@email.amazonses.com>".formatted(mail.messageId()));
        header(json, "Reply-To", "help@" + mail.campaign().domain());
        header(
                json,
                "List-Unsubscribe",
                "<%s>, <mailto:unsubscribe@%s>"
                        .formatted(mail.links().getLast(), mail.campaign().domain()));
        header(json, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        header(json, "X-Mailer", "shop-mailer 4.2");
        if (mail.campaign().operation().equals("SendRawEmail")) {
            header(json, "DKIM-Signature", signature());
        }
        json.writeEndArray();
    }

    private void commonHeaders(JsonGenerator json, boolean subject) throws IOException {
        json.writeObjectFieldStart("commonHeaders");
        strings(json, "from", List.of(mail.campaign().source()));
        json.writeStringField("date", HEADER_DATE.format(mail.sentAt()));
        strings(json, "to", written(mail.to()));
        if (!mail.cc().isEmpty()) {
            strings(json, "cc", written(mail.cc()));
        }
        json.writeStringField("messageId", mail.messageId());
        if (subject) {
            json.writeStringField("subject", mail.subject());
        }
        json.writeEndObject();
    }

    private void tags(JsonGenerator json, boolean outgoingIp) throws IOException {
        Campaign campaign = mail.campaign();
        json.writeObjectFieldStart("tags");
        strings(json, "ses:source-tls-version", List.of("TLSv1.3"));
        strings(json, "ses:operation", List.of(campaign.operation()));
        strings(json, "ses:configuration-set", List.of(campaign.configurationSet()));
        strings(json, "ses:source-ip", List.of("192.0.2.44"));
        strings(json, "ses:from-domain", List.of(campaign.domain()));
        strings(json, "ses:caller-identity", List.of("shop-mailer"));
        if (outgoingIp) {
            strings(json, "ses:outgoing-ip", List.of("198.51.100.31"));
            strings(json, "ses:outgoing-tls-version", List.of("TLSv1.3"));
        }
        strings(json, "campaign", List.of(campaign.name()));
        strings(
                json,
                "segment",
                List.of(mail.recipients().getFirst().lapsed() ? "lapsed" : "regular"));
        json.writeEndObject();
    }

    private static void affected(JsonGenerator json, String name, Affected affected)
            throws IOException {
        json.writeArrayFieldStart(name);
        json.writeStartObject();
        json.writeStringField("emailAddress", affected.recipient().address());
        optional(json, "action", affected.action());
        optional(json, "status", affected.status());
        optional(json, "diagnosticCode", affected.diagnosticCode());
        json.writeEndObject();
        json.writeEndArray();
    }

    private static void preferences(
            JsonGenerator json, String name, boolean unsubscribeAll, String status)
            throws IOException {
        json.writeObjectFieldStart(name);
        json.writeBooleanField("unsubscribeAll", unsubscribeAll);
        json.writeArrayFieldStart("topicSubscriptionStatus");
        json.writeStartObject();
        json.writeStringField("topicName", "weekly-offers");
        json.writeStringField("subscriptionStatus", status);
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void header(JsonGenerator json, String name, String value) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("value", value);
        json.writeEndObject();
    }

    private static void strings(JsonGenerator json, String name, List<String> values)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private static void optional(JsonGenerator json, String name, String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private static List<String> written(List<Recipient> recipients) {
        return recipients.stream().map(Recipient::written).toList();
    }

    private String feedbackId(Instant time) {
        return "0100%012x-%08x-feed-4bac-8000-%012x-000000"
                .formatted(
                        time.toEpochMilli(),
                        (int) mail.entropy(),
                        mail.entropy() & 0xffffffffffffL);
    }

    /** Looks like the one a sender makes before SES adds its own. */
    private String signature() {
        byte[] random = new byte[128];
        new SplittableRandom(mail.entropy()).nextBytes(random);
        return "v=1; a=rsa-sha256; c=relaxed/relaxed; d=%s; s=mail; t=%d; h=from:to:subject:date; b=%s"
                .formatted(
                        mail.campaign().domain(),
                        mail.sentAt().getEpochSecond(),
                        Base64.getEncoder().encodeToString(random));
    }

    private String mta() {
        return "a8-%d.smtp-out.amazonses.com".formatted(Math.floorMod(mail.entropy(), 90) + 10);
    }

    private String remoteIp() {
        return "203.0.113." + Math.floorMod(mail.entropy(), 254);
    }
}
