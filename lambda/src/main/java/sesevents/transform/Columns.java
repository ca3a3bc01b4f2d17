package sesevents.transform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The columns that the table declares, from resources that are generated from sql/. */
public final class Columns {
    /** The columns that this function adds; an event that has them is a line put in again. */
    public static final Set<String> DERIVED =
            Set.of(
                    "event_id",
                    "event_timestamp",
                    "message_id",
                    "sent_timestamp",
                    "recipients",
                    "destination",
                    "tags",
                    "ingest_timestamp",
                    "unlisted_fields");

    /** Not a column: SES's older SNS notifications have it in place of {@code eventType}. */
    static final String NOTIFICATION_TYPE = "notificationtype";

    private static final String COLUMNS = "ses_events.columns";
    private static final String VALUES = "ses_events.values";

    private Columns() {}

    /** The whole event as a struct. */
    static Field event() {
        return event(lines(COLUMNS), lines(VALUES));
    }

    private static List<String> lines(String resource) {
        try (InputStream in = Columns.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param columns a line for each column: name, tab, Hive type
     * @param values a line for each value that SES is known to write: path, tab, value
     */
    static Field event(List<String> columns, List<String> values) {
        Map<String, Set<String>> known = new HashMap<>();
        for (String line : values) {
            int tab = line.indexOf('\t');
            known.computeIfAbsent(line.substring(0, tab), _ -> new HashSet<>())
                    .add(line.substring(tab + 1));
        }
        Field event = new Field(Field.Kind.STRUCT, null, 0, Set.of(), null);
        for (String line : columns) {
            int tab = line.indexOf('\t');
            String name = line.substring(0, tab);
            int place = event.fields().size();
            Field column =
                    DERIVED.contains(name)
                            ? new Field(Field.Kind.DERIVED, name, place, Set.of(), null)
                            : new HiveType(line.substring(tab + 1), name, known).field(place);
            event.fields().put(name, column);
        }
        event.fields()
                .put(
                        NOTIFICATION_TYPE,
                        new HiveType("string", NOTIFICATION_TYPE, known)
                                .field(event.fields().size()));
        return event;
    }
}
