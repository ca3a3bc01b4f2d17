package sesevents.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sesevents.Checkout;

class EnvelopeTest {
    /** Blanks, escapes and the order of keys must survive. */
    private static final String EVENT =
            "{\"eventType\" : \"Send\", \"mail\":{\"x\":\"\\u00e9\\\"\\\\ \u00e9\"}}";

    private static final String TIME = "2026-03-02T09:00:10.123Z";
    private static final long MILLIS = Instant.parse(TIME).toEpochMilli();

    static Stream<Arguments> envelopes() {
        String sns =
                "{'Type':'Notification','MessageId':'1','Message':%s,'Timestamp':'%s'}"
                        .formatted(text(EVENT), TIME);
        String eventBridge =
                "{'version':'0','detail-type':'Email Sent','source':'aws.ses','time':'%s','detail': %s }"
                        .formatted(TIME, EVENT);
        String sqs =
                "{'Records':[{'body':%s,'attributes':{'SentTimestamp':'%d'},'eventSource':'aws:sqs'}]}";
        return Stream.of(
                arguments("an SNS message", sns, TIME),
                arguments("without a time", "{'Message':%s}".formatted(text(EVENT)), null),
                arguments("an SNS event of a function", "{'Records':[{'Sns':" + sns + "}]}", TIME),
                arguments("an SQS event of a function", sqs.formatted(text(EVENT), MILLIS), TIME),
                arguments(
                        "an SNS message in one of SQS; SNS knows better when it came",
                        sqs.formatted(text(quoted(sns)), MILLIS + 5_000),
                        TIME),
                arguments(
                        "messages that the AWS CLI received",
                        "{'Messages':[{'MessageId':'1','Body':%s}]}".formatted(text(EVENT)),
                        null),
                arguments("an EventBridge event", eventBridge, TIME),
                arguments(
                        "an EventBridge event in SQS",
                        sqs.formatted(text(quoted(eventBridge)), MILLIS + 5_000),
                        TIME),
                arguments(
                        "a Firehose invocation",
                        "{'invocationId':'1','records':[{'recordId':'1','data':'%s','approximateArrivalTimestamp':%d}]}"
                                .formatted(base64(EVENT + "\n"), MILLIS),
                        TIME),
                arguments(
                        "a Kinesis event of a function",
                        "{'Records':[{'kinesis':{'data':'%s','approximateArrivalTimestamp':%d.123}}]}"
                                .formatted(base64(EVENT), MILLIS / 1000),
                        TIME),
                arguments(
                        "a line of the quarantine",
                        "{'rawData':'%s','errorCode':'x','arrivalTimestamp':'%d'}"
                                .formatted(base64(EVENT), MILLIS),
                        TIME),
                arguments(
                        "log events that CloudWatch sends",
                        "{'messageType':'DATA_MESSAGE','logEvents':[{'id':'1','timestamp':%d,'message':%s}]}"
                                .formatted(MILLIS, text(EVENT)),
                        TIME),
                arguments(
                        "log events that the AWS CLI lists",
                        "{'events':[{'timestamp':%d,'message':%s}]}"
                                .formatted(MILLIS, text(quoted(eventBridge))),
                        TIME),
                arguments("a line of a CloudWatch export", TIME + " " + EVENT, TIME),
                arguments(
                        "an EventBridge event in a CloudWatch export",
                        "2026-03-02T09:00:12.000Z " + eventBridge,
                        TIME),
                arguments("a list", "[ " + EVENT + " ]", null),
                arguments("a list of SNS messages", "[" + sns + "]", TIME));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("envelopes")
    void keepsTheBytesOfTheEventAndTheTimeOfItsArrival(String name, String record, String time)
            throws IOException {
        List<Envelope.Content> contents = open(quoted(record) + "\n");
        assertEquals(
                List.of(EVENT + "\n"),
                contents.stream().map(one -> new String(one.bytes(), UTF_8)).toList());
        assertEquals(time == null ? null : Instant.parse(time), contents.getFirst().arrival());
    }

    @Test
    void opensEachItemOfABatch() throws IOException {
        String batch =
                "{'Records':[{'body':%s},{'body':'no json'},{'body':%s}]}"
                        .formatted(text("{\"a\":1}"), text("{\"b\":2}"));
        assertEquals(
                List.of("{\"a\":1}\n", "no json\n", "{\"b\":2}\n"),
                open(quoted(batch)).stream().map(one -> new String(one.bytes(), UTF_8)).toList());
        assertEquals(
                List.of("{\"a\":1}\n", "{\"b\":[2]}\n"),
                open("[{\"a\":1},\n {\"b\":[2]}]\n").stream()
                        .map(one -> new String(one.bytes(), UTF_8))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'eventType':'Send','Message':'x'}",
                "{'Type':'SubscriptionConfirmation','Message':'You have chosen to subscribe'}",
                "{'Records':[]}",
                "{'Records':[{'body':1}]}",
                "{'Records':[{'body':'{}'},{'Sns':{'Message':'{}'}}]}",
                "{'records':[{'data':'no base64!'}]}",
                "{'detail-type':'Email Sent','detail':'text'}",
                "[]",
                "[1]",
                "[{},1]",
                "{'a':",
                "no json",
                "2026-03-02T09:00:10.123Z no json",
                "{}"
            })
    void leavesWholeWhatIsNoEnvelope(String record) throws IOException {
        byte[] bytes = (quoted(record) + "\n").getBytes(UTF_8);
        List<Envelope.Content> contents = Envelope.open(bytes);
        assertEquals(1, contents.size());
        assertEquals(new String(bytes, UTF_8), new String(contents.getFirst().bytes(), UTF_8));
        assertEquals(null, contents.getFirst().arrival());
    }

