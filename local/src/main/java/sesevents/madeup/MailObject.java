package sesevents.madeup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** The object mail of an event: what SES knows of the message itself, with its headers and tags. */
record MailObject(MadeUpMail mail) {
    private static final DateTimeFormatter HEADER_DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private static final String IDENTITY = "arn:aws:ses:us-east-1:123456789012:identity/";

    private record Header(String name, String value) {}

    /** The object for a type of event, which decides which optional parts it has. */
    ObjectNode of(String type) {
        boolean isEngagement = type.equals("Open") || type.equals("Click");
        boolean hasHeaders = !type.equals("DeliveryDelay") && !type.equals("Rendering Failure");
        boolean hasSubject = !(type.equals("Send") && mail.campaign().isTemplated());
        Campaign campaign = mail.campaign();
        ObjectNode json =
                EventWriter.object()
                        .put("timestamp", EventWriter.millis(mail.sentAt()))
                        .put("source", campaign.source);
        if (!isEngagement) {
            json.put("sourceArn", IDENTITY + campaign.domain());
        }
        json.put("sendingAccountId", "123456789012")
                .put("messageId", mail.messageId())
                .putPOJO("destination", written(mail.recipients()));
        if (hasHeaders) {
            json.put("headersTruncated", false)
                    .putPOJO("headers", headers(hasSubject))
                    .putPOJO("commonHeaders", commonHeaders(hasSubject));
        }
        return json.putPOJO("tags", tags(type.equals("Delivery")));
    }

    private List<Header> headers(boolean hasSubject) {
        Campaign campaign = mail.campaign();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("From", campaign.source);
        headers.put("To", String.join(", ", written(mail.to())));
        if (!mail.cc().isEmpty()) {
            headers.put("Cc", String.join(", ", written(mail.cc())));
        }
        if (hasSubject) {
            headers.put("Subject", mail.subject());
        }
        headers.put("Date", HEADER_DATE.format(mail.sentAt()));
        headers.put("MIME-Version", "1.0");
        headers.put(
                "Content-Type",
                "multipart/alternative; boundary=\"----=_Part_%d_%d\""
                        .formatted(mail.entropy() >>> 40, mail.sentAt().toEpochMilli()));
        headers.put("Message-ID", "<" + mail.messageId() + "@email.amazonses.com>");
        headers.put("Reply-To", "help@" + campaign.domain());
        headers.put(
                "List-Unsubscribe",
                "<%s>, <mailto:unsubscribe@%s>"
                        .formatted(mail.links().getLast(), campaign.domain()));
        headers.put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        headers.put("X-Mailer", "shop-mailer 4.2");
        if (campaign.operation.equals("SendRawEmail")) {
            headers.put("DKIM-Signature", signature());
        }
        return headers.entrySet().stream()
                .map(header -> new Header(header.getKey(), header.getValue()))
                .toList();
    }

    private ObjectNode commonHeaders(boolean hasSubject) {
        ObjectNode headers =
                EventWriter.object()
                        .putPOJO("from", List.of(mail.campaign().source))
                        .put("date", HEADER_DATE.format(mail.sentAt()))
                        .putPOJO("to", written(mail.to()));
        if (!mail.cc().isEmpty()) {
            headers.putPOJO("cc", written(mail.cc()));
        }
        headers.put("messageId", mail.messageId());
        return hasSubject ? headers.put("subject", mail.subject()) : headers;
    }

    /** SES gives each tag a list of values; here each list has one. */
    private Map<String, List<String>> tags(boolean isDelivery) {
        Campaign campaign = mail.campaign();
        Map<String, List<String>> tags = new LinkedHashMap<>();
        tags.put("ses:source-tls-version", List.of("TLSv1.3"));
        tags.put("ses:operation", List.of(campaign.operation));
        tags.put("ses:configuration-set", List.of(campaign.configurationSet));
        tags.put("ses:source-ip", List.of("192.0.2.44"));
        tags.put("ses:from-domain", List.of(campaign.domain()));
        tags.put("ses:caller-identity", List.of("shop-mailer"));
        if (isDelivery) {
            tags.put("ses:outgoing-ip", List.of("198.51.100.31"));
            tags.put("ses:outgoing-tls-version", List.of("TLSv1.3"));
        }
        tags.put("campaign", List.of(campaign.label));
        boolean isLapsed = mail.recipients().getFirst().lapsed();
        tags.put("segment", List.of(isLapsed ? "lapsed" : "regular"));
        return tags;
    }

    private static List<String> written(List<Recipient> recipients) {
        return recipients.stream().map(Recipient::written).toList();
    }

    /** Looks like the signature that a sender adds before SES adds its own. */
    private String signature() {
        byte[] random = new byte[128];
        new SplittableRandom(mail.entropy()).nextBytes(random);
        return "v=1; a=rsa-sha256; c=relaxed/relaxed; d=%s; s=mail; t=%d; h=from:to:subject:date; b=%s"
                .formatted(
                        mail.campaign().domain(),
                        mail.sentAt().getEpochSecond(),
                        Base64.getEncoder().encodeToString(random));
    }
}
