package sesevents.transform;

import com.fasterxml.jackson.core.SerializableString;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A place in an event that the table declares.
 *
 * @param path the column and the fields in it, such as {@code mail.timestamp}; null for the event
 * @param detail the event type whose detail object holds the place, or null
 * @param bit one that no other field of the same struct has
 * @param values of a text or of the tags' names, those that SES is known to write; empty for any
 * @param element of a list or map, what it holds
 * @param fields of a struct, by lower-case name and, as events bring them, by SES's own spelling
 * @param first of a struct, the name that likely comes first
 * @param next the name that likely comes after this one
 */
record Field(
        Kind kind,
        String path,
        EventType detail,
        Role role,
        long bit,
        Set<String> values,
        Field element,
        Map<String, Field> fields,
        AtomicReference<Name> first,
        AtomicReference<Name> next) {
    private static final int SPELLINGS_MAX = 200;

    /** The kind of JSON value that a declared type can be read from. */
    enum Kind {
        TEXT,
        INTEGER,
        TRUTH,
        LIST,
        MAP,
        STRUCT,
        /** A derived column: computed anew, whatever the event has there. */
        DERIVED,
        /** Not declared: any JSON will do. */
        ANY
    }

    static final Field ANY = new Field(Kind.ANY, null, 0, Set.of(), null);

    Field(Kind kind, String path, int place, Set<String> values, Field element) {
        this(
                kind,
                path,
                path == null ? null : EventType.ofPath(path),
                path == null ? Role.NONE : Role.of(path),
                1L << place,
                values,
                element,
                new ConcurrentHashMap<>(),
                new AtomicReference<>(),
                new AtomicReference<>());
    }

    /** The field of a struct, whatever the case of the name: the table's SerDe ignores case. */
    Field field(String name) {
        Field field = fields.get(name);
        if (field != null || kind != Kind.STRUCT) {
            return field;
        }
        field = fields.get(name.toLowerCase(Locale.ROOT));
        if (field != null && fields.size() < SPELLINGS_MAX) {
            // SES spells a name one way, so the next event saves the lower-casing.
            fields.put(name, field);
        }
        return field;
    }

    /**
     * A declared name as the first event spelled it. SES writes its events alike, and comparing
     * bytes costs far less than reading a name and looking it up. A wrong guess costs only time.
     */
    record Name(SerializableString spelling, Field field) {}
}