    @Test
    void opensNoMoreThanAFewEnvelopesInOneAnother() throws IOException {
        String record = EVENT;
        for (int i = 0; i < 6; i++) {
            record = quoted("{'Message':" + text(record) + "}");
        }
        List<Envelope.Content> contents = open(record);
        assertEquals(1, contents.size());
        assertTrue(new String(contents.getFirst().bytes(), UTF_8).startsWith("{\"Message\""));
    }

    @Test
    void findsTheEventsInWhatOthersCaptured() throws IOException {
        Path samples = Checkout.root().resolve("../shared/samples");
        Assumptions.assumeTrue(Files.isDirectory(samples), "no samples of others at " + samples);
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.list(samples)) {
            for (Path file :
                    files.filter(one -> one.toString().matches(".*__(sns-envelope|lambda-.*)__.*"))
                            .sorted()
                            .toList()) {
                boolean hasEvent =
                        open(Files.readString(file)).stream()
                                .map(one -> new String(one.bytes(), UTF_8))
                                .allMatch(
                                        one ->
                                                one.matches(
                                                        "(?s)\\{\\s*\"(eventType|notificationType)\".*"));
                names.add(hasEvent ? "event" : file.getFileName().toString());
            }
        }
        // One of them spells Message otherwise, so SNS cannot have sent it.
        assertEquals(
                List.of("cds-snc__notification-api__sns-envelope__1.json"),
                names.stream().filter(one -> !one.equals("event")).toList());
    }

    /** The contents of the one record in a text. */
    private static List<Envelope.Content> open(String text) throws IOException {
        RecordReader reader = new RecordReader(new ByteArrayInputStream(text.getBytes(UTF_8)));
        List<Envelope.Content> contents = Envelope.open(reader.next().bytes());
        assertEquals(null, reader.next());
        return contents;
    }

    private static String quoted(String json) {
        return json.contains(EVENT)
                ? json.replace(EVENT, "\0").replace('\'', '"').replace("\0", EVENT)
                : json.replace('\'', '"');
    }

    /** A text as a JSON string. */
    private static String text(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
