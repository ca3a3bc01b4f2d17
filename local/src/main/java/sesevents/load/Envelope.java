package sesevents.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What SES events come wrapped in: messages of SNS and SQS, events of EventBridge, records of
 * Firehose and Kinesis, log events of CloudWatch, and lists. One envelope may hold another. The
 * bytes of an event do not change.
 *
 * @param items JSON pointer to the list of items, or empty if the envelope is one item itself
 * @param content JSON pointer from an item to the text of the event
 * @param isBase64 whether the text is in Base64
 * @param time JSON pointer from an item to the time when the event arrived there
 */
record Envelope(String items, String content, boolean isBase64, String time) {
    private static final List<Envelope> ALL =
            List.of(
                    new Envelope("", "/Message", false, "/Timestamp"), // SNS
                    new Envelope("/Records", "/Sns/Message", false, "/Sns/Timestamp"),
                    new Envelope("/Records", "/body", false, "/attributes/SentTimestamp"), // SQS
                    new Envelope("/Messages", "/Body", false, "/Attributes/SentTimestamp"),
                    new Envelope("/records", "/data", true, "/approximateArrivalTimestamp"),
                    new Envelope(
                            "/Records",
                            "/kinesis/data",
                            true,
                            "/kinesis/approximateArrivalTimestamp"),
                    new Envelope("", "/rawData", true, "/arrivalTimestamp"), // quarantine
                    new Envelope("/logEvents", "/message", false, "/timestamp"), // CloudWatch
                    new Envelope("/events", "/message", false, "/timestamp"));

    /** A line of a CloudWatch Logs export: the time, a blank, and the event. */
    private static final Pattern LOG_LINE =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z) (?=\\{)");

    static final int LOG_TIME_BYTES = "2026-03-02T09:00:10.123Z ".length();

    private static final int DEPTH_MAX = 4;
    private static final BigDecimal SECONDS_MAX = BigDecimal.valueOf(100_000_000_000L);
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A record out of an envelope.
     *
     * @param bytes with a newline at the end
     * @param arrival when it arrived, as the innermost envelope that knows it says; else null
     */
    record Content(byte[] bytes, Instant arrival) {}

    /** The records inside, or the record itself if it is no envelope. */
    static List<Content> open(byte[] record) {
        return open(new Content(record, null), DEPTH_MAX).toList();
    }

    /** Whether a line of a CloudWatch Logs export with a JSON object begins here. */
    static boolean isLogLine(byte[] text, int from, int to) {
        return logTime(text, from, to) != null;
    }

    private static Stream<Content> open(Content outer, int depth) {
        List<Content> inner = depth == 0 ? List.of() : contents(outer.bytes());
        return inner.isEmpty()
                ? Stream.of(outer)
                : inner.stream()
                        .map(
                                one ->
                                        one.arrival() == null
                                                ? new Content(one.bytes(), outer.arrival())
                                                : one)
                        .flatMap(one -> open(one, depth - 1));
    }

    private static List<Content> contents(byte[] record) {
        String logTime = logTime(record, 0, record.length);
        if (logTime != null) {
            return List.of(part(record, LOG_TIME_BYTES, record.length, instant(logTime)));
        }
        try {
            if (isEvent(record)) {
                return List.of();
            }
            JsonNode json = JSON.readTree(record);
            if (json.isArray()) {
                return json.valueStream().allMatch(JsonNode::isObject) ? items(record) : List.of();
            }
            if (json.has("detail-type") && json.path("detail").isObject()) {
                return List.of(detail(record, instant(json.path("time").asText())));
            }
            return ALL.stream()
                    .filter(envelope -> envelope.fits(json))
                    .findFirst()
                    .map(envelope -> envelope.itemsOf(json).map(envelope::content).toList())
                    .orElse(List.of());
        } catch (IOException | IllegalArgumentException _) {
            return List.of(); // It is no JSON, or not in Base64.
        }
    }

    /** SNS also sends requests for a confirmation: they have a Message, but no event. */
    private boolean fits(JsonNode json) {
        return json.path("Type").asText("Notification").equals("Notification")
                && itemsOf(json).findAny().isPresent()
                && itemsOf(json).allMatch(item -> item.at(content).isTextual());
    }

    private Stream<JsonNode> itemsOf(JsonNode json) {
        return items.isEmpty()
                ? Stream.of(json)
                : StreamSupport.stream(json.at(items).spliterator(), false);
    }

    private Content content(JsonNode item) {
        String text = item.at(content).asText();
        byte[] bytes = isBase64 ? Base64.getDecoder().decode(text) : text.getBytes(UTF_8);
        return part(bytes, 0, bytes.length, instant(item.at(time).asText()));
    }

    /** The values of a list. */
    private static List<Content> items(byte[] list) throws IOException {
        List<Content> items = new ArrayList<>();
        try (JsonParser json = JSON.createParser(list)) {
            json.nextToken();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                items.add(value(list, json, null));
            }
        }
        return items;
    }

    private static Content detail(byte[] event, Instant arrival) throws IOException {
        try (JsonParser json = JSON.createParser(event)) {
            findField(json, "detail");
            return value(event, json, arrival);
        }
    }

    /** Reads no further than the type of an event, which SES writes first. */
    private static boolean isEvent(byte[] record) throws IOException {
        try (JsonParser json = JSON.createParser(record)) {
            return findField(json, "eventType");
        }
    }

    /** Moves to the value of a field of the object, or returns false if there is none. */
    private static boolean findField(JsonParser json, String name) throws IOException {
        json.nextToken();
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            json.nextToken();
            if (field.equals(name)) {
                return true;
            }
            json.skipChildren();
        }
        return false;
    }

    private static Content value(byte[] text, JsonParser json, Instant arrival) throws IOException {
        int from = (int) json.currentTokenLocation().getByteOffset();
        json.skipChildren();
        return part(text, from, (int) json.currentLocation().getByteOffset(), arrival);
    }

    private static Content part(byte[] text, int from, int to, Instant arrival) {
        boolean hasNewline = to > from && text[to - 1] == '\n';
        byte[] bytes = Arrays.copyOfRange(text, from, hasNewline ? to : to + 1);
        bytes[bytes.length - 1] = '\n';
        return new Content(bytes, arrival);
    }

    private static String logTime(byte[] text, int from, int to) {
        if (to - from <= LOG_TIME_BYTES || text[from] < '0' || text[from] > '9') {
            return null;
        }
        Matcher line = LOG_LINE.matcher(new String(text, from, LOG_TIME_BYTES + 1, UTF_8));
        return line.lookingAt() ? line.group(1) : null;
    }

    /** A time in ISO 8601, or since 1970 in seconds or milliseconds; null if it is none. */
    private static Instant instant(String time) {
        try {
            if (time.contains("T")) {
                return Instant.parse(time);
            }
            BigDecimal number = new BigDecimal(time);
            boolean isSeconds = number.compareTo(SECONDS_MAX) < 0;
            return Instant.ofEpochMilli(
                    (isSeconds ? number.movePointRight(3) : number).longValue());
        } catch (DateTimeException | NumberFormatException _) {
            return null;
        }
    }
}
