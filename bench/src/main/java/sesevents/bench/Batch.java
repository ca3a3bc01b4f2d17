package sesevents.bench;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A request of Firehose with events of the usual size, 2.1 KB; the same every time. */
final class Batch {
    private static final String[] DETAILS = {
        "\"eventType\":\"Send\",\"send\":{}",
        """
        "eventType":"Delivery","delivery":{"timestamp":"2026-03-01T10:00:02.456Z",\
        "processingTimeMillis":2333,"recipients":["reader%1$d@example.com"],\
        "smtpResponse":"250 2.0.0 OK  1772359202 d75a77b69052e-4a8 - gsmtp","remoteMtaIp":"192.0.2.7",\
        "reportingMTA":"a8-70.smtp-out.amazonses.com"}""",
        """
        "eventType":"Open","open":{"timestamp":"2026-03-01T11:00:02.456Z","userAgent":"Mozilla/5.0 \
        (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)",\
        "ipAddress":"198.51.100.%2$d"}""",
        """
        "eventType":"Click","click":{"timestamp":"2026-03-01T11:02:02.456Z","ipAddress":"198.51.100.%2$d",\
        "userAgent":"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15",\
        "link":"https://shop.example.net/spring?utm_source=mail&utm_campaign=spring-%1$d","linkTags":null}""",
    };

    private static final String MAIL =
            """
            "mail":{"timestamp":"2026-03-01T10:00:00.123Z","source":"Shop <shop@example.net>",\
            "sourceArn":"arn:aws:ses:eu-west-1:123456789012:identity/example.net",\
            "sendingAccountId":"123456789012","messageId":"010201954f6a%1$08x-18c8f590-4f2b-000000",\
            "destination":["Reader%1$d@example.com"],"headersTruncated":false,"headers":[\
            {"name":"Received","value":"from mail-out.example.net (mail-out.example.net [203.0.113.9]) by \
            email-smtp.amazonaws.com with SMTP (SimpleEmailService-d-A1B2C3D4E) id x0aBcDeFg%1$d"},\
            {"name":"Date","value":"Sun, 1 Mar 2026 10:00:00 +0000"},\
            {"name":"From","value":"Shop <shop@example.net>"},\
            {"name":"To","value":"reader%1$d@example.com"},\
            {"name":"Message-ID","value":"<%1$d.order@shop.example.net>"},\
            {"name":"Subject","value":"Your order %1$d is on its way"},\
            {"name":"MIME-Version","value":"1.0"},\
            {"name":"Reply-To","value":"orders@example.net"},\
            {"name":"X-Mailer","value":"shop 4.2"},\
            {"name":"X-Order","value":"%1$d"},\
            {"name":"Auto-Submitted","value":"auto-generated"},\
            {"name":"List-Id","value":"<orders.shop.example.net>"},\
            {"name":"Feedback-ID","value":"spring:%1$d:shop"},\
            {"name":"X-Entity-Ref-ID","value":"order-%1$d"},\
            {"name":"List-Unsubscribe-Post","value":"List-Unsubscribe=One-Click"},\
            {"name":"List-Unsubscribe","value":"<https://shop.example.net/unsubscribe/%1$d>"},\
            {"name":"Content-Type","value":"multipart/alternative; boundary=frontier-%1$d"}],\
            "commonHeaders":{"from":["Shop <shop@example.net>"],"date":"Sun, 1 Mar 2026 10:00:00 +0000",\
            "to":["reader%1$d@example.com"],"messageId":"010201954f6a%1$08x-18c8f590-4f2b-000000",\
            "replyTo":["orders@example.net"],"subject":"Your order %1$d is on its way"},"tags":{"ses:operation":["SendRawEmail"],\
            "ses:configuration-set":["events"],"ses:source-ip":["203.0.113.9"],\
            "ses:from-domain":["example.net"],"ses:caller-identity":["mailer"],\
            "ses:source-tls-version":["TLSv1.3"],"campaign":["spring"],"shop":["eu"]}}""";

    private static final String RECORD =
            """
            {"recordId":"49660000000000000000000000000000000000000000000%09d",\
            "approximateArrivalTimestamp":%d,"data":"%s"}""";

    private Batch() {}

    /**
     * @param bytes of all events together, before base64
     */
    static byte[] ofSize(int bytes) {
        StringBuilder request =
                new StringBuilder(
                        "{\"invocationId\":\"bench\",\"deliveryStreamArn\":\"arn:aws:firehose:eu-west-1:"
                                + "123456789012:deliverystream/events\",\"region\":\"eu-west-1\","
                                + "\"records\":[");
        int total = 0;
        for (int i = 0; total < bytes; i++) {
            byte[] event = event(i).getBytes(StandardCharsets.UTF_8);
            total += event.length;
            request.append(i == 0 ? "" : ",")
                    .append(
                            RECORD.formatted(
                                    i,
                                    1_772_359_205_000L + i,
                                    Base64.getEncoder().encodeToString(event)));
        }
        return request.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String event(int i) {
        String detail = DETAILS[i % DETAILS.length].formatted(i, i % 250);
        return "{" + detail + "," + MAIL.formatted(i) + "}\n";
    }
}
