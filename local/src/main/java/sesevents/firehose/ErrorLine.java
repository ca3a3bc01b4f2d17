package sesevents.firehose;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A failed record as real Firehose writes it: numbers where the documentation shows strings, {@code
 * lambdaARN} where it says {@code lambdaArn}, and the record as it was put.
 */
final class ErrorLine {
    private static final JsonFactory JSON = new JsonFactory();

    private ErrorLine() {}

    static byte[] of(FailedRecord record, String functionArn) {
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
}
