package sesevents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
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

    /** A sample with one change, and the change's name in contract_watch or the function's log. */
    private record Change(String expected, byte[] record) {}

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
        List<Change> changes = new ArrayList<>(newFields());
        changes.addAll(newValues());
        changes.addAll(some(readableTypes(), 25));
        List<Change> refused = some(unreadableTypes(), CHANGES - changes.size());
        assertEquals(CHANGES, changes.size() + refused.size());

        List<String> reported = watched(changes.stream().map(Change::record).toList());

        List<String> expected = changes.stream().map(Change::expected).toList();
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

    // ---- Changes

    private static List<Change> newFields() throws IOException {
        Map<String, Change> changes = new TreeMap<>();
        eachObject(
                (path, at) -> {
                    if (SENDER_NAMES.contains(path)) {
                        return;
                    }
                    String name = "new" + changes.size();
                    // The column of Send's empty object holds texts only.
                    if (path.equals("send")) {
                        at.object.put(name, "text");
                    } else {
                        at.object.putObject(name).put("inside", 1);
                    }
                    changes.putIfAbsent(
                            path, at.changed(path.isEmpty() ? name : path + "." + name));
                    at.object.remove(name);
                });
        return List.copyOf(changes.values());
    }

    private static List<Change> newValues() throws IOException {
        Map<String, Change> changes = new TreeMap<>();
        eachObject(
                (path, at) -> {
                    for (String name : List.copyOf(names(at.object))) {
                        String field = inner(path, name);
                        if (!LISTED.contains(field)) {
                            continue;
                        }
                        JsonNode old = at.object.get(name);
                        for (String value : List.of("Invented", "Other New", "neu\u00fc")) {
                            at.object.put(name, value);
                            changes.putIfAbsent(field + value, at.changed(field + " = " + value));
                        }
                        at.object.set(name, old);
                    }
                    if (path.equals("mail.tags")) {
                        at.object.putArray("ses:new-tag").add("x");
                        changes.putIfAbsent(path, at.changed("mail.tags = ses:new-tag"));
                        at.object.remove("ses:new-tag");
                    }
                });
        return List.copyOf(changes.values());
    }

    /** A number in place of a text, which the table can read. */
    private static List<Change> readableTypes() throws IOException {
        return typeChanges(true);
    }

    /** An object in place of a scalar or a list, which the table cannot read. */
    private static List<Change> unreadableTypes() throws IOException {
        return typeChanges(false);
    }

    private static List<Change> typeChanges(boolean isReadable) throws IOException {
        Map<String, Change> changes = new TreeMap<>();
        eachObject(
                (path, at) -> {
                    if (SENDER_NAMES.contains(path)) {
                        return;
                    }
                    for (String name : List.copyOf(names(at.object))) {
                        String field = inner(path, name);
                        JsonNode old = at.object.get(name);
                        if (!isReadable && !old.isObject()) {
                            at.object.putObject(name).put("inside", 1);
                            changes.putIfAbsent(field, at.changed(field));
                        } else if (isReadable && isFreeText(field, old)) {
                            at.object.put(name, 7);
                            changes.putIfAbsent(field, at.changed(field + ": number"));
                        }
                        at.object.set(name, old);
                    }
                });
        return List.copyOf(changes.values());
    }

    /** A text that is not listed, nor a time or an id, which have their own rules. */
    private static boolean isFreeText(String field, JsonNode value) {
        return value.isTextual()
                && !LISTED.contains(field)
                && !field.endsWith("timestamp")
                && !field.equals("mail.messageid");
    }

    // ---- Samples

    /** An object inside an event. */
    private record At(ObjectNode event, ObjectNode object) {
        Change changed(String expected) {
            try {
                return new Change(expected, JSON.writeValueAsBytes(event));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static List<Sample> samples() throws IOException {
        return Sample.all(Checkout.root()).stream()
                .filter(
                        sample ->
                                !Set.of("unknown-type", "send-unknown-fields")
                                        .contains(sample.name()))
                .toList();
    }

    private static void eachObject(BiConsumer<String, At> visitor) throws IOException {
        for (Sample sample : samples()) {
            ObjectNode event = (ObjectNode) JSON.readTree(sample.file().toFile());
            if (event.has("eventType")) {
                visit("", event, event, visitor);
            }
        }
    }

    private static void visit(
            String path, JsonNode node, ObjectNode event, BiConsumer<String, At> visitor) {
        if (node instanceof ArrayNode list) {
            list.forEach(element -> visit(path, element, event, visitor));
        }
        if (node instanceof ObjectNode object) {
            visitor.accept(path, new At(event, object));
            if (!SENDER_NAMES.contains(path)) {
                for (String name : names(object)) {
                    visit(inner(path, name), object.get(name), event, visitor);
                }
            }
        }
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

    private static List<Change> some(List<Change> changes, int count) {
        List<Change> shuffled = new ArrayList<>(changes);
        Collections.shuffle(shuffled, new Random(7));
        return shuffled.subList(0, Math.min(count, shuffled.size()));
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
