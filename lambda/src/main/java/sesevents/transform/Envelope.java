package sesevents.transform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the request of Firehose into its records, as slices of its bytes: one that cannot be
 * decoded harms no other, and goes back as it came.
 */
final class Envelope {
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    private final byte[] request;
    private final JsonParser json;

    private Envelope(byte[] request, JsonParser json) {
        this.request = request;
        this.json = json;
    }

    /**
     * @throws IllegalArgumentException if this is no request of Firehose, which then tries again
     *     and in the end keeps the whole batch as failed
     */
    static List<Entry> read(byte[] request) {
        try (JsonParser json = JSON.createParser(request)) {
            return new Envelope(request, json).entries();
        } catch (JsonProcessingException e) {
            // Its message quotes the request, so it goes no further.
            throw new IllegalArgumentException("the request is not JSON");
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed");
        }
    }

    private List<Entry> entries() throws IOException {
        require(json.nextToken() == JsonToken.START_OBJECT, "the request is not an object");
        List<Entry> entries = null;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken token = json.nextToken();
            if (name.equals("records")) {
                require(token == JsonToken.START_ARRAY, "records is not an array");
                require(entries == null, "records is there twice");
                entries = records();
            } else {
                json.skipChildren();
            }
        }
        require(entries != null, "the request has no records");
        require(json.nextToken() == null, "something follows the request");
        return entries;
    }

    private List<Entry> records() throws IOException {
        List<Entry> entries = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            require(json.currentToken() == JsonToken.START_OBJECT, "a record is not an object");
            entries.add(entry());
        }
        return entries;
    }

    private Entry entry() throws IOException {
        Slice id = null;
        Slice data = null;
        Long arrival = null;
        String next = json.nextFieldName();
        while (next != null) {
            String name = next;
            JsonToken token = json.nextToken();
            int start = tokenStart();
            if (name.equals("approximateArrivalTimestamp") && isLong(token)) {
                arrival = json.getLongValue();
            }
            json.skipChildren();
            next = json.nextFieldName();
            if (name.equals("recordId") && token == JsonToken.VALUE_STRING) {
                id = stringBeforeToken(start);
            } else if (name.equals("data") && token == JsonToken.VALUE_STRING) {
                data = stringBeforeToken(start);
            }
        }
        require(id != null, "a record has no recordId");
        return new Entry(id, data, arrival);
    }

    private boolean isLong(JsonToken token) throws IOException {
        return token == JsonToken.VALUE_NUMBER_INT
                && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
    }

    private int tokenStart() {
        return (int) json.currentTokenLocation().getByteOffset();
    }

    /** Jackson knows where the next token starts: no second search for the end of the string. */
    private Slice stringBeforeToken(int start) {
        int end = tokenStart();
        while (request[end - 1] != '"') {
            end--;
        }
        return new Slice(request, start, end);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
