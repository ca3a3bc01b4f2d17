package sesevents.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sesevents.Checkout;
import sesevents.Sample;
import sesevents.transform.RejectedRecord;
import sesevents.transform.Transform;

/** Events written by hand as short as can be, turned into stored lines by the real transform. */
final class Events {
    static final String SENT = "2026-02-01T10:00:00.000Z";
    private static final Instant ARRIVAL = Instant.parse("2026-02-01T23:00:00.123Z");

    private final List<String> lines = new ArrayList<>();

    /** An event of a message with nothing but the members given. */
    Events add(String type, String messageId, String mail, String detail) {
        String event =
                """
                {"eventType":"%s","mail":{"timestamp":"%s","messageId":"%s"%s}%s}
                """
                        .formatted(type, SENT, messageId, member(mail), member(detail));
        lines.add(line(event));
        return this;
    }

    /**
     * An event whose detail object has a timestamp, at a time of the day after the mail was sent.
     */
    Events at(String time, String type, String messageId, String detail) {
        String name =
                type.equals("DeliveryDelay") ? "deliveryDelay" : type.toLowerCase(Locale.ROOT);
        String own = "'%s':{'timestamp':'2026-02-02T%sZ'%s}".formatted(name, time, member(detail));
        return add(type, messageId, "", own);
    }

    List<String> lines() {
        return lines;
    }

    /** Every event of events/. */
    static List<String> samples() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Sample sample : Sample.all(Checkout.root())) {
            lines.add(line(Files.readString(sample.file())));
        }
        return lines;
    }

    static String line(String event) {
        try {
            byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
            byte[] line = Transform.line(bytes, ARRIVAL.toEpochMilli());
            return new String(line, StandardCharsets.UTF_8).strip();
        } catch (RejectedRecord e) {
            throw new AssertionError(e.reason().code() + " " + e.field() + ": " + event, e);
        }
    }

    private static String member(String json) {
        return json.isEmpty() ? "" : "," + json.replace('\'', '"');
    }
}
