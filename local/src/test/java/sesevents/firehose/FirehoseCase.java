package sesevents.firehose;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A Firehose whose bucket is in memory. */
abstract class FirehoseCase {
    static final ObjectMapper JSON = new ObjectMapper();
    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    static final String EVENTS =
            "events/ingest_hour=2026-11-20-12/ses-events-1-2026-11-20-12-00-00-ID.gz";
    static final Transformation IDENTITY =
            (request, response) -> {
                ObjectNode answer = JSON.createObjectNode();
                for (JsonNode record : JSON.readTree(request).path("records")) {
                    answer.withArray("records")
                            .addObject()
                            .put("recordId", record.path("recordId").asText())
                            .put("result", "Ok")
                            .put("data", record.path("data").asText());
                }
                JSON.writeValue(response, answer);
            };

    final MemoryBucket bucket = new MemoryBucket();
    final List<String> failures = new ArrayList<>();
    final List<Integer> sizes = new ArrayList<>();
    final Transformation countingBatches =
            (request, response) -> {
                byte[] json = request.readAllBytes();
                sizes.add(JSON.readTree(json).path("records").size());
                IDENTITY.invoke(new ByteArrayInputStream(json), response);
            };

    Tally put(Transformation transformation, String... records) {
        return put(transformation, StreamSettings.DEPLOYED, records);
    }

    Tally put(Transformation transformation, StreamSettings settings, String... records) {
        Firehose firehose = firehose(transformation, settings);
        for (String record : records) {
            firehose.put(record.getBytes(UTF_8), NOON, "");
        }
        firehose.close();
        return firehose.tally();
    }

    Firehose firehose(Transformation transformation, StreamSettings settings) {
        return new Firehose(
                settings,
                transformation,
                bucket,
                new SeededIds(1),
                failed ->
                        failures.add(
                                "%s after %d: %s"
                                        .formatted(
                                                failed.errorCode(),
                                                failed.attemptsMade(),
                                                new String(failed.data(), UTF_8))));
    }

    static Transformation answering(UnaryOperator<String> answers) {
        return (request, response) -> {
            List<String> records = new ArrayList<>();
            for (JsonNode record : JSON.readTree(request).path("records")) {
                String data = new String(record.path("data").binaryValue(), UTF_8);
                records.add(answers.apply(data).formatted(record.path("recordId").asText()));
            }
            String json = "{'records':[" + String.join(",", records) + "]}";
            response.write(json.replace('\'', '"').getBytes(UTF_8));
        };
    }
}
