package sesevents.transform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Base64;

/**
 * One record of the request.
 *
 * @param id the JSON string {@code recordId}
 * @param data the JSON string {@code data}, or null where there is none
 * @param arrival the JSON number {@code approximateArrivalTimestamp}, or null where there is none
 */
record Entry(Slice id, Slice data, Slice arrival) {
    private static final JsonFactory JSON = new JsonFactory();

    /** When Firehose took the record. */
    long arrivalEpochMillis() throws RejectedRecord {
        try {
            return Long.parseLong(String.valueOf(arrival));
        } catch (NumberFormatException e) {
            throw new RejectedRecord(Reason.NO_ARRIVAL_TIME);
        }
    }

    /** The bytes that somebody put into Firehose. */
    byte[] record() throws RejectedRecord {
        if (data == null) {
            throw new RejectedRecord(Reason.BAD_BASE64);
        }
        try {
            return Base64Blocks.decode(inside());
        } catch (IllegalArgumentException e) {
            return unescaped();
        }
    }

    /**
     * The text of {@code data}, if it is the plain base64 of the bytes that {@link #record} gave.
     */
    Slice textOf(byte[] record) {
        int length =
                (record.length + Base64Blocks.BYTES - 1) / Base64Blocks.BYTES * Base64Blocks.CHARS;
        return data.length() - 2 == length ? inside() : null;
    }

    private Slice inside() {
        return new Slice(data.bytes(), data.from() + 1, data.to() - 1);
    }

    /** Some serializers write a slash as {@code \/} and a plus as an escape of its number. */
    private byte[] unescaped() throws RejectedRecord {
        try (JsonParser json = JSON.createParser(data.bytes(), data.from(), data.length())) {
            json.nextToken();
            String text = json.getText();
            if (text.length() % Base64Blocks.CHARS != 0) {
                throw new RejectedRecord(Reason.BAD_BASE64);
            }
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException | IOException e) {
            throw new RejectedRecord(Reason.BAD_BASE64);
        }
    }
}
