package sesevents.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sesevents.Checkout;
import sesevents.Sample;

/** The published JSON Schema, read by a validator in wide use. */
class EventSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Schema SCHEMA = schema();

    /** Not events as SES publishes them today: a made-up type, and the older form. */
    private static final Set<String> OTHERS =
            Set.of("unknown-type", "notification-delivery", "notification-bounce-no-headers");

    private static Schema schema() {
        Path file = Checkout.root().resolve("events/schema/ses-event.schema.json");
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Files.readString(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void acceptsEverySample() throws IOException {
        for (Sample sample : Sample.all(Checkout.root())) {
            boolean isAccepted = errors(event(sample.name())).isEmpty();
            assertEquals(!OTHERS.contains(sample.name()), isAccepted, sample.name());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bounce | /bounce/bounceType    | \"Eternal\"",
                "bounce | /bounce/bounceSubType | \"general\"",
                "bounce | /bounce               | null",
                "bounce | /bounce/bouncedRecipients | {}",
                "bounce | /bounce/bouncedRecipients/0/status | 5.1",
                "open   | /eventType            | \"Opened\"",
                "open   | /mail/messageId       | 7",
                "send   | /mail/destination     | \"a@example.org\"",
                "send   | /mail/tags/ses:new    | [\"x\"]",
                "send   | /mail/tags/mine       | \"x\"",
                "delivery | /delivery/processingTimeMillis | \"2333\"",
                "bounce | /bounce    |",
                "send   | /mail      |",
                "send   | /eventType |",
                "rendering-failure | /failure |",
            })
    void refusesWhatSesDoesNotWrite(String sample, String place, String value) throws IOException {
        ObjectNode event = event(sample);
        int slash = place.lastIndexOf('/');
        ObjectNode parent = (ObjectNode) event.at(place.substring(0, slash));
        if (value == null) {
            parent.remove(place.substring(slash + 1));
        } else {
            parent.set(place.substring(slash + 1), JSON.readTree(value));
        }
        assertFalse(errors(event).isEmpty(), place);
    }

    @Test
    void acceptsFieldsThatSesMayAdd() throws IOException {
        ObjectNode event = event("bounce");
        event.put("new", 1);
        ((ObjectNode) event.get("bounce")).put("new", 1);
        assertEquals(List.of(), errors(event));
    }

    private static ObjectNode event(String sample) throws IOException {
        Path file = Checkout.root().resolve("events/" + sample + ".json");
        return (ObjectNode) JSON.readTree(file.toFile());
    }

    private static List<Error> errors(JsonNode event) {
        return new ArrayList<>(SCHEMA.validate(event));
    }
}
