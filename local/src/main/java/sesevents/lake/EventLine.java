package sesevents.lake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import sesevents.sql.SqlText;

/**
 * The columns of a line of the transform by which records are counted.
 *
 * @param happened when the event happened, in UTC
 * @param arrived when the record arrived at Firehose, in UTC
 */
public record EventLine(
        RecordId eventId, LocalDateTime happened, LocalDateTime arrived, String type) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String NOT_OURS = "not a line of the transform";
    private static final Set<String> COLUMNS =
            Set.of("event_id", "event_timestamp", "ingest_timestamp", "eventtype");

    public static EventLine read(byte[] line) throws UnreadableLine {
        try (JsonParser json = JSON.createParser(line)) {
            Map<String, String> columns = new HashMap<>();
            json.nextToken();
            while (columns.size() < COLUMNS.size() && json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName().toLowerCase(Locale.ROOT);
                json.nextToken();
                if (COLUMNS.contains(name)) {
                    columns.put(name, json.getText());
                } else {
                    json.skipChildren();
                }
            }
            if (columns.size() < COLUMNS.size()) {
                throw new UnreadableLine(NOT_OURS);
            }
            return new EventLine(
                    RecordId.parse(columns.get("event_id")),
                    time(columns.get("event_timestamp")),
                    time(columns.get("ingest_timestamp")),
                    columns.get("eventtype"));
        } catch (IOException | DateTimeException | NumberFormatException _) {
            throw new UnreadableLine(NOT_OURS);
        }
    }

    private static LocalDateTime time(String text) {
        return LocalDateTime.ofInstant(SqlText.time(text), ZoneOffset.UTC);
    }
}
