package sesevents.transform;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Checks an event against the types that the table declares, one JSON token after the other, and
 * keeps the values that the derived columns are computed from.
 */
final class TypeChecker {
    static final int DEPTH_MAX = 100;

    private static final Field EVENT = Columns.event();
    private static final int LONG_CHARS_MAX = 20;

    private final JsonParser json;
    private final Slice text;
    private final EventValues values;
    private final EventBody body;
    private final Unlisted unlisted;

    /**
     * @param json stands at the opening brace of the event
     * @param text what the parser reads
     * @param values takes the values that the derived columns are computed from
     * @param body takes the names of the event's own members
     */
    TypeChecker(JsonParser json, Slice text, EventValues values, EventBody body) {
        this.json = json;
        this.text = text;
        this.values = values;
        this.body = body;
        this.unlisted = values.unlisted;
    }

    /** Leaves the parser at the closing brace of the event. */
    void check() throws IOException, RejectedRecord {
        struct(EVENT, 1);
    }

    private void value(Field field, int depth) throws IOException, RejectedRecord {
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
                list(field.element(), depth + 1);
            }
            case MAP -> {
                require(token == JsonToken.START_OBJECT, field);
                map(field, depth + 1);
            }
            case STRUCT -> {
                require(token == JsonToken.START_OBJECT, field);
                struct(field, depth + 1);
            }
            case DERIVED, ANY -> {
                if (token == JsonToken.START_ARRAY) {
                    list(Field.ANY, depth + 1);
                } else if (token == JsonToken.START_OBJECT) {
                    struct(Field.ANY, depth + 1);
                }
            }
        }
    }

    private void text(Field field, JsonToken token) throws IOException, RejectedRecord {
        require(token.isScalarValue(), field);
        expect(token == JsonToken.VALUE_STRING, field, token);
        switch (field.role()) {
            case TAGS, SEND -> {}
            case NONE -> checkListed(field);
            case EVENT_TYPE, NOTIFICATION_TYPE, MESSAGE_ID -> {
                // They identify an event or a mail, so a number or an empty string will not do.
                require(token == JsonToken.VALUE_STRING, field);
                if (json.getText().isEmpty()) {
                    throw new RejectedRecord(Reason.MISSING_FIELD, field.path());
                }
                checkListed(field);
                values.add(field, json.getText(), tokenBytes());
            }
            case SENT, DESTINATION, TIMESTAMP, RECIPIENT -> values.add(field, json.getText(), null);
        }
    }

    /** A value that is not listed is stored, and reported. */
    private void checkListed(Field field) throws IOException {
        if (!field.values().isEmpty()) {
            unlisted.value(field, json.getText());
        }
    }

    private boolean isInteger(JsonToken token) throws IOException {
        boolean isNumber = token == JsonToken.VALUE_NUMBER_INT;
        if (!isNumber && token != JsonToken.VALUE_STRING) {
            return false;
        }
        String digits = json.getText();
        if (digits.length() > LONG_CHARS_MAX) {
            return false;
        }
        try {
            long value = Long.parseLong(digits);
            // Trino reads the string 010 as octal.
            return isNumber || Long.toString(value).equals(digits);
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

    private void list(Field element, int depth) throws IOException, RejectedRecord {
        checkDepth(depth);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            value(element, depth);
        }
    }

    private void map(Field map, int depth) throws IOException, RejectedRecord {
        checkDepth(depth);
        int start = tokenStart();
        Set<String> names = new HashSet<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            checkNew(names.add(name), map);
            unlisted.name(map, name);
            json.nextToken();
            value(map.element(), depth);
        }
        if (map.role() == Role.TAGS) {
            values.tags = new Slice(text.bytes(), start, position(json.currentLocation()));
        }
    }

    private void struct(Field struct, int depth) throws IOException, RejectedRecord {
        checkDepth(depth);
        long seen = 0;
        Set<String> undeclared = null;
        Field.Guess guess = struct.first();
        while (true) {
            Field.Name likely = guess.name();
            Field field;
            if (likely != null && json.nextFieldName(likely.spelling())) {
                field = likely.field();
            } else {
                String name = likely == null ? json.nextFieldName() : json.currentName();
                if (json.currentToken() == JsonToken.END_OBJECT) {
                    return;
                }
                field = struct.field(name);
                guess.learn(name, field);
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
            value(field, depth);
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

    private static void checkDepth(int depth) throws RejectedRecord {
        if (depth > DEPTH_MAX) {
            throw new RejectedRecord(Reason.TOO_DEEP);
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
