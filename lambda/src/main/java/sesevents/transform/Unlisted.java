package sesevents.transform;

import com.fasterxml.jackson.core.JsonToken;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The fields and values of one event that neither the table nor sql/views/known_values.sql lists.
 * They show that SES has changed what it publishes; the event is stored like any other.
 */
final class Unlisted {
    /** A record of 1 MB may hold 100,000 names, so the paths and their lengths are limited. */
    static final int PATHS_MAX = 20;

    static final int PATH_CHARS_MAX = 200;

    /** Only the tags of SES itself begin so. */
    private static final String SES_TAG = "ses:";

    private final Set<String> fields = new LinkedHashSet<>();
    private boolean hasValue;

    /**
     * Notes a name that the table does not declare; names inside an unlisted field do not count.
     */
    void field(Field struct, String name) {
        if (struct.kind() == Field.Kind.STRUCT) {
            add(struct.path() == null ? name : struct.path() + "." + name);
        }
    }

    /** Notes a tag of SES that is not listed, and any name in the detail object of a Send. */
    void name(Field map, String name) {
        if (map.role() == Role.SEND) {
            add(map.path() + "." + name);
        } else if (map.role() == Role.TAGS && name.startsWith(SES_TAG)) {
            value(map, name);
        }
    }

    /** Notes a value that does not have the JSON type that SES is known to write. */
    void type(Field field, JsonToken token) {
        String type = token.isBoolean() ? "boolean" : token.isNumeric() ? "number" : "string";
        add(field.path() + ": " + type);
    }

    void value(Field field, String value) {
        hasValue |= !field.values().contains(value);
    }

    /** Paths such as {@code bounce.bouncedrecipients.newName} and {@code reject.reason: number}. */
    Set<String> fields() {
        return fields;
    }

    boolean isEmpty() {
        return fields.isEmpty() && !hasValue;
    }

    private void add(String path) {
        if (fields.size() < PATHS_MAX) {
            fields.add(path.substring(0, Math.min(path.length(), PATH_CHARS_MAX)));
        }
    }
}
