package sesevents.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trino.metastore.type.ListTypeInfo;
import io.trino.metastore.type.MapTypeInfo;
import io.trino.metastore.type.StructTypeInfo;
import io.trino.metastore.type.TypeInfo;
import io.trino.metastore.type.TypeInfoUtils;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import sesevents.Sample;
import sesevents.UserError;
import sesevents.engine.Rows;
import sesevents.sql.HiveTable;
import sesevents.transform.Columns;

/**
 * The JSON Schema (draft 2020-12) of an event as SES publishes it. The table gives the fields and
 * their types, known_values gives the values, and the samples give what the table does not keep:
 * how SES spells a name, which fields may be null, and which object a type of event has.
 */
final class EventSchema {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EVENT_TYPE = "eventtype";
    private static final String MAIL = "mail";
    private static final String TAGS = "mail.tags";

    private final Map<String, Set<String>> values = new TreeMap<>();
    private final Map<String, String> spellings = new TreeMap<>();
    private final Set<String> unspelled = new TreeSet<>();
    private final Set<String> nullable = new HashSet<>();
    private final Map<String, Set<String>> columnsOfType = new TreeMap<>();

    static String of(HiveTable events, Rows values, List<Sample> samples) throws IOException {
        EventSchema schema = new EventSchema();
        for (List<Object> row : values.values()) {
            schema.values
                    .computeIfAbsent((String) row.get(0), _ -> new TreeSet<>())
                    .add((String) row.get(1));
        }
        for (Sample sample : samples) {
            schema.learn(JSON.readTree(sample.file().toFile()));
        }
        ObjectNode text = schema.event(events);
        if (!schema.unspelled.isEmpty()) {
            throw new UserError(
                    "no sample in events/ shows how SES spells %s; add them to one",
                    String.join(", ", schema.unspelled));
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(text) + "\n";
    }

    // ---- Learned from the samples

    private void learn(JsonNode event) {
        learn("", event);
        Set<String> columns = new HashSet<>();
        event.fieldNames().forEachRemaining(name -> columns.add(lower(name)));
        columnsOfType
                .computeIfAbsent(event.path("eventType").asText(), _ -> new HashSet<>(columns))
                .retainAll(columns);
    }

    private void learn(String path, JsonNode node) {
        if (node.isNull()) {
            nullable.add(path);
        }
        node.properties()
                .forEach(
                        field -> {
                            String inner = inner(path, lower(field.getKey()));
                            spellings.putIfAbsent(inner, field.getKey());
                            learn(inner, field.getValue());
                        });
        if (node.isArray()) {
            node.forEach(element -> learn(path + "[]", element));
        }
    }

    private static String inner(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    // ---- Written from the table

    private ObjectNode event(HiveTable events) {
        ObjectNode schema = JSON.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Amazon SES event");
        schema.put(
                "description",
                "An event as an SES event destination publishes it. SES adds fields without notice,"
                        + " so others may be there. Written by ./ses-events generate, never edited.");
        schema.put("type", "object");
        schema.putArray("required").add(spelling(EVENT_TYPE)).add(spelling(MAIL));
        ObjectNode properties = schema.putObject("properties");
        for (HiveTable.Column column : events.columns()) {
            if (!Columns.DERIVED.contains(column.name())) {
                TypeInfo type = TypeInfoUtils.getTypeInfoFromTypeString(column.type());
                ObjectNode field = field(column.name(), type);
                field.put("description", column.comment());
                properties.set(spelling(column.name()), field);
            }
        }
        ((ObjectNode) properties.get(MAIL)).putArray("required").add("timestamp").add("messageId");
        detailOfEachType(schema.putArray("allOf"));
        return schema;
    }

    private void detailOfEachType(ArrayNode rules) {
        for (String type : values.get(EVENT_TYPE)) {
            Set<String> columns = new TreeSet<>(columnsOfType.getOrDefault(type, Set.of()));
            columns.removeAll(Set.of(EVENT_TYPE, MAIL));
            if (columns.size() != 1) {
                throw new UserError("the samples of %s have no one object of their own", type);
            }
            ObjectNode rule = rules.addObject();
            rule.putObject("if").putObject("properties").putObject("eventType").put("const", type);
            rule.putObject("then").putArray("required").add(spelling(columns.iterator().next()));
        }
    }

    private ObjectNode field(String path, TypeInfo type) {
        ObjectNode field = JSON.createObjectNode();
        switch (type) {
            case StructTypeInfo struct -> {
                type(field, path, "object");
                ObjectNode properties = field.putObject("properties");
                for (int i = 0; i < struct.getAllStructFieldNames().size(); i++) {
                    String inner = inner(path, struct.getAllStructFieldNames().get(i));
                    properties.set(
                            spelling(inner),
                            field(inner, struct.getAllStructFieldTypeInfos().get(i)));
                }
            }
            case MapTypeInfo map -> {
                type(field, path, "object");
                if (path.equals(TAGS)) {
                    ArrayNode names = field.putObject("propertyNames").putArray("anyOf");
                    values.get(TAGS).forEach(names.addObject().putArray("enum")::add);
                    names.addObject().putObject("not").put("pattern", "^ses:");
                }
                field.set("additionalProperties", field(path + ".*", map.getMapValueTypeInfo()));
            }
            case ListTypeInfo list -> {
                type(field, path, "array");
                field.set("items", field(path + "[]", list.getListElementTypeInfo()));
            }
            default -> {
                type(field, path, scalar(type));
                if (values.containsKey(path)) {
                    ArrayNode known = field.putArray("enum");
                    values.get(path).forEach(known::add);
                    if (nullable.contains(path)) {
                        known.addNull();
                    }
                }
            }
        }
        return field;
    }

    private void type(ObjectNode field, String path, String type) {
        if (nullable.contains(path)) {
            field.putArray("type").add(type).add("null");
        } else {
            field.put("type", type);
        }
    }

    private static String scalar(TypeInfo type) {
        return switch (type.getTypeName()) {
            case "string" -> "string";
            case "bigint" -> "integer";
            case "boolean" -> "boolean";
            default -> throw new IllegalStateException("no JSON type for " + type.getTypeName());
        };
    }

    private String spelling(String path) {
        String spelling = spellings.get(path);
        if (spelling == null) {
            unspelled.add(path);
            return path;
        }
        return spelling;
    }
}
