package sesevents.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import sesevents.lake.Bucket;
import sesevents.stack.Deployment;

/** Creates a stack's Glue resources through Glue's API, and does Glue's own part for Iceberg. */
public record GlueResource(MotoServer aws, String bucketName, Bucket bucket) {
    /** Creates the database and all tables of a stack. */
    public static void createAll(Deployment stack, MotoServer aws, String bucketName)
            throws IOException {
        GlueResource resources = new GlueResource(aws, bucketName, aws.existing(bucketName));
        for (String nested : List.of("Catalog", "History")) {
            for (JsonNode resource : stack.nested(nested).resources()) {
                resources.create(resource);
            }
        }
    }

    private void create(JsonNode resource) throws IOException {
        JsonNode properties = resource.path("Properties");
        switch (resource.path("Type").asText()) {
            case "AWS::Glue::Database" -> aws.glue("CreateDatabase", properties);
            case "AWS::Glue::Table" -> aws.glue("CreateTable", hiveTable(properties));
            case "AWS::Athena::NamedQuery" -> {}
            default -> throw new IllegalStateException("cannot create a " + resource.path("Type"));
        }
    }

    /** Writes an Iceberg table's metadata and points to it, which moto's Glue does not do. */
    private JsonNode hiveTable(JsonNode properties) throws IOException {
        JsonNode input = properties.at("/OpenTableFormatInput/IcebergInput/IcebergTableInput");
        if (input.isMissingNode()) {
            return properties;
        }
        TableMetadata metadata = IcebergMetadata.of(input);
        String home = metadata.location().replaceFirst("/$", "");
        String file = "/metadata/00000-%s.metadata.json".formatted(metadata.uuid());
        bucket.put(
                (home + file).replace("s3://" + bucketName + "/", ""),
                TableMetadataParser.toJson(metadata).getBytes(StandardCharsets.UTF_8));
        ObjectNode table = JsonNodeFactory.instance.objectNode();
        table.set("DatabaseName", properties.path("DatabaseName"));
        ObjectNode tableInput = table.putObject("TableInput");
        tableInput.set("Name", properties.path("Name"));
        tableInput.put("TableType", "EXTERNAL_TABLE");
        tableInput.putObject("StorageDescriptor").put("Location", home);
        tableInput
                .putObject("Parameters")
                .put("table_type", "ICEBERG")
                .put("metadata_location", home + file);
        return table;
    }
}
