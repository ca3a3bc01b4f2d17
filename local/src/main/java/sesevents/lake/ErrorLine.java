package sesevents.lake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A failed record as real Firehose writes it: numbers where the documentation shows strings, {@code
 * lambdaARN} where it says {@code lambdaArn}, and the record as it was put. What is read may be of
 * either kind, or of a failed format conversion, which names its fields otherwise.
 */
public final class ErrorLine {
    private static final JsonFactory JSON = new JsonFactory();
    private static final ObjectMapper READER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private ErrorLine() {}

    /**
     * Reads one line.
     *
     * @param origin the object and the number of the line, for {@link FailedRecord}
     * @throws UnreadableLine if there is no record in it, or it does not say when that arrived
     */
    public static FailedRecord read(byte[] line, String origin) throws UnreadableLine {
        Map<String, JsonNode> fields = fields(line);
        Instant arrival = time(fields, "arrivaltimestamp");
        if (arrival == null) {
            throw new UnreadableLine("no arrivalTimestamp");
        }
        Instant attemptEnding = time(fields, "attemptendingtimestamp");
        Long attemptsMade = number(fields, "attemptsmade");
        return new FailedRecord(
                data(fields),
                arrival,
                origin,
                text(fields, "errorcode", "lasterrorcode"),
                text(fields, "errormessage", "lasterrormessage"),
                attemptsMade == null ? 0 : attemptsMade.intValue(),
                attemptEnding == null ? arrival : attemptEnding);
    }

    public static byte[] of(FailedRecord record, String functionArn) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeBinaryField("rawData", record.data());
            json.writeStringField("errorCode", record.errorCode());
            json.writeStringField("errorMessage", record.errorMessage());
            json.writeNumberField("attemptsMade", record.attemptsMade());
            json.writeNumberField("arrivalTimestamp", record.arrival().toEpochMilli());
            json.writeNumberField("attemptEndingTimestamp", record.attemptEnding().toEpochMilli());
            json.writeStringField("lambdaARN", functionArn);
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
        return line.toByteArray();
    }

    private static Map<String, JsonNode> fields(byte[] line) throws UnreadableLine {
        JsonNode object;
        try {
            object = READER.readTree(line);
        } catch (IOException _) {
            throw new UnreadableLine("no JSON");
        }
        if (!object.isObject()) {
            throw new UnreadableLine("no JSON object");
        }
        Map<String, JsonNode> fields = new HashMap<>();
        object.properties()
                .forEach(one -> fields.put(one.getKey().toLowerCase(Locale.ROOT), one.getValue()));
        return fields;
    }

    private static byte[] data(Map<String, JsonNode> fields) throws UnreadableLine {
        JsonNode rawData = fields.get("rawdata");
        if (rawData == null || !rawData.isTextual()) {
            throw new UnreadableLine("no rawData");
        }
        try {
            return Base64.getDecoder().decode(rawData.textValue());
        } catch (IllegalArgumentException _) {
            throw new UnreadableLine("rawData is no base64");
        }
    }

    private static Instant time(Map<String, JsonNode> fields, String name) throws UnreadableLine {
        Long millis = number(fields, name);
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    /** A number, or a text that is one; null where there is none. */
    private static Long number(Map<String, JsonNode> fields, String name) throws UnreadableLine {
        JsonNode value = fields.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        try {
            return Long.valueOf(value.asText());
        } catch (NumberFormatException _) {
            throw new UnreadableLine(name + " is no whole number");
        }
    }

    private static String text(Map<String, JsonNode> fields, String name, String otherName) {
        JsonNode value = fields.getOrDefault(name, fields.get(otherName));
        return value == null || value.isNull() ? "unknown" : value.asText();
    }
}
