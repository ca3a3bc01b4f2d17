package sesevents.firehose;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import sesevents.lake.Bucket;

/** A bucket in memory; it refuses as many puts as it is told to. */
final class MemoryBucket implements Bucket {
    final Map<String, byte[]> objects = new TreeMap<>();
    int refusals;

    @Override
    public void put(String key, byte[] body) throws IOException {
        if (refusals > 0) {
            refusals--;
            throw new IOException("503 Slow Down");
        }
        objects.put(key, body);
    }

    /** Keys without the random id, and contents as text, unpacked. */
    Map<String, String> texts() throws IOException {
        Map<String, String> texts = new TreeMap<>();
        for (Map.Entry<String, byte[]> object : objects.entrySet()) {
            String key =
                    object.getKey().replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID");
            texts.merge(
                    key, text(object.getKey(), object.getValue()), (one, two) -> one + "|" + two);
        }
        return texts;
    }

    private static String text(String key, byte[] body) throws IOException {
        if (!key.endsWith(".gz")) {
            return new String(body, StandardCharsets.UTF_8);
        }
        try (var content = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
