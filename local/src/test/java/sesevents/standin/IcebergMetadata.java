package sesevents.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.PartitionSpecParser;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SchemaParser;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.TableMetadata;

/** The first metadata file of an Iceberg table, as Glue writes it for CloudFormation. */
final class IcebergMetadata {
    private static final Set<String> NUMBERS = Set.of("id", "field-id", "source-id", "spec-id");
    private static final ObjectMapper JSON = new ObjectMapper();

    private IcebergMetadata() {}

    static TableMetadata of(JsonNode icebergTableInput) {
        Schema schema = SchemaParser.fromJson(specified(icebergTableInput.path("Schema")));
        PartitionSpec partitions =
                PartitionSpecParser.fromJson(
                        schema, specified(icebergTableInput.path("PartitionSpec")));
        Map<String, String> properties =
                icebergTableInput
                        .path("Properties")
                        .propertyStream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey, entry -> entry.getValue().asText()));
        return TableMetadata.newTableMetadata(
                schema,
                partitions,
                SortOrder.unsorted(),
                icebergTableInput.path("Location").asText(),
                properties);
    }

    /** Renames fields as Iceberg's specification spells them: SourceId becomes source-id. */
    private static JsonNode specified(JsonNode node) {
        if (node.isArray()) {
            ArrayNode array = JSON.createArrayNode();
            node.forEach(element -> array.add(specified(element)));
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode object = JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String name =
                    field.getKey().replaceAll("(?<!^)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            object.set(name, scalar(name, specified(field.getValue())));
        }
        return object;
    }

    /** The template reader makes every scalar a text; Iceberg wants numbers and booleans. */
    private static JsonNode scalar(String name, JsonNode value) {
        if (NUMBERS.contains(name)) {
            return JsonNodeFactory.instance.numberNode(value.asInt());
        }
        return name.equals("required")
                ? JsonNodeFactory.instance.booleanNode(value.asBoolean())
                : value;
    }
}
