package sesevents.firehose;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;

/** A record that was put; as JSON, what Firehose sends of it to the function. */
@JsonPropertyOrder({"recordId", "approximateArrivalTimestamp", "data"})
record IncomingRecord(
        String recordId, @JsonIgnore Instant arrival, byte[] data, @JsonIgnore String origin) {
    @JsonProperty
    long approximateArrivalTimestamp() {
        return arrival.toEpochMilli();
    }
}
