package sesevents.firehose;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;

/** The invocation's payload, member for member as Firehose sends it for Direct PUT. */
record TransformRequest(
        UUID invocationId, String streamArn, String region, List<IncomingRecord> records) {
    private static final JsonFactory JSON = new JsonFactory();

    byte[] json() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("invocationId", invocationId.toString());
            json.writeStringField("deliveryStreamArn", streamArn);
            json.writeStringField("region", region);
            json.writeArrayFieldStart("records");
            for (IncomingRecord record : records) {
                json.writeStartObject();
                json.writeStringField("recordId", record.recordId());
                json.writeNumberField(
                        "approximateArrivalTimestamp", record.arrival().toEpochMilli());
                json.writeBinaryField("data", record.data());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
        return out.toByteArray();
    }
}
