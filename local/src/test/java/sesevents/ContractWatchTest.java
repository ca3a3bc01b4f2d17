package sesevents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import sesevents.engine.TestLake;
import sesevents.firehose.SeededIds;
import sesevents.firehose.StreamSettings;
import sesevents.load.Pipeline;
import sesevents.transform.Reason;
import sesevents.transform.RejectedRecord;
import sesevents.transform.Transform;

/** contract_watch reports every change that SES makes to its events without notice. */
class ContractWatchTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CHANGES = 100;
    private static final int READABLE_TYPES = 25;

    /** Objects whose field names the sender chooses. */
    private static final Set<String> SENDER_NAMES = Set.of("mail.tags", "click.linktags");

    /** Fields whose values known_values lists. */
    private static final Set<String> LISTED =
            Set.of(
                    "eventtype",
                    "bounce.bouncetype",
                    "bounce.bouncesubtype",
                    "complaint.complaintsubtype",
                    "complaint.complaintfeedbacktype",
                    "deliverydelay.delaytype",
                    "open.isbotevent",
                    "click.isbotevent");

    private enum Kind {
        NEW_FIELD,
        NEW_VALUE,
        /** A number in place of a text, which the table can read. */
        READABLE_TYPE,
        /** An object in place of a scalar or a list, which the table cannot read. */
        UNREADABLE_TYPE
    }

    /** A sample with one change, and the change's name in contract_watch or the function's log. */
    private record Change(String expected, byte[] record) {}

    /** The first change of each name that the samples allow. */
    private final Map<Kind, Map<String, Change>> changes = new EnumMap<>(Kind.class);

    @Test
    void reportsNothingForTheSamples() throws IOException {
        List<byte[]> records = new ArrayList<>();
        for (Sample sample : samples()) {
            records.add(sample.published());
        }
        assertEquals(List.of(), watched(records));
    }

    @Test
    void reportsEachOfAHundredChanges() throws IOException {
        for (Sample sample : samples()) {
            ObjectNode event = (ObjectNode) JSON.readTree(sample.file().toFile());
            if (event.has("eventType")) {
                visit("", event, event);
            }
        }
        List<Change> stored = new ArrayList<>(changes.get(Kind.NEW_FIELD).values());
        stored.addAll(changes.get(Kind.NEW_VALUE).values());
        stored.addAll(some(Kind.READABLE_TYPE, READABLE_TYPES));
        List<Change> refused = some(Kind.UNREADABLE_TYPE, CHANGES - stored.size());
        assertEquals(CHANGES, stored.size() + refused.size());

        List<String> reported = watched(stored.stream().map(Change::record).toList());

        List<String> expected = stored.stream().map(Change::expected).toList();
        assertEquals(List.of(), without(expected, reported), "changed, but not reported");
        assertEquals(List.of(), without(reported, expected), "reported, but not changed");
        for (Change change : refused) {
            RejectedRecord rejected =
                    assertThrows(
                            RejectedRecord.class,
                            () -> Transform.line(change.record, Instant.now().toEpochMilli()));
            assertEquals(
                    Reason.WRONG_TYPE + " " + change.expected,
                    rejected.reason() + " " + rejected.field());
        }
    }

    @Test
    void reportsWhenHowOftenAndInWhichEvent() throws IOException {
        ObjectNode event = (ObjectNode) JSON.readTree(samples().getFirst().file().toFile());
        event.put("new", 1);
        ObjectNode later = event.deepCopy();
        ((ObjectNode) later.get("mail")).put("messageId", "another");
        byte[] record = JSON.writeValueAsBytes(event);
        watched(List.of(record, record, JSON.writeValueAsBytes(later)));
        assertEquals(
                "[new, null, true, true, 2, true]",
                TestLake.answer(
                        "select path, value, first_seen = (select min(event_timestamp) from ses_events),"
                                + " last_seen = (select max(event_timestamp) from ses_events), event_count,"
                                + " event_id in (select event_id from ses_events) from contract_watch"));
    }

    /** A field that becomes a column has to leave this list, or old lines report it for ever. */
    @Test
    void listsNoUnlistedFields() {
        String columns =
                TestLake.answer(
                        "select value from known_values where path = 'unlisted_fields' order by 1");
        assertEquals("", columns);
    }

    private void visit(String path, JsonNode node, ObjectNode event) {
        if (node instanceof ArrayNode list) {
            list.forEach(element -> visit(path, element, event));
        }
        if (node instanceof ObjectNode object) {
            change(path, object, event);
            if (!SENDER_NAMES.contains(path)) {
                names(object).forEach(name -> visit(inner(path, name), object.get(name), event));
            }
        }
    }

    /** Makes every change that one object of an event allows, one at a time. */
    private void change(String path, ObjectNode object, ObjectNode event) {
        if (path.equals("mail.tags")) {
            note(
                    Kind.NEW_VALUE,
                    path + " = ses:new-tag",
                    object,
                    "ses:new-tag",
                    List.of("x"),
                    event);
        }
        if (SENDER_NAMES.contains(path)) {
            return;
        }
        // The column of Send's empty object holds texts only.
        Object added = path.equals("send") ? "text" : Map.of("inside", 1);
        note(Kind.NEW_FIELD, inner(path, "new"), object, "new", added, event);
        for (String name : names(object)) {
            String field = inner(path, name);
            if (LISTED.contains(field)) {
                for (String value : List.of("Invented", "Other New", "neu\u00fc")) {
                    note(Kind.NEW_VALUE, field + " = " + value, object, name, value, event);
                }
            } else if (isFreeText(field, object.get(name))) {
                note(Kind.READABLE_TYPE, field + ": number", object, name, 7, event);
            }
            if (!object.get(name).isObject()) {
                note(Kind.UNREADABLE_TYPE, field, object, name, Map.of("inside", 1), event);
            }
        }
    }

    /** Notes the event with one field changed, and changes the field back. */
    private void note(
            Kind kind,
            String expected,
            ObjectNode object,
            String name,
            Object value,
            ObjectNode event) {
        JsonNode old = object.get(name);
        object.set(name, JSON.valueToTree(value));
        byte[] record = event.toString().getBytes(StandardCharsets.UTF_8);
        changes.computeIfAbsent(kind, _ -> new TreeMap<>())
                .putIfAbsent(expected, new Change(expected, record));
        if (old == null) {
            object.remove(name);
        } else {
            object.set(name, old);
        }
    }

    /** A text that is not listed, nor a time or an id, which have their own rules. */
    private static boolean isFreeText(String field, JsonNode value) {
        return value.isTextual() && !field.endsWith("timestamp") && !field.equals("mail.messageid");
    }

    private List<Change> some(Kind kind, int count) {
        List<Change> some = new ArrayList<>(changes.get(kind).values());
        Collections.shuffle(some, new Random(7));
        return some.subList(0, count);
    }

    private static List<Sample> samples() throws IOException {
        return Sample.all(Checkout.root()).stream()
                .filter(
                        sample ->
                                !Set.of("unknown-type", "send-unknown-fields")
                                        .contains(sample.name()))
                .toList();
    }

    private static Set<String> names(ObjectNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String inner(String path, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return path.isEmpty() ? lower : path + "." + lower;
    }

    private static List<String> without(List<String> all, List<String> others) {
        List<String> left = new ArrayList<>(all);
        left.removeAll(others);
        return left;
    }

    private static List<String> watched(List<byte[]> records) {
        Path lake = TestLake.empty();
        try (Pipeline pipeline = new Pipeline(lake, StreamSettings.DEPLOYED, new SeededIds(1))) {
            records.forEach(record -> pipeline.put(record, Instant.now(), ""));
        }
        return House.query("select path, value from contract_watch").values().stream()
                .map(row -> row.get(0) + (row.get(1) == null ? "" : " = " + row.get(1)))
                .collect(Collectors.toList());
    }
}
