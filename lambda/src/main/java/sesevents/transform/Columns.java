package sesevents.transform;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** The columns that the table declares, out of a resource generated from the table's DDL. */
final class Columns {
    /** The columns this function adds; an event that has them is a line of ours put in again. */
    static final Set<String> DERIVED =
            Set.of(
                    "event_id",
                    "event_timestamp",
                    "message_id",
                    "sent_timestamp",
                    "recipients",
                    "tags",
                    "ingest_timestamp");

    /** No column, but in the older SNS form it stands where {@code eventType} is today. */
    static final String NOTIFICATION_TYPE = "notificationtype";

    private static final String RESOURCE = "ses_events.columns";

    private Columns() {}

    /** The whole event as a struct. */
    static Field event() {
        try (InputStream in = Columns.class.getResourceAsStream(RESOURCE);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return event(lines.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param lines a column each: name, tab, Hive type
     */
    static Field event(List<String> lines) {
        Field event = new Field(Field.Kind.STRUCT, null, null, 0, null);
        for (String line : lines) {
            int tab = line.indexOf('\t');
            String name = line.substring(0, tab);
            int place = event.fields().size();
            Field column =
                    DERIVED.contains(name)
                            ? new Field(Field.Kind.DERIVED, name, null, place, null)
                            : new HiveType(line.substring(tab + 1), name).field(place);
            event.fields().put(name, column);
        }
        event.fields()
                .put(
                        NOTIFICATION_TYPE,
                        new HiveType("string", NOTIFICATION_TYPE).field(event.fields().size()));
        return event;
    }
}
