package sesevents.transform;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Checks an event against the types that the table declares, one JSON token after the other, and
 * keeps the values that the derived columns are computed from.
 */
final class TypeChecker {
    private static final Field EVENT = Columns.event();

    private final JsonParser json;
    private final Slice text;

    /** What the event says. */
    final EventValues values = new EventValues();

    /** The names of the event's own members. */
    final EventBody body;

    final Unlisted unlisted = new Unlisted();

    /**
     * @param json stands at the opening brace of the event
     * @param text what the parser reads
     */
    TypeChecker(JsonParser json, Slice text) {
        this.json = json;
        this.text = text;
        this.body = new EventBody(text);
    }

    /** Leaves the parser at the closing brace of the event. */
    void check() throws IOException, RejectedRecord {
        struct(EVENT);
    }

    private void value(Field field) throws IOException, RejectedRecord {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        switch (field.kind()) {
            case TEXT -> text(field, token);
            case INTEGER -> {
                require(isInteger(token), field);
                expect(token != JsonToken.VALUE_STRING, field, token);
            }
            case TRUTH -> {
                require(isTruth(token), field);
                expect(token.isBoolean(), field, token);
            }
            case LIST -> {
                require(token == JsonToken.START_ARRAY, field);
                list(field.element());
            }
            case MAP -> {
                require(token == JsonToken.START_OBJECT, field);
                map(field);
            }
            case STRUCT -> {
                require(token == JsonToken.START_OBJECT, field);
                struct(field);
            }
            case DERIVED, ANY -> {
                if (token == JsonToken.START_ARRAY) {
                    list(Field.ANY);
                } else if (token == JsonToken.START_OBJECT) {
                    struct(Field.ANY);
                }
            }
        }
    }

    private void text(Field field, JsonToken token) throws IOException, RejectedRecord {
        require(token.isScalarValue(), field);
        expect(token == JsonToken.VALUE_STRING, field, token);
        if (!field.values().isEmpty() && field.role() != Role.TAGS) {
            unlisted.value(field, json.getText());
        }
        switch (field.role()) {
            case NONE, TAGS, SEND -> {}
            case EVENT_TYPE -> values.type = identifier(field, token);
            case NOTIFICATION_TYPE -> {
                values.notificationType = identifier(field, token);
                values.notificationTypeJson = tokenBytes();
            }
            case MESSAGE_ID -> {
                identifier(field, token);
                values.messageId = tokenBytes();
            }
            case SENT -> values.sent = json.getText();
            case DESTINATION -> values.destination.add(json.getText());
            case TIMESTAMP -> values.detail(field.detail()).timestamp = json.getText();
            case RECIPIENT -> values.detail(field.detail()).recipients.add(json.getText());
        }
    }

    /** Identifies an event or a mail, so a number or an empty string will not do. */
    private String identifier(Field field, JsonToken token) throws IOException, RejectedRecord {
        require(token == JsonToken.VALUE_STRING, field);
        if (json.getText().isEmpty()) {
            throw new RejectedRecord(Reason.MISSING_FIELD, field.path());
        }
        return json.getText();
    }

    private boolean isInteger(JsonToken token) throws IOException {
        boolean isNumber = token == JsonToken.VALUE_NUMBER_INT;
        if (!isNumber && token != JsonToken.VALUE_STRING) {
            return false;
        }
        try {
            long value = Long.parseLong(json.getText());
            // Trino reads the string 010 as octal.
            return isNumber || Long.toString(value).equals(json.getText());
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private boolean isTruth(JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            String truth = json.getText();
            return truth.equals("true") || truth.equals("false");
        }
        return token.isBoolean();
    }

    private void list(Field element) throws IOException, RejectedRecord {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            value(element);
        }
    }

    private void map(Field map) throws IOException, RejectedRecord {
        int start = tokenStart();
        Set<String> names = new HashSet<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            checkNew(names.add(name), map);
            unlisted.name(map, name);
            json.nextToken();
            value(map.element());
        }
        if (map.role() == Role.TAGS) {
            values.tags = new Slice(text.bytes(), start, position(json.currentLocation()));
        }
    }

    private void struct(Field struct) throws IOException, RejectedRecord {
        long seen = 0;
        Set<String> undeclared = null;
        AtomicReference<Field.Name> guess = struct.first();
        while (true) {
            Field.Name likely = guess.get();
            Field field;
            if (likely != null && json.nextFieldName(likely.spelling())) {
                field = likely.field();
            } else {
                String name = likely == null ? json.nextFieldName() : json.currentName();
                if (json.currentToken() == JsonToken.END_OBJECT) {
                    return;
                }
                field = struct.field(name);
                if (likely == null && field != null) {
                    guess.set(new Field.Name(new SerializedString(name), field));
                }
            }
            if (field == null) {
                unlisted.field(struct, json.currentName());
                field = Field.ANY;
                undeclared = undeclared == null ? new HashSet<>() : undeclared;
                checkNew(undeclared.add(json.currentName()), struct);
            } else {
                checkNew((seen & field.bit()) == 0, field);
                seen |= field.bit();
                guess = field.next();
            }
            if (struct == EVENT) {
                body.add(tokenStart(), field);
            }
            json.nextToken();
            value(field);
        }
    }

    private static void require(boolean isReadable, Field field) throws RejectedRecord {
        if (!isReadable) {
            throw new RejectedRecord(Reason.WRONG_TYPE, field.path());
        }
    }

    /** A value of another type that the table can still read is stored, and reported. */
    private void expect(boolean isUsual, Field field, JsonToken token) {
        if (!isUsual) {
            unlisted.type(field, token);
        }
    }

    private static void checkNew(boolean isNew, Field field) throws RejectedRecord {
        if (!isNew) {
            throw new RejectedRecord(Reason.DUPLICATE_KEY, field.path());
        }
    }

    private int tokenStart() {
        return position(json.currentTokenLocation());
    }

    private int position(JsonLocation location) {
        return text.from() + (int) location.getByteOffset();
    }

    /** The current string as the event has it, with its quotes and escapes. */
    private Slice tokenBytes() {
        return new Cursor(text.bytes(), tokenStart()).string();
    }
}
