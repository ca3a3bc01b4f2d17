package sesevents.transform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDateTime;

/** The door: reads one event in one pass, and checks everything that the table relies on. */
final class EventReader {
    /** Firehose takes no record of more than 1,000 KiB. */
    static final int RECORD_BYTES_MAX = 1_000 * 1_024;

    private static final int DEPTH_MAX = 100;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    // Otherwise Jackson would also read UTF-16 and UTF-32.
                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    // The size of a record bounds everything that Jackson limits but the depth.
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEPTH_MAX)
                                    .maxNameLength(RECORD_BYTES_MAX)
                                    .maxNumberLength(RECORD_BYTES_MAX)
                                    .maxStringLength(RECORD_BYTES_MAX)
                                    .build())
                    .build();

    private EventReader() {}

    static Event read(byte[] record) throws RejectedRecord {
        if (record.length > RECORD_BYTES_MAX) {
            throw new RejectedRecord(Reason.TOO_LARGE);
        }
        Slice text = new Slice(record, 0, record.length).strip();
        if (!text.isUtf8()) {
            throw new RejectedRecord(Reason.NOT_UTF8);
        }
        try (JsonParser json = JSON.createParser(record, text.from(), text.length())) {
            return event(json, text);
        } catch (StreamConstraintsException e) {
            throw new RejectedRecord(Reason.TOO_DEEP);
        } catch (IOException e) {
            // The exception's message quotes the record, so it must not reach a log.
            throw new RejectedRecord(Reason.NOT_JSON);
        }
    }

    private static Event event(JsonParser json, Slice text) throws IOException, RejectedRecord {
        JsonToken first = json.nextToken();
        if (first != JsonToken.START_OBJECT) {
            throw new RejectedRecord(first == null ? Reason.NOT_JSON : Reason.NOT_AN_OBJECT);
        }
        TypeChecker checker = new TypeChecker(json, text);
        checker.check();
        if (json.nextToken() != null) {
            throw new RejectedRecord(Reason.NOT_JSON);
        }
        boolean isOneLine = json.currentLocation().getLineNr() == 1;
        EventValues values = checker.values;
        boolean isOlderForm = values.isOlderForm();
        String type = isOlderForm ? values.notificationType : values.type;
        requirePresent(type, "eventtype");
        requirePresent(values.messageId, "mail.messageid");
        requirePresent(values.sent, "mail.timestamp");
        LocalDateTime sent = time(values.sent, "mail.timestamp");
        EventType known = EventType.of(type);
        EventValues.Detail detail = values.detail(known);
        LocalDateTime happened =
                detail.timestamp == null
                        ? sent
                        : time(detail.timestamp, known.column + ".timestamp");
        return new Event(
                checker.body.cut(isOlderForm, isOneLine),
                type,
                isOlderForm ? values.notificationTypeJson : null,
                values.messageId,
                happened,
                sent,
                detail.recipients,
                values.destination,
                values.tags,
                checker.unlisted);
    }

    private static void requirePresent(Object value, String field) throws RejectedRecord {
        if (value == null) {
            throw new RejectedRecord(Reason.MISSING_FIELD, field);
        }
    }

    private static LocalDateTime time(String text, String field) throws RejectedRecord {
        try {
            return Timestamp.ofIso(text);
        } catch (DateTimeException e) {
            throw new RejectedRecord(Reason.BAD_TIMESTAMP, field);
        }
    }
}
