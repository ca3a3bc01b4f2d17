package sesevents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import sesevents.engine.Rows;
import sesevents.engine.TestLake;
import sesevents.sql.HiveTable;
import sesevents.transform.Columns;
import sesevents.transform.Reason;
import sesevents.transform.RejectedRecord;
import sesevents.transform.Transform;

/** Whatever JSON stands at whatever declared place: what the door lets through, SQL can read. */
class DoorTest {
    /** JSON of every kind, and of those that look like another kind. */
    private static final List<String> VALUES =
            List.of(
                    "null",
                    "\"text\"",
                    "\"\"",
                    "\" \"",
                    "\"7\"",
                    "\"-7\"",
                    "\"007\"",
                    "\"08\"",
                    "\"0x7\"",
                    "\"7.5\"",
                    "\"1e400000000\"",
                    "\"true\"",
                    "\"TRUE\"",
                    "\"\\ud83d\"",
                    "\"a\\u0000\\n\\u2028/#\"",
                    "0",
                    "-0",
                    "7",
                    "9223372036854775807",
                    "9223372036854775808",
                    "7.5",
                    "1e400000000",
                    "true",
                    "false",
                    "[]",
                    "[null]",
                    "[\"text\"]",
                    "[7]",
                    "[[\"text\"]]",
                    "[{}]",
                    "[{\"name\":\"text\"}]",
                    "{}",
                    "{\"k\":null}",
                    "{\"k\":\"text\"}",
                    "{\"k\":7}",
                    "{\"k\":[\"text\"]}",
                    "{\"k\":[]}",
                    "{\"k\":{}}");

    /**
     * A place that the table declares.
     *
     * @param path names it: a field's name, or {@code []} into a list, or {@code {}} into a map
     */
    private record Place(List<String> path, String type) {
        Place inside(String step, String innerType) {
            List<String> inner = new ArrayList<>(path);
            inner.add(step);
            return new Place(inner, innerType);
        }
    }

    private record Case(Place place, String value) {
        boolean isNumberInText() {
            return place.type.equals("string") && value.matches("-?[0-9].*");
        }
    }

    @Test
    void letsThroughOnlyWhatTheTableCanRead() throws IOException {
        List<Case> taken = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        Set<String> takenPlaces = new HashSet<>();
        int refused = 0;
        List<Place> places = places();
        for (Place place : places) {
            for (String value : VALUES) {
                try {
                    byte[] line =
                            Transform.line(
                                    event(place.path, value).getBytes(StandardCharsets.UTF_8),
                                    1_772_359_200_000L + taken.size());
                    lines.add(new String(line, StandardCharsets.UTF_8).stripTrailing());
                    taken.add(new Case(place, value));
                    takenPlaces.add(place.toString());
                } catch (RejectedRecord e) {
                    refused++;
                    assertTrue(
                            e.reason() == Reason.WRONG_TYPE
                                    || e.reason() == Reason.MISSING_FIELD
                                    || e.reason() == Reason.BAD_TIMESTAMP,
                            place + " " + value + " " + e.getMessage());
                }
            }
        }
        // Every place takes something, but for the mail and its time, which need more than that.
        assertEquals(places.size() - 2, takenPlaces.size());
        assertTrue(refused > 1_000 && taken.size() > 1_000, refused + ", " + taken.size());

        Rows rows =
                TestLake.of("2026-03-01-10", lines)
                        .query("select * from ses_events order by ingest_timestamp");
        assertEquals(taken.size(), rows.values().size());
        for (int i = 0; i < taken.size(); i++) {
            Case one = taken.get(i);
            Map<String, Object> row = new HashMap<>();
            for (int column = 0; column < rows.columns().size(); column++) {
                row.put(rows.columns().get(column), rows.values().get(i).get(column));
            }
            assertTrue(row.get("eventtype") != null, one.toString());
            if (one.isNumberInText()) {
                // Trino writes the number its own way: 7.50 may become 7.5.
                String text = (String) read(row, one.place.path);
                assertEquals(new BigDecimal(one.value), new BigDecimal(text), one.toString());
            } else if (!one.value.startsWith("[") && !one.value.startsWith("{")) {
                assertEquals(scalar(one), read(row, one.place.path), one.toString());
            }
        }
    }

