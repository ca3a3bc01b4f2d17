package sesevents.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;
import sesevents.lake.FolderBucket;

/** A lake with a quarantine, and a stream that takes its records. */
abstract class ReplayCase {
    static final String DAY = "quarantine/processing-failed/2026-11-20/";
    static final String BACKUP = "backup/2026/11/20/10/";
    static final String GOOD =
            "{\"eventType\":\"Send\",\"mail\":{\"messageId\":\"m%d\",\"timestamp\":\"2026-11-20T10:00:00Z\",\"destination\":[\"a@example.com\"]},\"send\":{}}\n";
    static final String BAD = "[%d]\n";
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));

    @TempDir Path lake;
    final List<String> sent = new ArrayList<>();
    boolean isDown;

    final Destination stream =
            new Destination() {
                private final List<String> waiting = new ArrayList<>();

                @Override
                public void put(byte[] record) {
                    waiting.add(new String(record, UTF_8));
                }

                @Override
                public void settle() {
                    if (isDown) {
                        throw new IllegalStateException("the stream is down");
                    }
                    sent.addAll(waiting);
                    waiting.clear();
                }
            };

    Replay replay(Selection selection) {
        return new QuarantineReplay(new FolderBucket(lake), selection, CLOCK, _ -> {});
    }

    /** Writes an error line for each record. */
    void put(String key, String... records) throws IOException {
        write(key, Stream.of(records).map(ReplayCase::failed).toArray(String[]::new));
    }

    void write(String key, String... lines) throws IOException {
        new FolderBucket(lake).put(key, (String.join("\n", lines) + "\n").getBytes(UTF_8));
    }

    /** Writes a gzip object without its last bytes. */
    void gzip(String key, int cut, String text) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(body)) {
            gzip.write(text.getBytes(UTF_8));
        }
        new FolderBucket(lake).put(key, Arrays.copyOf(body.toByteArray(), body.size() - cut));
    }

    List<String> keys(String prefix) throws IOException {
        try (Stream<String> keys = new FolderBucket(lake).list(prefix)) {
            return keys.toList();
        }
    }

    /** The records in the error lines, by object. */
    Map<String, String> records() throws IOException {
        Map<String, String> records = new TreeMap<>();
        for (String key : keys("")) {
            try (Stream<String> lines = Files.lines(lake.resolve(key))) {
                records.put(
                        key.replaceAll("-stays-[0-9a-f]{16}$", "-stays-HASH"),
                        lines.map(ReplayCase::record).collect(Collectors.joining()));
            }
        }
        return records;
    }

    static String record(String line) {
        String rawData = line.replaceAll(".*\"rawData\":\"([^\"]*)\".*", "$1");
        return new String(Base64.getDecoder().decode(rawData), UTF_8);
    }

    static String failed(String record) {
        return "{\"rawData\":\"%s\",\"errorCode\":\"Lambda.X\",\"arrivalTimestamp\":\"1795176000000\"}"
                .formatted(Base64.getEncoder().encodeToString(record.getBytes(UTF_8)));
    }

    static String good(int i) {
        return GOOD.formatted(i);
    }

    static String bad(int i) {
        return BAD.formatted(i);
    }
}
