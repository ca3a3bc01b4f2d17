package sesevents.transform;

import java.util.List;
import java.util.Map;

/**
 * A place in an event that the table declares.
 *
 * @param path names the place to people: column and fields, such as {@code mail.timestamp}
 * @param detail the event type to whose detail object the place belongs, or null
 * @param element of a list or map, what it holds
 * @param places of a struct, where in {@code fields} each lower-case name is
 */
record Field(
        Kind kind,
        String path,
        EventType detail,
        Role role,
        Field element,
        Map<String, Integer> places,
        List<Field> fields) {

    /** The kind of JSON value that a declared type can be read from. */
    enum Kind {
        TEXT,
        INTEGER,
        TRUTH,
        LIST,
        MAP,
        STRUCT,
        /** A column of ours: made anew, whatever it holds. */
        DERIVED,
        /** Not declared: any JSON will do. */
        ANY
    }
}
