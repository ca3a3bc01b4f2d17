package sesevents.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
        long ending = requireNonNullElse(fields.attemptEndingTimestamp, fields.arrivalTimestamp);
        return new FailedRecord(
                fields.rawData,
                Instant.ofEpochMilli(fields.arrivalTimestamp),
                origin,
                requireNonNullElse(fields.errorCode, "unknown"),
                requireNonNullElse(fields.errorMessage, "unknown"),
                fields.attemptsMade,
                Instant.ofEpochMilli(ending));
    }

    /** Writes the line, with its newline. */
    public static byte[] of(FailedRecord record, String functionArn) {
        Fields fields =
                new Fields(
                        record.data(),
                        record.errorCode(),
                        record.errorMessage(),
                        record.attemptsMade(),
                        record.arrival().toEpochMilli(),
                        record.attemptEnding().toEpochMilli(),
                        functionArn);
        try {
            return (JSON.writeValueAsString(fields) + "\n").getBytes(UTF_8);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a failed record cannot be written as JSON", e);
        }
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
