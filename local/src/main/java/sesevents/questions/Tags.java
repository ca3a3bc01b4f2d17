package sesevents.questions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The column tags of events: a JSON array of [name, value]. */
final class Tags {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Tags() {}

    /**
     * The part of the column that {@code name} or {@code name=value} stands for; empty for an empty
     * text.
     */
    static String part(String tag) {
        if (tag.isEmpty()) {
            return "";
        }
        int equals = tag.indexOf('=');
        return equals < 0
                ? "[" + json(tag) + ","
                : "[%s,%s]"
                        .formatted(json(tag.substring(0, equals)), json(tag.substring(equals + 1)));
    }

    private static String json(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
