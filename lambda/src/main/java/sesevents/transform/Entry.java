package sesevents.transform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * One record of the request.
 *
 * @param id the JSON string {@code recordId}
 * @param data the JSON string {@code data}, or null where there is none
 * @param arrivalEpochMillis when Firehose took the record, or null where it does not say
 */
record Entry(Slice id, Slice data, Long arrivalEpochMillis) {
    private static final JsonFactory JSON = new JsonFactory();

    long arrival() throws RejectedRecord {
        if (arrivalEpochMillis == null) {
            throw new RejectedRecord(Reason.NO_ARRIVAL_TIME);
        }
        return arrivalEpochMillis;
    }

    /** The bytes that somebody put into Firehose. */
    byte[] record() throws RejectedRecord {
        if (data == null) {
            throw new RejectedRecord(Reason.BAD_BASE64);
        }
        try {
            return decoded(new Slice(data.bytes(), data.from() + 1, data.to() - 1));
        } catch (IllegalArgumentException e) {
            return unescaped();
        }
    }

    private static byte[] decoded(Slice base64) {
        ByteBuffer record = Base64.getDecoder().decode(base64.buffer());
        return record.remaining() == record.array().length
                ? record.array()
                : Arrays.copyOf(record.array(), record.remaining());
    }

    /** Some serializers write a slash as {@code \/} and a plus as an escape of its number. */
    private byte[] unescaped() throws RejectedRecord {
        try (JsonParser json = JSON.createParser(data.bytes(), data.from(), data.length())) {
            json.nextToken();
            return Base64.getDecoder().decode(json.getText());
        } catch (IllegalArgumentException | IOException e) {
            throw new RejectedRecord(Reason.BAD_BASE64);
        }
    }
}
