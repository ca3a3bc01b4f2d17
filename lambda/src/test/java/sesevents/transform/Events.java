package sesevents.transform;

import java.nio.charset.StandardCharsets;

/** Events for the tests, in the shapes that SES publishes. */
final class Events {
    private Events() {}

    /** A whole event of the type, with the given detail object. */
    static String event(String type, String detail) {
        return ("{\"eventType\":\"" + type + "\",\"mail\":" + mail() + "," + detail + "}");
    }

    private static String mail() {
        return """
        {"timestamp":"2026-03-01T10:00:00.123Z","source":"Shop <shop@example.net>",\
        "sourceArn":"arn:aws:ses:eu-west-1:123456789012:identity/example.net",\
        "sendingAccountId":"123456789012","messageId":"0100-id-000000",\
        "destination":["Ann@Example.com","Bob <BOB@example.org>"],"headersTruncated":false,\
        "headers":[{"name":"From","value":"shop@example.net"},{"name":"Received","value":"a"},\
        {"name":"Received","value":"b"}],\
        "commonHeaders":{"from":["shop@example.net"],"to":["ann@example.com"],\
        "messageId":"0100-id-000000","subject":"Your order"},\
        "tags":{"ses:configuration-set":["events"],"campaign":["spring","sale"]}}""";
    }

    static String send() {
        return event("Send", "\"send\":{}");
    }

    static String delivery() {
        return event(
                "Delivery",
                """
                "delivery":{"timestamp":"2026-03-01T10:00:02.456Z","processingTimeMillis":2333,\
                "recipients":["Ann@Example.com"],"smtpResponse":"250 2.6.0 received",\
                "reportingMTA":"a8-70.smtp-out.amazonses.com","remoteMtaIp":"192.0.2.7"}""");
    }

    static String bounce() {
        return event(
                "Bounce",
                """
                "bounce":{"feedbackId":"0100-feedback-000000","bounceType":"Permanent",\
                "bounceSubType":"General","bouncedRecipients":[{"emailAddress":"bob@example.org",\
                "action":"failed","status":"5.1.1","diagnosticCode":"smtp; 550 5.1.1 unknown"}],\
                "timestamp":"2026-03-01T10:00:03.000Z","reportingMTA":"dns; a48-1.example"}""");
    }

    /** The line that the function makes of an event. */
    static String line(String event) throws RejectedRecord {
        return text(Transform.line(bytes(event), Batch.ARRIVAL));
    }

    /** The event_id of bytes without blanks around them. */
    static String id(String event) {
        byte[] bytes = bytes(event);
        return EventId.of(new Slice(bytes, 0, bytes.length));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
