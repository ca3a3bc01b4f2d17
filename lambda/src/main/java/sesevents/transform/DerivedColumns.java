package sesevents.transform;

import java.util.Set;

/** The columns that this function computes from an event, written as the opening of its line. */
final class DerivedColumns {
    private static final int USUAL_BYTES = 1_024;
    private static final byte[] TAG_NAME = Bytes.ascii("{\"name\":");
    private static final byte[] TAG_VALUE = Bytes.ascii(",\"value\":");

    private DerivedColumns() {}

    /**
     * An opening brace and the columns, without a comma behind the last.
     *
     * @param arrival when Firehose took the record, as the table writes times
     */
    static Bytes of(Event event, String arrival) {
        Bytes json = new Bytes(USUAL_BYTES);
        json.add("{\"event_id\":\"").add(EventId.of(event.body()));
        json.add("\",\"event_timestamp\":\"").add(Timestamp.text(event.happened()));
        json.add("\",\"message_id\":").add(event.messageId());
        json.add(",\"sent_timestamp\":\"").add(Timestamp.text(event.sent()));
        Set<String> recipients = Mailbox.addresses(event.recipients());
        Set<String> destination = Mailbox.addresses(event.destination());
        json.add("\",\"recipients\":[");
        addTexts(recipients.isEmpty() ? destination : recipients, json);
        json.add("],\"destination\":[");
        addTexts(destination, json);
        json.add("],\"tags\":[");
        addTags(event.tags(), json);
        json.add("],\"ingest_timestamp\":\"").add(arrival).add('"');
        if (!event.unlisted().fields().isEmpty()) {
            json.add(",\"unlisted_fields\":[");
            addTexts(event.unlisted().fields(), json);
            json.add(']');
        }
        if (event.typeToAdd() != null) {
            json.add(",\"eventType\":").add(event.typeToAdd());
        }
        return json;
    }

    private static void addTexts(Set<String> texts, Bytes json) {
        String comma = "";
        for (String text : texts) {
            json.add(comma).quoted(text);
            comma = ",";
        }
    }

    /** A tag with several values becomes as many objects; a value of null becomes none. */
    private static void addTags(Slice object, Bytes json) {
        if (object == null) {
            return;
        }
        Cursor tags = new Cursor(object.bytes(), object.from());
        int start = json.length();
        tags.expect('{');
        while (tags.peek() == '"') {
            Slice name = tags.string();
            tags.expect(':');
            if (tags.skip('[')) {
                while (!tags.skip(']')) {
                    Slice value = tags.value();
                    if (!value.isNull()) {
                        addTag(name, value, json.length() == start, json);
                    }
                    tags.skip(',');
                }
            } else {
                // The table declares lists, so this is null.
                tags.value();
            }
            tags.skip(',');
        }
    }

    private static void addTag(Slice name, Slice value, boolean isFirst, Bytes json) {
        if (!isFirst) {
            json.add(',');
        }
        json.add(TAG_NAME).add(name).add(TAG_VALUE);
        if (value.isString()) {
            json.add(value);
        } else {
            json.add('"').add(value).add('"');
        }
        json.add('}');
    }
}
