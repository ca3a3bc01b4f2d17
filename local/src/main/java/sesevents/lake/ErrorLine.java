package sesevents.lake;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/**
 * A line of the error output. It is written as real Firehose writes it: with numbers where AWS's
 * documentation shows strings, and {@code lambdaARN} where it shows {@code lambdaArn}. Both forms
 * can be read, and the line of a failed format conversion too.
 */
public final class ErrorLine {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
                    .build();

    private record Fields(
            byte[] rawData,
            @JsonAlias("lastErrorCode") String errorCode,
            @JsonAlias("lastErrorMessage") String errorMessage,
            int attemptsMade,
            Long arrivalTimestamp,
            Long attemptEndingTimestamp,
            String lambdaARN) {}

    private ErrorLine() {}

    /**
     * Reads one line.
     *
     * @param origin the object and the number of the line, for {@link FailedRecord}
     * @throws UnreadableLine if it holds no record, or does not say when the record arrived
     */
    public static FailedRecord read(byte[] line, String origin) throws UnreadableLine {
        Fields fields = fields(line);
        if (fields.arrivalTimestamp == null) {
            throw new UnreadableLine("no arrivalTimestamp");
        }
        if (fields.rawData == null) {
            throw new UnreadableLine("no rawData");
        }
        Instant arrival = Instant.ofEpochMilli(fields.arrivalTimestamp);
        return new FailedRecord(
                fields.rawData,
                arrival,
                origin,
                fields.errorCode == null ? "unknown" : fields.errorCode,
                fields.errorMessage == null ? "unknown" : fields.errorMessage,
                fields.attemptsMade,
                fields.attemptEndingTimestamp == null
                        ? arrival
                        : Instant.ofEpochMilli(fields.attemptEndingTimestamp));
    }

    /** Writes the line, with its newline. */
    public static byte[] of(FailedRecord record, String functionArn) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            line.writeBytes(
                    JSON.writeValueAsBytes(
                            new Fields(
                                    record.data(),
                                    record.errorCode(),
                                    record.errorMessage(),
                                    record.attemptsMade(),
                                    record.arrival().toEpochMilli(),
                                    record.attemptEnding().toEpochMilli(),
                                    functionArn)));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a failed record cannot be written as JSON", e);
        }
        line.write('\n');
        return line.toByteArray();
    }

    private static Fields fields(byte[] line) throws UnreadableLine {
        try {
            Fields fields = JSON.readValue(line, Fields.class);
            if (fields == null) {
                throw new UnreadableLine("no JSON object");
            }
            return fields;
        } catch (JsonMappingException e) {
            throw new UnreadableLine(
                    e.getPath().isEmpty()
                            ? "no JSON object"
                            : e.getPath().getFirst().getFieldName() + " cannot be read");
        } catch (IOException _) {
            throw new UnreadableLine("no JSON");
        }
    }
}
