package sesevents.transform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * One record of a request, as slices of the request's bytes: one that cannot be decoded harms no
 * other, and goes back as it came.
 *
 * @param id the JSON string {@code recordId}
 * @param data the JSON string {@code data}, or {@link #NO_DATA}
 * @param arrival the JSON number {@code approximateArrivalTimestamp}, or null where there is none
 */
record Entry(Slice id, Slice data, Slice arrival) {
    private static final Slice NO_DATA = new Slice(Bytes.ascii("\"\""), 0, 2);
    private static final JsonFactory JSON = new JsonFactory();

    /**
     * Reads a request of Firehose.
     *
     * @throws IllegalArgumentException if it is not one; Firehose then tries again, and in the end
     *     keeps the whole batch as failed
     */
    static List<Entry> readAll(byte[] request) {
        Cursor json = new Cursor(request, 0);
        List<Entry> entries = null;
        json.expect('{');
        do {
            if (json.name().equals("records")) {
                entries = entries(json);
            } else {
                json.value();
            }
        } while (json.skip(','));
        json.expect('}');
        if (entries == null) {
            throw new IllegalArgumentException("the request has no records");
        }
        return entries;
    }

    private static List<Entry> entries(Cursor json) {
        List<Entry> entries = new ArrayList<>();
        json.expect('[');
        if (json.skip(']')) {
            return entries;
        }
        do {
            entries.add(entry(json));
        } while (json.skip(','));
        json.expect(']');
        return entries;
    }

    private static Entry entry(Cursor json) {
        Slice id = null;
        Slice data = null;
        Slice arrival = null;
        json.expect('{');
        do {
            String name = json.name();
            Slice value = json.value();
            switch (name) {
                case "recordId" -> id = value;
                case "data" -> data = value;
                case "approximateArrivalTimestamp" -> arrival = value;
                default -> {}
            }
        } while (json.skip(','));
        json.expect('}');
        if (id == null || !id.isString()) {
            throw new IllegalArgumentException("a record has no recordId");
        }
        return new Entry(id, data != null && data.isString() ? data : NO_DATA, arrival);
    }

    /** When Firehose took the record. */
    long arrivalEpochMillis() throws RejectedRecord {
        try {
            return Long.parseLong(String.valueOf(arrival));
        } catch (NumberFormatException e) {
            throw new RejectedRecord(Reason.NO_ARRIVAL_TIME);
        }
    }

    /** What {@link #data} holds between its quotes. */
    Slice text() {
        return new Slice(data.bytes(), data.from() + 1, data.to() - 1);
    }

    /** The bytes that were put into Firehose. */
    byte[] record() throws RejectedRecord {
        if (data == NO_DATA) {
            throw new RejectedRecord(Reason.BAD_BASE64);
        }
        try {
            return Base64Text.decode(text());
        } catch (IllegalArgumentException e) {
            return unescaped();
        }
    }

    /** Some serializers write a slash as {@code \/}, and a plus as a Unicode escape. */
    private byte[] unescaped() throws RejectedRecord {
        try (JsonParser json = JSON.createParser(data.bytes(), data.from(), data.length())) {
            json.nextToken();
            String text = json.getText();
            if (text.length() % Base64Text.CHARS != 0) {
                throw new RejectedRecord(Reason.BAD_BASE64);
            }
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException | IOException e) {
            throw new RejectedRecord(Reason.BAD_BASE64);
        }
    }
}
