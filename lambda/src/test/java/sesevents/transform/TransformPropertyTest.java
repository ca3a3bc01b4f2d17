package sesevents.transform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What holds for any bytes in the stream. */
class TransformPropertyTest {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION)
                    .build();

    @Property(edgeCases = EdgeCasesMode.NONE)
    void everyRecordComesOutOnceUnderItsOwnIdAndInOrder(@ForAll("records") List<byte[]> records)
            throws RejectedRecord, IOException {
        Batch batch = Batch.of(records);
        assertEquals(records.size(), batch.answers.size());
        for (int i = 0; i < records.size(); i++) {
            Batch.Answer answer = batch.answers.get(i);
            assertEquals(Batch.id(i), answer.id());
            if (answer.result().equals("Ok")) {
                assertIsTheRecordAndTheDerivedColumns(records.get(i), answer.data());
                assertArrayEquals(answer.data(), Transform.line(records.get(i), Batch.ARRIVAL));
            } else {
                assertEquals("ProcessingFailed", answer.result());
                assertArrayEquals(records.get(i), answer.data());
            }
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void aLineThatIsPutInAgainComesOutAsItIs(@ForAll("event") String event) throws RejectedRecord {
        String line = Events.line(event);
        assertEquals(line, Events.line(line));
    }

    private static void assertIsTheRecordAndTheDerivedColumns(byte[] record, byte[] line)
            throws IOException {
        assertTrue(Events.text(line).matches("[^\r\n]*\n"));
        ObjectNode stored = (ObjectNode) JSON.readTree(line);
        for (String name : Columns.DERIVED) {
            assertTrue(stored.has(name), name);
        }
        stored.remove(Columns.DERIVED);
        JsonNode original = JSON.readTree(record);
        if (member(original, "eventType") == null) {
            assertEquals(member(original, "notificationType"), stored.remove("eventType"));
        }
        assertEquals(original, stored);
    }

    /** Names compare as the table compares them, whatever their case. */
    private static JsonNode member(JsonNode object, String name) {
        return object.propertyStream()
                .filter(member -> member.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    @Provide
    Arbitrary<List<byte[]>> records() {
        Arbitrary<byte[]> anyBytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(80);
        Arbitrary<byte[]> sound = event().map(Events::bytes);
        Arbitrary<byte[]> damaged =
                Combinators.combine(
                                sound,
                                Arbitraries.integers().between(0, Integer.MAX_VALUE),
                                Arbitraries.bytes(),
                                Arbitraries.integers().between(0, 3))
                        .as(TransformPropertyTest::damage);
        return Arbitraries.frequencyOf(
                        Tuple.of(1, anyBytes), Tuple.of(4, sound), Tuple.of(4, damaged))
                .list()
                .ofMaxSize(12);
    }

    /** Replaces a byte, inserts one, changes the case of a letter, or leaves a byte out. */
    private static byte[] damage(byte[] record, int at, byte with, int how) {
        int place = at % record.length;
        ByteArrayOutputStream damaged = new ByteArrayOutputStream();
        damaged.write(record, 0, place);
        switch (how) {
            case 0 -> damaged.write(with);
            case 1 -> damaged.writeBytes(new byte[] {with, record[place]});
            case 2 -> damaged.write(record[place] ^ 0x20);
            default -> {}
        }
        damaged.write(record, place + 1, record.length - place - 1);
        return damaged.toByteArray();
    }

    /** Events of both forms with strings, blanks and unknown fields of all kinds. */
    @Provide
    Arbitrary<String> event() {
        Arbitrary<String> name = Arbitraries.of("eventType", "notificationType");
        Arbitrary<String> type =
                Arbitraries.of("Send", "Bounce", "Open", "Rendering Failure", "Future");
        Arbitrary<String> text =
                Arbitraries.strings().ofMaxLength(12).map(TransformPropertyTest::quoted);
        Arbitrary<String> address =
                Arbitraries.strings()
                        .withChars("aZ@.<>\",\\é \uD83D\uDE00")
                        .ofMaxLength(12)
                        .map(TransformPropertyTest::quoted);
        Arbitrary<String> blank = Arbitraries.strings().withChars(" \t\r\n").ofMaxLength(2);
        return Combinators.combine(name, type, text, text, address, address, blank, blank)
                .as(
                        (key, kind, one, other, to, bounced, gap, end) ->
                                """
                                %9$s{%9$s"%1$s"%9$s:"%2$s",%9$s"mail":{"timestamp":"2026-03-01T10:00:00.123Z",\
                                "messageId":"m-1","destination":[%5$s],"commonHeaders":{"subject":%3$s},\
                                "tags":{%4$s:[%3$s,%4$s]}}%9$s,"bounce":{"bouncedRecipients":[\
                                {"emailAddress":%6$s}],"timestamp":"2026-03-01T10:00:01+01:00"},\
                                "new":{"x":[%3$s,1.5,true,null,{}]}%8$s}%7$s"""
                                        .formatted(
                                                key, kind, one, other, to, bounced, end, gap, gap));
    }

    private static String quoted(String text) {
        return JSON.getNodeFactory().textNode(text).toString();
    }
}