    private static List<Place> places() throws IOException {
        String ddl = Files.readString(Checkout.root().resolve("sql/tables/ses_events.sql"));
        List<Place> places = new ArrayList<>();
        for (HiveTable.Column column : HiveTable.parse(ddl).columns()) {
            if (!Columns.DERIVED.contains(column.name())) {
                collect(new Place(List.of(column.name()), column.type()), places);
            }
        }
        return places;
    }

    private static void collect(Place place, List<Place> places) {
        places.add(place);
        String inner = place.type.substring(place.type.indexOf('<') + 1, place.type.length() - 1);
        if (place.type.startsWith("array<")) {
            collect(place.inside("[]", inner), places);
        } else if (place.type.startsWith("map<string,")) {
            collect(place.inside("{}", inner.substring("string,".length())), places);
        } else if (place.type.startsWith("struct<")) {
            for (String field : fields(inner)) {
                int colon = field.indexOf(':');
                collect(
                        place.inside(field.substring(0, colon), field.substring(colon + 1)),
                        places);
            }
        } else {
            assertTrue(Set.of("string", "bigint", "boolean").contains(place.type), place.type);
        }
    }

    static List<String> fields(String struct) {
        List<String> fields = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < struct.length(); i++) {
            char c = struct.charAt(i);
            depth += c == '<' ? 1 : c == '>' ? -1 : 0;
            if (c == ',' && depth == 0) {
                fields.add(struct.substring(start, i));
                start = i + 1;
            }
        }
        fields.add(struct.substring(start));
        return fields;
    }

    /** A sound event but for the value at the place. */
    private static String event(List<String> path, String value) {
        String column = path.getFirst();
        String json = value;
        for (int i = path.size() - 1; i > 0; i--) {
            json = step(path.get(i), json, i == 1 && column.equals("mail"));
        }
        StringBuilder event = new StringBuilder("{");
        if (!column.equals("eventtype")) {
            event.append("\"eventType\":\"Future\",");
        }
        if (!column.equals("mail")) {
            event.append("\"mail\":{\"messageId\":\"m\",\"timestamp\":\"2026-03-01T10:00:00Z\"},");
        }
        return event.append("\"%s\":%s}".formatted(column, json)).toString();
    }

    private static String step(String step, String json, boolean isInMail) {
        if (step.equals("[]")) {
            return "[" + json + "]";
        }
        if (step.equals("{}")) {
            return "{\"k\":" + json + "}";
        }
        String neighbours = "";
        if (isInMail && !step.equals("messageid")) {
            neighbours += "\"messageId\":\"m\",";
        }
        if (isInMail && !step.equals("timestamp")) {
            neighbours += "\"timestamp\":\"2026-03-01T10:00:00Z\",";
        }
        return "{%s\"%s\":%s}".formatted(neighbours, step, json);
    }

    private static Object read(Map<String, Object> row, List<String> path) {
        Object value = row;
        for (String step : path) {
            if (step.equals("[]")) {
                value = ((List<?>) value).getFirst();
            } else {
                value = ((Map<?, ?>) value).get(step.equals("{}") ? "k" : step);
            }
        }
        return value;
    }

    /** What SQL should read of the scalar. */
    private static Object scalar(Case one) {
        if (one.value.equals("null")) {
            return null;
        }
        String text =
                switch (one.value) {
                    case "\"\\ud83d\"" -> "?";
                    case "\"a\\u0000\\n\\u2028/#\"" -> "a\u0000\n\u2028/#";
                    default ->
                            one.value.startsWith("\"")
                                    ? one.value.substring(1, one.value.length() - 1)
                                    : one.value;
                };
        return switch (one.place.type) {
            case "bigint" -> Long.parseLong(text);
            case "boolean" -> Boolean.parseBoolean(text);
            default -> text;
        };
    }
}
