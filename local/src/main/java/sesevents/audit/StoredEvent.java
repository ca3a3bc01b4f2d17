package sesevents.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import sesevents.lake.RecordId;
import sesevents.sql.SqlText;

/**
 * What the books need of a line under {@code events/}.
 *
 * @param happened when the event did, in UTC
 * @param arrived at Firehose, in UTC
 */
record StoredEvent(RecordId eventId, LocalDateTime happened, LocalDateTime arrived, String type) {
    private static final JsonFactory JSON = new JsonFactory();

    /** Null where it is no line of the transform. */
    static StoredEvent of(byte[] line) {
        String eventId = null;
        String happened = null;
        String arrived = null;
        String type = null;
        try (JsonParser json = JSON.createParser(line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while ((eventId == null || happened == null || arrived == null || type == null)
                    && json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName().toLowerCase(Locale.ROOT);
                json.nextToken();
                switch (name) {
                    case "event_id" -> eventId = json.getText();
                    case "event_timestamp" -> happened = json.getText();
                    case "ingest_timestamp" -> arrived = json.getText();
                    case "eventtype" -> type = json.getText();
                    default -> json.skipChildren();
                }
            }
            if (eventId == null || happened == null || arrived == null || type == null) {
                return null;
            }
            return new StoredEvent(RecordId.parse(eventId), time(happened), time(arrived), type);
        } catch (IOException | DateTimeException | NumberFormatException _) {
            return null;
        }
    }

    private static LocalDateTime time(String text) {
        return LocalDateTime.ofInstant(SqlText.time(text), ZoneOffset.UTC);
    }
}
