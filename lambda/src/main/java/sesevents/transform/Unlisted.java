package sesevents.transform;

import com.fasterxml.jackson.core.JsonToken;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What one event has that neither the table nor sql/views/known_values.sql lists. It is stored like
 * any other event; this tells that SES has changed what it publishes.
 */
final class Unlisted {
    /** Paths kept of one event, and characters of each: a record of 1 MB may hold 100,000 names. */
    static final int PATHS_MAX = 20;

    static final int PATH_CHARS_MAX = 200;

    /** How SES's own tags begin; yours cannot. */
    private static final String SES_TAG = "ses:";

    private final Set<String> fields = new LinkedHashSet<>();
    private boolean hasValue;

    /** A name that the table does not declare in this struct; inside an unlisted field, nothing. */
    void field(Field struct, String name) {
        if (struct.kind() == Field.Kind.STRUCT) {
            add(struct.path() == null ? name : struct.path() + "." + name);
        }
    }

    /** A name in a map: one of SES's tags, or something in the empty object of a Send. */
    void name(Field map, String name) {
        if (map.role() == Role.SEND) {
            add(map.path() + "." + name);
        } else if (map.role() == Role.TAGS && name.startsWith(SES_TAG)) {
            value(map, name);
        }
    }

    /** A value that is not of the JSON type that SES is known to write. */
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
