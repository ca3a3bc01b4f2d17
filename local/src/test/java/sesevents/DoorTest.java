package sesevents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trino.metastore.type.ListTypeInfo;
import io.trino.metastore.type.MapTypeInfo;
import io.trino.metastore.type.StructTypeInfo;
import io.trino.metastore.type.TypeInfo;
import io.trino.metastore.type.TypeInfoUtils;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    /** JSON of every kind, and strings that look like another kind. */
    private static final List<String> VALUES =
            List.of(
                    """
                    null; "text"; ""; " "; "7"; "-7"; "007"; "08"; "0x7"; "7.5"; "1e400000000";
                    "true"; "TRUE"; "\\ud83d"; "a\\u0000\\n\\u2028/#"; 0; -0; 7; 9223372036854775807;
                    9223372036854775808; 7.5; 1e400000000; true; false; []; [null]; ["text"]; [7];
                    [["text"]]; [{}]; [{"name":"text"}]; {}; {"k":null}; {"k":"text"}; {"k":7};
                    {"k":["text"]}; {"k":[]}; {"k":{}}"""
                            .split(";\\s"));

    /**
     * A place that the table declares.
     *
     * @param path names it: a field's name, or {@code []} into a list, or {@code {}} into a map
     */
    private record Place(List<String> path, TypeInfo type) {
        /** This place and all places in it. */
        Stream<Place> all() {
            Stream<Place> inner =
                    switch (type) {
                        case ListTypeInfo list -> inside("[]", list.getListElementTypeInfo());
                        case MapTypeInfo map -> inside("{}", map.getMapValueTypeInfo());
                        case StructTypeInfo struct ->
                                IntStream.range(0, struct.getAllStructFieldNames().size())
                                        .boxed()
                                        .flatMap(
                                                i ->
                                                        inside(
                                                                struct.getAllStructFieldNames()
                                                                        .get(i),
                                                                struct.getAllStructFieldTypeInfos()
                                                                        .get(i)));
                        default -> Stream.of();
                    };
            return Stream.concat(Stream.of(this), inner);
        }

        private Stream<Place> inside(String step, TypeInfo innerType) {
            List<String> inner = new ArrayList<>(path);
            inner.add(step);
            return new Place(inner, innerType).all();
        }
    }

    private record Case(Place place, String value) {
        boolean isNumberInText() {
            return place.type.getTypeName().equals("string") && value.matches("-?[0-9].*");
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
            assertNotNull(row.get("eventtype"), one.toString());
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
        return HiveTable.parse(ddl).columns().stream()
                .filter(column -> !Columns.DERIVED.contains(column.name()))
                .flatMap(
                        column ->
                                new Place(
                                                List.of(column.name()),
                                                TypeInfoUtils.getTypeInfoFromTypeString(
                                                        column.type()))
                                        .all())
                .toList();
    }

    /** A sound event but for the value at the place. */
    private static String event(List<String> path, String value) {
        String json = value;
        for (String step : path.reversed()) {
            json =
                    switch (step) {
                        case "[]" -> "[" + json + "]";
                        case "{}" -> "{\"k\":" + json + "}";
                        default -> "{\"" + step + "\":" + json + "}";
                    };
        }
        if (!path.contains("eventtype")) {
            json = with("\"eventType\":\"Future\"", json);
        }
        if (!path.getFirst().equals("mail")) {
            return with(
                    "\"mail\":{\"messageId\":\"m\",\"timestamp\":\"2026-03-01T10:00:00Z\"}", json);
        }
        if (path.size() == 1) {
            return json;
        }
        String mail = "\"mail\":{";
        if (!path.get(1).equals("messageid")) {
            mail += "\"messageId\":\"m\",";
        }
        if (!path.get(1).equals("timestamp")) {
            mail += "\"timestamp\":\"2026-03-01T10:00:00Z\",";
        }
        return json.replace("\"mail\":{", mail);
    }

    private static String with(String member, String object) {
        return "{" + member + "," + object.substring(1);
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
        return switch (one.place.type.getTypeName()) {
            case "bigint" -> Long.parseLong(text);
            case "boolean" -> Boolean.parseBoolean(text);
            default -> text;
        };
    }
}
