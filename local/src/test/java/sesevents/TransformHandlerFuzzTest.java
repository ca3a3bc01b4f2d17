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
import io.trino.metastore.type.ListTypeInfo;
import io.trino.metastore.type.MapTypeInfo;
import io.trino.metastore.type.StructTypeInfo;
import io.trino.metastore.type.TypeInfo;
import io.trino.metastore.type.TypeInfoUtils;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import sesevents.firehose.InProcessFunction;
import sesevents.sql.HiveTable;
import sesevents.transform.Columns;

/** Any bytes as the records of a request, or after a {@code !} as the whole request. */
class TransformHandlerFuzzTest {
    private static final int RESPONSE_BYTES_LIMIT = 6_291_556;

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    private static final TypeInfo TABLE = table();

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
        assertTrue(new String(line, UTF_8).matches("[^\r\n]*\n"));
        JsonNode json = JSON.readTree(line);
        assertReads(json, TABLE);
        Map<String, JsonNode> stored = members(json);
        Map<String, JsonNode> original = members(JSON.readTree(record));
        // A line has unlisted_fields only if there are such fields.
        for (String name : Columns.DERIVED) {
            assertTrue(stored.remove(name) != null || name.equals("unlisted_fields"), name);
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
        return IntStream.range(0, records.size())
                .mapToObj(
                        i ->
                                "{\"recordId\":\"id-%d\",\"approximateArrivalTimestamp\":1772359205789,\"data\":\"%s\"}"
                                        .formatted(
                                                i,
                                                Base64.getEncoder().encodeToString(records.get(i))))
                .collect(Collectors.joining(",", "{\"invocationId\":\"i\",\"records\":[", "]}"))
                .getBytes(UTF_8);
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

    /** The types that the table declares, as one struct. */
    private static TypeInfo table() {
        try {
            String ddl = Files.readString(Checkout.root().resolve("sql/tables/ses_events.sql"));
            return TypeInfoUtils.getTypeInfoFromTypeString(
                    HiveTable.parse(ddl).columns().stream()
                            .map(column -> column.name() + ":" + column.type())
                            .collect(Collectors.joining(",", "struct<", ">")));
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static void assertReads(JsonNode value, TypeInfo type) {
        if (value.isNull()) {
            return;
        }
        switch (type) {
            case ListTypeInfo list -> {
                assertTrue(value.isArray(), list.toString());
                value.forEach(one -> assertReads(one, list.getListElementTypeInfo()));
            }
            case MapTypeInfo map -> {
                assertTrue(value.isObject(), map.toString());
                value.forEach(one -> assertReads(one, map.getMapValueTypeInfo()));
            }
            case StructTypeInfo struct -> {
                assertTrue(value.isObject(), struct.toString());
                Map<String, JsonNode> members = members(value);
                for (int i = 0; i < struct.getAllStructFieldNames().size(); i++) {
                    JsonNode member = members.get(struct.getAllStructFieldNames().get(i));
                    if (member != null) {
                        assertReads(member, struct.getAllStructFieldTypeInfos().get(i));
                    }
                }
            }
            default -> {
                assertTrue(value.isValueNode(), type.toString());
                String text = value.asText();
                switch (type.getTypeName()) {
                    case "bigint" -> assertEquals(text, Long.toString(Long.parseLong(text)));
                    case "boolean" -> assertTrue(text.matches("true|false"), text);
                    case "timestamp" ->
                            assertTrue(
                                    text.matches("\\d{4}(-\\d\\d){2} \\d\\d(:\\d\\d){2}\\.\\d{3}"),
                                    text);
                    default -> assertEquals("string", type.getTypeName());
                }
            }
        }
    }
}
