package sesevents.transform;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A place in an event that the table declares.
 *
 * @param path names the place to people: column and fields, such as {@code mail.timestamp}
 * @param detail the event type to whose detail object the place belongs, or null
 * @param bit one that no other field of the same struct has
 * @param values of a text or of the tags' names, those that SES is known to write; empty for any
 * @param element of a list or map, what it holds
 * @param fields of a struct, by lower-case name and, as events bring them, by SES's own spelling
 * @param first of a struct, the name it likely opens with
 * @param next the name that likely comes behind this one
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
        Guess first,
        Guess next) {
    private static final int SPELLINGS_MAX = 200;

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

    static final Field ANY = new Field(Kind.ANY, null, null, 0, Set.of(), null);

    Field(Kind kind, String path, EventType detail, int place, Set<String> values, Field element) {
        this(
                kind,
                path,
                detail,
                path == null ? Role.NONE : Role.of(path, detail),
                1L << place,
                values,
                element,
                new ConcurrentHashMap<>(),
                new Guess(),
                new Guess());
    }

    /** Of a struct, the field of that name in whatever case, since the table's SerDe lowers it. */
    Field field(String name) {
        Field field = fields.get(name);
        if (field != null || kind != Kind.STRUCT) {
            return field;
        }
        field = fields.get(name.toLowerCase(Locale.ROOT));
        if (field != null && fields.size() < SPELLINGS_MAX) {
            // SES spells a name one way, so that the next event saves the lower-casing.
            fields.put(name, field);
        }
        return field;
    }
}
