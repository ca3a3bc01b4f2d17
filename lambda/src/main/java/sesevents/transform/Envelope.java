package sesevents.transform;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the request of Firehose into its records, as slices of its bytes: one that cannot be
 * decoded harms no other, and goes back as it came.
 */
final class Envelope {
    private Envelope() {}

    /**
     * @throws IllegalArgumentException if this is no request of Firehose, which then tries again
     *     and in the end keeps the whole batch as failed
     */
    static List<Entry> read(byte[] request) {
        Cursor json = new Cursor(request, 0);
        List<Entry> entries = null;
        json.expect('{');
        do {
            String name = json.string().inside();
            json.expect(':');
            if (name.equals("records")) {
                entries = records(json);
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

    private static List<Entry> records(Cursor json) {
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
            String name = json.string().inside();
            json.expect(':');
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
        return new Entry(id, data != null && data.isString() ? data : null, arrival);
    }
}
