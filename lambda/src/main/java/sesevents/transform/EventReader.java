package sesevents.transform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads one event in one pass: checks all that the table relies on, and keeps what the derived
 * columns are made of.
 */
final class EventReader {
    /** Firehose takes no record of more than 1,000 KiB. */
    static final int RECORD_BYTES_MAX = 1_000 * 1_024;

    static final int DEPTH_MAX = 100;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    // Else Jackson would read UTF-16 and UTF-32 as well.
                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    // The limits are ours; a record's size bounds the rest.
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEPTH_MAX + 1)
                                    .maxNameLength(RECORD_BYTES_MAX)
                                    .maxNumberLength(RECORD_BYTES_MAX)
                                    .maxStringLength(RECORD_BYTES_MAX)
                                    .build())
                    .build();

    private static final Field EVENT = Columns.event();
    private static final int LONG_CHARS_MAX = 20;
    private static final int TAGS_BYTES = 512;
    private static final byte[] TAG_NAME = Bytes.ascii("{\"name\":");
    private static final byte[] TAG_VALUE = Bytes.ascii(",\"value\":");

    private final byte[] record;
    private final int start;
    private final int end;
    private final JsonParser json;

    private String type;
    private String notificationType;
    private int notificationTypeStart;
    private int messageIdStart = -1;
    private String sent;
    private final List<String> destination = new ArrayList<>();
    private int tagsStart = -1;
    private final Map<EventType, Detail> details = new EnumMap<>(EventType.class);
    private final List<Member> members = new ArrayList<>();
    private final Unlisted unlisted = new Unlisted();

    private EventReader(byte[] record, int start, int end, JsonParser json) {
        this.record = record;
        this.start = start;
        this.end = end;
        this.json = json;
    }

    static Event read(byte[] record) throws RejectedRecord {
        if (record.length > RECORD_BYTES_MAX) {
            throw new RejectedRecord(Reason.TOO_LARGE);
        }
        if (!Utf8.isValid(record)) {
            throw new RejectedRecord(Reason.NOT_UTF8);
        }
        int start = 0;
        int end = record.length;
        while (start < end && isBlank(record[start])) {
            start++;
        }
        while (start < end && isBlank(record[end - 1])) {
            end--;
        }
        try (JsonParser json = JSON.createParser(record, start, end - start)) {
            return new EventReader(record, start, end, json).event();
        } catch (JsonProcessingException e) {
            // Its message quotes the record, so it goes no further.
            throw new RejectedRecord(Reason.NOT_JSON);
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed");
        }
    }

    private Event event() throws IOException, RejectedRecord {
        JsonToken first = json.nextToken();
        if (first == null) {
            throw new RejectedRecord(Reason.NOT_JSON);
        }
        if (first != JsonToken.START_OBJECT) {
            throw new RejectedRecord(Reason.NOT_AN_OBJECT);
        }
        struct(EVENT, 1);
        if (json.nextToken() != null) {
            throw new RejectedRecord(Reason.NOT_JSON);
        }
        return checkedEvent();
    }

    // ---- What must be there

    private Event checkedEvent() throws RejectedRecord {
        boolean typeIsOurs =
                notificationType != null && (type == null || type.equals(notificationType));
        if (type == null && !typeIsOurs) {
            throw new RejectedRecord(Reason.MISSING_FIELD, "eventtype");
        }
        if (messageIdStart < 0) {
            throw new RejectedRecord(Reason.MISSING_FIELD, "mail.messageid");
        }
        if (sent == null) {
            throw new RejectedRecord(Reason.MISSING_FIELD, "mail.timestamp");
        }
        String typeText = typeIsOurs ? notificationType : type;
        EventType known = EventType.of(typeText);
        String sentTimestamp = timestamp(sent, "mail.timestamp");
        Detail detail = known == null ? null : details.get(known);
        String own = detail == null ? null : detail.timestamp;
        return new Event(
                body(typeIsOurs),
                typeText,
                typeIsOurs ? string(notificationTypeStart) : null,
                string(messageIdStart),
                own == null ? sentTimestamp : timestamp(own, known.column + ".timestamp"),
                sentTimestamp,
                addresses(detail),
                tags(),
                unlisted);
    }

    private static String timestamp(String text, String field) throws RejectedRecord {
        try {
            return Timestamp.ofIso(text);
        } catch (DateTimeException e) {
            throw new RejectedRecord(Reason.BAD_TIMESTAMP, field);
        }
    }

    private Set<String> addresses(Detail detail) {
        Set<String> addresses = new LinkedHashSet<>();
        if (detail != null) {
            addBare(detail.recipients, addresses);
        }
        if (addresses.isEmpty()) {
            addBare(destination, addresses);
        }
        return addresses;
    }

    private static void addBare(List<String> mailboxes, Set<String> addresses) {
        for (String mailbox : mailboxes) {
            String address = Address.bare(mailbox);
            if (!address.isEmpty()) {
                addresses.add(address);
            }
        }
    }

    // ---- Values

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
                if (field.role() == Role.TAGS) {
                    tagsStart = tokenStart();
                }
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

    private static void require(boolean readable, Field field) throws RejectedRecord {
        if (!readable) {
            throw new RejectedRecord(Reason.WRONG_TYPE, field.path());
        }
    }

    /** A value of another type that the table can read all the same is stored, and reported. */
    private void expect(boolean isUsual, Field field, JsonToken token) {
        if (!isUsual) {
            unlisted.type(field, token);
        }
    }

    private boolean isInteger(JsonToken token) throws IOException {
        boolean isNumber = token == JsonToken.VALUE_NUMBER_INT;
        if (!isNumber && token != JsonToken.VALUE_STRING) {
            return false;
        }
        String text = json.getText();
        if (text.length() > LONG_CHARS_MAX) {
            return false;
        }
        try {
            long value = Long.parseLong(text);
            // Trino reads 010 as octal.
            return isNumber || Long.toString(value).equals(text);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private boolean isTruth(JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            String text = json.getText();
            return text.equals("true") || text.equals("false");
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
        Set<String> names = new HashSet<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            checkNew(names.add(name), map);
            unlisted.name(map, name);
            json.nextToken();
            value(map.element(), depth);
        }
    }

    private void struct(Field struct, int depth) throws IOException, RejectedRecord {
        checkDepth(depth);
        long seen = 0;
        Set<String> others = null;
        Guess guess = struct.first();
        while (true) {
            Guess.Name likely = guess.name();
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
                others = others == null ? new HashSet<>() : others;
                checkNew(others.add(json.currentName()), struct);
            } else {
                checkNew((seen & field.bit()) == 0, field);
                seen |= field.bit();
                guess = field.next();
            }
            if (struct == EVENT) {
                members.add(new Member(tokenStart(), field));
            }
            json.nextToken();
            value(field, depth);
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

    // ---- What the derived columns are made of

    private void text(Field field, JsonToken token) throws IOException, RejectedRecord {
        require(token.isScalarValue(), field);
        expect(token == JsonToken.VALUE_STRING, field, token);
        switch (field.role()) {
            case NONE -> {
                if (!field.values().isEmpty()) {
                    unlisted.value(field, json.getText());
                }
            }
            case TAGS, SEND -> {}
            case EVENT_TYPE -> {
                type = name(field, token);
                unlisted.value(field, type);
            }
            case NOTIFICATION_TYPE -> {
                notificationTypeStart = tokenStart();
                notificationType = name(field, token);
            }
            case MESSAGE_ID -> {
                messageIdStart = tokenStart();
                require(token == JsonToken.VALUE_STRING, field);
                if (record[messageIdStart + 1] == '"') {
                    throw new RejectedRecord(Reason.MISSING_FIELD, field.path());
                }
            }
            case SENT -> sent = json.getText();
            case DESTINATION -> destination.add(json.getText());
            case TIMESTAMP -> detail(field.detail()).timestamp = json.getText();
            case RECIPIENT -> detail(field.detail()).recipients.add(json.getText());
        }
    }

    /** What names an event or a mail has to be a string, and not an empty one. */
    private String name(Field field, JsonToken token) throws IOException, RejectedRecord {
        require(token == JsonToken.VALUE_STRING, field);
        String name = json.getText();
        if (name.isEmpty()) {
            throw new RejectedRecord(Reason.MISSING_FIELD, field.path());
        }
        return name;
    }

    /** A tag of several values becomes as many objects; a value of null is none. */
    private Bytes tags() {
        Bytes tags = new Bytes(TAGS_BYTES);
        if (tagsStart < 0) {
            return tags;
        }
        Cursor cursor = new Cursor(record, tagsStart);
        cursor.expect('{');
        while (cursor.peek() == '"') {
            Slice name = cursor.string();
            cursor.expect(':');
            if (cursor.skip('[')) {
                while (!cursor.skip(']')) {
                    tag(name, cursor.value(), tags);
                    cursor.skip(',');
                }
            } else {
                cursor.value();
            }
            cursor.skip(',');
        }
        return tags;
    }

    private static void tag(Slice name, Slice value, Bytes tags) {
        if (value.isNull()) {
            return;
        }
        if (tags.length() > 0) {
            tags.add(',');
        }
        tags.add(TAG_NAME).add(name).add(TAG_VALUE);
        if (value.isString()) {
            tags.add(value);
        } else {
            tags.add('"').add(value).add('"');
        }
        tags.add('}');
    }

    private Detail detail(EventType owner) {
        Detail detail = details.get(owner);
        if (detail == null) {
            detail = new Detail();
            details.put(owner, detail);
        }
        return detail;
    }

    // ---- The event's own bytes

    private int tokenStart() {
        return start + (int) json.currentTokenLocation().getByteOffset();
    }

    private Slice string(int start) {
        return new Cursor(record, start).string();
    }

    private Slice body(boolean typeIsOurs) {
        boolean isOneLine = json.currentLocation().getLineNr() == 1;
        if (isOneLine && !isAnyOurs(typeIsOurs)) {
            return new Slice(record, start, end);
        }
        Bytes body = new Bytes(end - start).add('{');
        for (int i = 0; i < members.size(); i++) {
            if (!members.get(i).isOurs(typeIsOurs)) {
                if (body.length() > 1) {
                    body.add(',');
                }
                body.add(record, memberStart(i), memberStart(i + 1) - 1);
            }
        }
        byte[] bytes = body.add('}').toByteArray();
        joinLines(bytes);
        return new Slice(bytes, 0, bytes.length);
    }

    private boolean isAnyOurs(boolean typeIsOurs) {
        for (Member member : members) {
            if (member.isOurs(typeIsOurs)) {
                return true;
            }
        }
        return false;
    }

    /** Behind the brace or comma before the member, so that its blanks are its own. */
    private int memberStart(int i) {
        if (i == 0) {
            return start + 1;
        }
        if (i == members.size()) {
            return end;
        }
        int comma = members.get(i).nameStart - 1;
        while (record[comma] != ',') {
            comma--;
        }
        return comma + 1;
    }

    /** Between tokens, where alone JSON allows them, line ends mean no more than blanks. */
    private static void joinLines(byte[] json) {
        for (int i = 0; i < json.length; i++) {
            if (json[i] == '\n' || json[i] == '\r') {
                json[i] = ' ';
            }
        }
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }

    /** What a detail object says of its own event. */
    private static final class Detail {
        private final List<String> recipients = new ArrayList<>();
        private String timestamp;
    }

    /** A top-level name and what the table knows of it. */
    private record Member(int nameStart, Field field) {
        boolean isOurs(boolean typeIsOurs) {
            return field.kind() == Field.Kind.DERIVED
                    || typeIsOurs && field.role() == Role.EVENT_TYPE;
        }
    }
}
