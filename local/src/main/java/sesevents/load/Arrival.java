package sesevents.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import sesevents.sql.SqlText;
import sesevents.transform.RejectedRecord;
import sesevents.transform.Transform;

/** When a record counts as having arrived. */
public enum Arrival {
    /** Now. */
    NOW {
        @Override
        Instant of(byte[] record, Instant now) {
            return now;
        }
    },

    /** When the event happened, for a history; a record that is no event arrives now. */
    EVENT {
        @Override
        Instant of(byte[] record, Instant now) {
            try {
                return eventTimestamp(Transform.line(record, 0));
            } catch (RejectedRecord _) {
                return now;
            }
        }
    };

    private static final JsonFactory JSON = new JsonFactory();

    /** When a record arrives that is read now. */
    abstract Instant of(byte[] record, Instant now);

    private static Instant eventTimestamp(byte[] line) {
        try (JsonParser json = JSON.createParser(line)) {
            json.nextToken();
            while (!"event_timestamp".equals(json.nextFieldName())) {
                json.nextToken();
                json.skipChildren();
            }
            return SqlText.time(json.nextTextValue());
        } catch (IOException e) {
            throw new UncheckedIOException("the transform's own line is no JSON", e);
        }
    }
}
