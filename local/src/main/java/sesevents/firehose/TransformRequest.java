package sesevents.firehose;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.List;

/** The payload of an invocation, with the fields that Firehose sends for Direct PUT. */
record TransformRequest(
        String invocationId, String deliveryStreamArn, String region, List<Entry> records) {
    private static final ObjectMapper JSON = new ObjectMapper();

    record Entry(String recordId, long approximateArrivalTimestamp, byte[] data) {
        static Entry of(IncomingRecord record) {
            return new Entry(record.recordId(), record.arrival().toEpochMilli(), record.data());
        }
    }

    byte[] json() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a request cannot be written as JSON", e);
        }
    }
}
