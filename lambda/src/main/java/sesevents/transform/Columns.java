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

    private Columns() {}

    /** The whole event as a struct. */
    static Field event() {
        Map<String, Set<String>> values = new HashMap<>();
        for (String[] pathAndValue : lines("ses_events.values")) {
            values.computeIfAbsent(pathAndValue[0], _ -> new HashSet<>()).add(pathAndValue[1]);
        }
        Field event = new Field(Field.Kind.STRUCT, null, 0, Set.of(), null);
        for (String[] nameAndType : lines("ses_events.columns")) {
            add(nameAndType[0], nameAndType[1], values, event);
        }
        add(NOTIFICATION_TYPE, "string", values, event);
        return event;
    }

    private static void add(
            String name, String type, Map<String, Set<String>> values, Field event) {
        int place = event.fields().size();
        event.fields()
                .put(
                        name,
                        DERIVED.contains(name)
                                ? new Field(Field.Kind.DERIVED, name, place, Set.of(), null)
                                : new HiveType(type, values).column(name, place));
    }

    /** The two fields of each line; a tab separates them. */
    private static List<String[]> lines(String resource) {
        try (InputStream in = Columns.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t", 2))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
