package sesevents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import sesevents.firehose.InProcessFunction;
import sesevents.sql.HiveTable;
import sesevents.transform.Columns;

/** Any bytes as the records of a request, or after a {@code !} as the whole request. */
class TransformHandlerFuzzTest {
    private static final int RESPONSE_BYTES_LIMIT = 6_291_556;

    /** A line has this column only if there are such fields. */
    private static final String UNLISTED_FIELDS = "unlisted_fields";

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    private static final TypeReader TABLE = TypeReader.ofTable();

    static Stream<byte[]> seeds() throws IOException {
        return Stream.concat(
                FuzzSeeds.events(),
                FuzzSeeds.files("events/firehose")
                        .map(request -> join("!".getBytes(UTF_8), request)));
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "20s")
    void answersEveryRecordOnceAndOnlyWithLinesThatTheTableReads(byte[] bytes) throws IOException {
        if (bytes.length > 0 && bytes[0] == '!') {
            assertAnswersOrRefuses(Arrays.copyOfRange(bytes, 1, bytes.length));
            return;
        }
        List<byte[]> records = split(bytes);
        JsonNode answers = JSON.readTree(answer(request(records))).get("records");
        assertEquals(records.size(), answers.size());
        for (int i = 0; i < records.size(); i++) {
            assertEquals("id-" + i, answers.get(i).get("recordId").textValue());
            byte[] data = Base64.getDecoder().decode(answers.get(i).get("data").textValue());
            if (answers.get(i).get("result").textValue().equals("Ok")) {
                assertIsLineOf(records.get(i), data);
            } else {
                assertEquals("ProcessingFailed", answers.get(i).get("result").textValue());
                assertArrayEquals(records.get(i), data);
            }
        }
    }

    /** Bytes that are not a request are refused; everything else gets an answer. */
    private static void assertAnswersOrRefuses(byte[] request) throws IOException {
        byte[] answer;
        try {
            answer = answer(request);
        } catch (IllegalArgumentException _) {
            return;
        }
        // Record ids are given back as they came, even if they are not UTF-8.
        String text = new String(answer, UTF_8);
        assertTrue(text.startsWith("{\"records\":[") && text.endsWith("]}"), text);
    }

    private static byte[] answer(byte[] request) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        InProcessFunction.ofTransform().invoke(new ByteArrayInputStream(request), answer);
        assertTrue(
                answer.size() < RESPONSE_BYTES_LIMIT || answer.size() < request.length * 2,
                answer.size() + " bytes");
        return answer.toByteArray();
    }

    private static void assertIsLineOf(byte[] record, byte[] line) throws IOException {
        assertEquals('\n', line[line.length - 1]);
        for (int i = 0; i < line.length - 1; i++) {
            assertTrue(line[i] != '\n' && line[i] != '\r');
        }
        JsonNode json = JSON.readTree(line);
        TABLE.assertReads(json);
        Map<String, JsonNode> stored = members(json);
        Map<String, JsonNode> original = members(JSON.readTree(record));
        for (String name : Columns.DERIVED) {
            assertTrue(stored.remove(name) != null || name.equals(UNLISTED_FIELDS), name);
            original.remove(name);
        }
        JsonNode type = original.get("eventtype");
        if (type == null || type.isNull()) {
            original.put("eventtype", original.get("notificationtype"));
        }
        assertEquals(original, stored);
    }

    /** By lower-case name, since the table ignores case. */
    private static Map<String, JsonNode> members(JsonNode object) {
        Map<String, JsonNode> members = new TreeMap<>();
        object.propertyStream()
                .forEach(one -> members.put(one.getKey().toLowerCase(Locale.ROOT), one.getValue()));
        return members;
    }

    private static byte[] request(List<byte[]> records) {
        StringBuilder request = new StringBuilder("{\"invocationId\":\"i\",\"records\":[");
        for (int i = 0; i < records.size(); i++) {
            request.append(i == 0 ? "" : ",")
                    .append("{\"recordId\":\"id-")
                    .append(i)
                    .append("\",\"approximateArrivalTimestamp\":1772359205789,\"data\":\"")
                    .append(Base64.getEncoder().encodeToString(records.get(i)))
                    .append("\"}");
        }
        return request.append("]}").toString().getBytes(UTF_8);
    }

    /** At zero bytes, which JSON cannot hold. */
    private static List<byte[]> split(byte[] bytes) {
        List<byte[]> records = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                records.add(Arrays.copyOfRange(bytes, start, i));
                start = i + 1;
            }
        }
        records.add(Arrays.copyOfRange(bytes, start, bytes.length));
        return records;
    }

    private static byte[] join(byte[] one, byte[] other) {
        byte[] all = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return all;
    }

    /** The types that the table declares. */
    private record TypeReader(String struct) {
        static TypeReader ofTable() {
            try {
                String ddl = Files.readString(Checkout.root().resolve("sql/tables/ses_events.sql"));
                StringBuilder struct = new StringBuilder();
                for (HiveTable.Column column : HiveTable.parse(ddl).columns()) {
                    struct.append(struct.isEmpty() ? "" : ",")
                            .append(column.name())
                            .append(':')
                            .append(column.type());
                }
                return new TypeReader("struct<" + struct + ">");
            } catch (IOException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        void assertReads(JsonNode line) {
            assertReads(line, struct);
        }

        private static void assertReads(JsonNode value, String type) {
            if (value.isNull()) {
                return;
            }
            String inner = type.substring(type.indexOf('<') + 1, type.length() - 1);
            if (type.startsWith("array<")) {
                assertTrue(value.isArray(), type);
                value.forEach(one -> assertReads(one, inner));
            } else if (type.startsWith("map<string,")) {
                assertTrue(value.isObject(), type);
                value.forEach(one -> assertReads(one, inner.substring("string,".length())));
            } else if (type.startsWith("struct<")) {
                assertTrue(value.isObject(), type);
                Map<String, JsonNode> members = members(value);
                for (String field : DoorTest.fields(inner)) {
                    int colon = field.indexOf(':');
                    JsonNode member = members.get(field.substring(0, colon));
                    if (member != null) {
                        assertReads(member, field.substring(colon + 1));
                    }
                }
            } else if (type.equals("bigint")) {
                assertEquals(value.asText(), Long.toString(Long.parseLong(value.asText())));
            } else if (type.equals("boolean")) {
                assertTrue(value.isBoolean() || value.asText().matches("true|false"), type);
            } else if (type.equals("timestamp")) {
                assertTrue(
                        value.textValue()
                                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}"),
                        value.textValue());
            } else {
                assertEquals("string", type);
                assertTrue(value.isValueNode(), type);
            }
        }
    }
}
