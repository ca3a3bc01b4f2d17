package sesevents.mcp;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.StringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import sesevents.questions.Price;
import sesevents.questions.Reply;
import sesevents.text.Visible;

/**
 * Answers as JSON in which every text that a stranger may have written is an object {@code
 * {"untrusted_text": "..."}} with its invisible characters escaped. An agent cannot take such an
 * object for an instruction. A text is wrapped unless {@link #OURS} lists its name, so that a new
 * column is wrapped until somebody has thought about it.
 */
final class UntrustedText {
    static final String KEY = "untrusted_text";

    /** Ids, times and names of a closed list, which this project or SES writes. */
    private static final Set<String> OURS =
            Set.of(
                    "attribution",
                    "bounce_subtype",
                    "bounce_type",
                    "delay_type",
                    "delivery_date",
                    "dimension",
                    "error_type",
                    "event_date",
                    "event_id",
                    "event_timestamp",
                    "eventtype",
                    "first_date",
                    "ingest_date",
                    "ingest_hour",
                    "key",
                    "last_date",
                    "latest_arrival",
                    "latest_event_id",
                    "latest_message_id",
                    "latest_time",
                    "message_id",
                    "next_page",
                    "outcome",
                    "own_verdict",
                    "reason",
                    "sent_month",
                    "ses_verdict",
                    "silent_event_id",
                    "silent_message_id",
                    "status",
                    "time",
                    "time_given_up",
                    "time_last_delayed",
                    "time_sent",
                    "verdict");

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .addModule(new Jdk8Module())
                    .addModule(
                            new SimpleModule()
                                    .addSerializer(new Wrapped())
                                    .setSerializerModifier(new LeavesOurs()))
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    private UntrustedText() {}

    /** The schema of what {@link #json} makes of an answer of a class; an answer may be null. */
    static ObjectNode schema(Class<?> answer) {
        ObjectNode schema = JSON.createObjectNode().put("type", "object");
        schema.putObject("properties")
                .<ObjectNode>set("answer", AnswerSchema.nullable(AnswerSchema.of(answer, JSON)))
                .set("price", AnswerSchema.of(Price.class, JSON));
        schema.putArray("required").add("answer").add("price");
        return schema;
    }

    /** The answer and its price; the SQL is for people, and longer than most answers. */
    static ObjectNode json(Reply<?> reply) {
        ObjectNode json = JSON.createObjectNode();
        json.set("answer", JSON.valueToTree(reply.answer()));
        json.set("price", JSON.valueToTree(reply.price()));
        return json;
    }

    private static final class Wrapped extends StdSerializer<String> {
        private static final long serialVersionUID = 1L;

        Wrapped() {
            super(String.class);
        }

        @Override
        public void serialize(String text, JsonGenerator json, SerializerProvider serializers)
                throws IOException {
            json.writeStartObject();
            json.writeStringField(KEY, Visible.text(text));
            json.writeEndObject();
        }

        @Override
        public void acceptJsonFormatVisitor(JsonFormatVisitorWrapper visitor, JavaType type)
                throws JsonMappingException {
            visitor.expectObjectFormat(type)
                    .property(KEY, (text, _) -> text.expectStringFormat(type), type);
        }
    }

    private static final class LeavesOurs extends BeanSerializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public List<BeanPropertyWriter> changeProperties(
                SerializationConfig config,
                BeanDescription bean,
                List<BeanPropertyWriter> properties) {
            properties.stream()
                    .filter(property -> property.getType().hasRawClass(String.class))
                    .filter(property -> OURS.contains(property.getName()))
                    .forEach(property -> property.assignSerializer(new StringSerializer()));
            return properties;
        }
    }
}
