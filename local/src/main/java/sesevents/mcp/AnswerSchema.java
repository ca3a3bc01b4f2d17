package sesevents.mcp;

import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonArrayFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonBooleanFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonFormatVisitable;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonIntegerFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonNumberFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonObjectFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonStringFormatVisitor;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;

/** The JSON Schema of a class, as Jackson's serializers write its objects. */
final class AnswerSchema extends JsonFormatVisitorWrapper.Base {
    private final ObjectNode schema = JsonNodeFactory.instance.objectNode();

    private AnswerSchema() {}

    static ObjectNode of(Class<?> type, ObjectMapper json) {
        AnswerSchema visitor = new AnswerSchema();
        try {
            json.acceptJsonFormatVisitor(type, visitor);
        } catch (JsonMappingException e) {
            throw new IllegalStateException(e);
        }
        return visitor.schema;
    }

    /** Lets a schema of one type allow null, too. */
    static ObjectNode nullable(ObjectNode schema) {
        String type = schema.path("type").asText();
        schema.putArray("type").add(type).add("null");
        return schema;
    }

    @Override
    public JsonStringFormatVisitor expectStringFormat(JavaType type) {
        return scalar("string");
    }

    @Override
    public JsonNumberFormatVisitor expectNumberFormat(JavaType type) {
        return scalar("number");
    }

    @Override
    public JsonIntegerFormatVisitor expectIntegerFormat(JavaType type) {
        return scalar("integer");
    }

    @Override
    public JsonBooleanFormatVisitor expectBooleanFormat(JavaType type) {
        return scalar("boolean");
    }

    @Override
    public JsonArrayFormatVisitor expectArrayFormat(JavaType type) {
        schema.put("type", "array");
        return new JsonArrayFormatVisitor.Base(getProvider()) {
            @Override
            public void itemsFormat(JsonFormatVisitable items, JavaType itemType)
                    throws JsonMappingException {
                schema.set("items", part(items, itemType));
            }
        };
    }

    @Override
    public JsonObjectFormatVisitor expectObjectFormat(JavaType type) {
        schema.put("type", "object");
        schema.putObject("properties");
        schema.putArray("required");
        return new JsonObjectFormatVisitor.Base(getProvider()) {
            @Override
            public void property(String name, JsonFormatVisitable value, JavaType valueType)
                    throws JsonMappingException {
                add(name, part(value, valueType), true);
            }

            @Override
            public void optionalProperty(BeanProperty property) throws JsonMappingException {
                BeanPropertyWriter writer = (BeanPropertyWriter) property;
                JsonFormatVisitable value =
                        writer.hasSerializer()
                                ? writer.getSerializer()
                                : getProvider().findValueSerializer(writer.getType(), writer);
                ObjectNode part = part(value, writer.getType());
                boolean isNullable = !writer.getType().isPrimitive() && !writer.willSuppressNulls();
                add(
                        writer.getName(),
                        isNullable ? nullable(part) : part,
                        !writer.willSuppressNulls());
            }
        };
    }

    /** Jackson asks for no visitor of a scalar's values. */
    private <T> T scalar(String type) {
        schema.put("type", type);
        return null;
    }

    private void add(String name, ObjectNode part, boolean isRequired) {
        schema.withObjectProperty("properties").set(name, part);
        if (isRequired) {
            schema.withArrayProperty("required").add(name);
        }
    }

    private ObjectNode part(JsonFormatVisitable value, JavaType type) throws JsonMappingException {
        AnswerSchema visitor = new AnswerSchema();
        visitor.setProvider(getProvider());
        value.acceptJsonFormatVisitor(visitor, type);
        return visitor.schema;
    }
}
