package sesevents.catalog;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import sesevents.Sample;
import sesevents.firehose.Firehose;
import sesevents.firehose.SeededIds;
import sesevents.firehose.StreamSettings;
import sesevents.madeup.Damage;

/** Firehose invocations made from the samples, for {@code sam local invoke -e} and the gate. */
final class Envelopes {
    /** The samples that stand for the ten event types. */
    private static final Pattern TYPES =
            Pattern.compile(
                    "send|delivery|open|click|bounce|complaint|reject|rendering-failure"
                            + "|delivery-delay|subscription");

    private static final Path FOLDER = Path.of("events/firehose");
    private static final Instant FIRST_ARRIVAL = Instant.parse("2026-03-02T10:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    private Envelopes() {}

    /** The content of each file. */
    static Map<Path, String> of(List<Sample> samples) throws IOException {
        Map<String, List<byte[]>> records = new LinkedHashMap<>();
        for (Sample sample : samples) {
            byte[] event = sample.published();
            String kind = TYPES.matcher(sample.name()).matches() ? "all-types" : "oddities";
            records.computeIfAbsent(kind, _ -> new ArrayList<>()).add(event);
            if (sample.name().equals("send")) {
                records.put("send", List.of(event));
                records.put("malformed", malformed(event));
            }
        }
        Map<Path, String> contents = new LinkedHashMap<>();
        for (Map.Entry<String, List<byte[]>> one : records.entrySet()) {
            contents.put(FOLDER.resolve(one.getKey() + ".json"), envelope(one.getValue()));
        }
        return contents;
    }

    /** Records damaged in every way, with sound ones between them. */
    private static List<byte[]> malformed(byte[] event) {
        List<byte[]> records = new ArrayList<>();
        for (Damage damage : Damage.values()) {
            records.add(damage.applyTo(event));
            records.add(event);
        }
        records.removeLast();
        return records;
    }

    private static String envelope(List<byte[]> records) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        try (Firehose firehose =
                new Firehose(
                        StreamSettings.DEPLOYED,
                        (sent, response) -> {
                            sent.transferTo(request);
                            response.write("{\"records\":[]}".getBytes(StandardCharsets.UTF_8));
                        },
                        (_, _) -> {},
                        new SeededIds(1),
                        _ -> {})) {
            for (int i = 0; i < records.size(); i++) {
                firehose.put(records.get(i), FIRST_ARRIVAL.plusMillis(i), "");
            }
        }
        return JSON.readTree(request.toByteArray()).toPrettyString() + "\n";
    }
}
