package sesevents.madeup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import sesevents.madeup.EventWriter.Shape;

/** The object mail of an event: what SES knows of the message itself, with its headers and tags. */
record MailObject(MadeUpMail mail) {
    private static final DateTimeFormatter HEADER_DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private record Header(String name, String value) {}

    ObjectNode of(Shape shape) {
        Campaign campaign = mail.campaign();
        ObjectNode json =
                EventWriter.object()
                        .put("timestamp", EventWriter.millis(mail.sentAt()))
                        .put("source", campaign.source());
        if (shape.sourceArn()) {
            json.put(
                    "sourceArn",
                    "arn:aws:ses:us-east-1:123456789012:identity/" + campaign.domain());
        }
        json.put("sendingAccountId", "123456789012")
                .put("messageId", mail.messageId())
                .putPOJO("destination", written(mail.recipients()));
        if (shape.headers()) {
            json.put("headersTruncated", false)
                    .putPOJO("headers", headers(shape.subject()))
                    .putPOJO("commonHeaders", commonHeaders(shape.subject()));
        }
        return json.putPOJO("tags", tags(shape.outgoingIp()));
    }

    private List<Header> headers(boolean subject) {
        Campaign campaign = mail.campaign();
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("From", campaign.source()));
        headers.add(new Header("To", String.join(", ", written(mail.to()))));
        if (!mail.cc().isEmpty()) {
            headers.add(new Header("Cc", String.join(", ", written(mail.cc()))));
        }
        if (subject) {
            headers.add(new Header("Subject", mail.subject()));
        }
        headers.add(new Header("Date", HEADER_DATE.format(mail.sentAt())));
        headers.add(new Header("MIME-Version", "1.0"));
        String boundary =
                "----=_Part_%d_%d".formatted(mail.entropy() >>> 40, mail.sentAt().toEpochMilli());
        headers.add(
                new Header("Content-Type", "multipart/alternative; boundary=\"" + boundary + '"'));
        headers.add(new Header("Message-ID", "<" + mail.messageId() + "@email.amazonses.com>"));
        headers.add(new Header("Reply-To", "help@" + campaign.domain()));
        String unsubscribe =
                "<%s>, <mailto:unsubscribe@%s>"
                        .formatted(mail.links().getLast(), campaign.domain());
        headers.add(new Header("List-Unsubscribe", unsubscribe));
        headers.add(new Header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        headers.add(new Header("X-Mailer", "shop-mailer 4.2"));
        if (campaign.operation().equals("SendRawEmail")) {
            headers.add(new Header("DKIM-Signature", signature()));
        }
        return headers;
    }

    private ObjectNode commonHeaders(boolean subject) {
        ObjectNode headers =
                EventWriter.object()
                        .putPOJO("from", List.of(mail.campaign().source()))
                        .put("date", HEADER_DATE.format(mail.sentAt()))
                        .putPOJO("to", written(mail.to()));
        if (!mail.cc().isEmpty()) {
            headers.putPOJO("cc", written(mail.cc()));
        }
        headers.put("messageId", mail.messageId());
        return subject ? headers.put("subject", mail.subject()) : headers;
    }

    /** SES gives each tag a list of values; here each list has one. */
    private ObjectNode tags(boolean outgoingIp) {
        Campaign campaign = mail.campaign();
        ObjectNode tags = EventWriter.object();
        tags.putArray("ses:source-tls-version").add("TLSv1.3");
        tags.putArray("ses:operation").add(campaign.operation());
        tags.putArray("ses:configuration-set").add(campaign.configurationSet());
        tags.putArray("ses:source-ip").add("192.0.2.44");
        tags.putArray("ses:from-domain").add(campaign.domain());
        tags.putArray("ses:caller-identity").add("shop-mailer");
        if (outgoingIp) {
            tags.putArray("ses:outgoing-ip").add("198.51.100.31");
            tags.putArray("ses:outgoing-tls-version").add("TLSv1.3");
        }
        tags.putArray("campaign").add(campaign.name());
        boolean isLapsed = mail.recipients().getFirst().lapsed();
        tags.putArray("segment").add(isLapsed ? "lapsed" : "regular");
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
