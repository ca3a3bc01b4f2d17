package sesevents.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import sesevents.firehose.StreamSettings;
import sesevents.lake.FolderBucket;
import sesevents.lake.Journal;
import sesevents.lake.Lake;
import sesevents.load.Pipeline;

/** A lake whose books a test reads. */
abstract class BooksCase {
    static final LocalDate FIRST = LocalDate.parse("2026-11-20");
    static final LocalDate LAST = LocalDate.parse("2026-11-22");
    static final Instant MIDNIGHT = Instant.parse("2026-11-20T00:00:00Z");
    static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

    @TempDir Path lake;
    FolderBucket bucket;

    @BeforeEach
    void open() {
        bucket = new FolderBucket(lake);
    }

    String row(Map<LocalDate, Long> offered) throws IOException {
        Books.Day day = ofStream(FIRST, FIRST, offered).days().getFirst();
        return List.of(
                        day.stored(),
                        day.quarantined(),
                        day.replayed(),
                        day.duplicates(),
                        day.result())
                .toString();
    }

    String results(Map<LocalDate, Long> offered) throws IOException {
        return results(ofStream(FIRST, FIRST, offered));
    }

    /** For the numbers of records that were offered on three days. */
    String results(long first, long second, long third) throws IOException {
        Map<LocalDate, Long> offered = Map.of(FIRST, first, FIRST.plusDays(1), second, LAST, third);
        return results(ofStream(FIRST, LAST, offered));
    }

    static String results(Books books) {
        return books.days().stream().map(Books.Day::result).toList().toString();
    }

    Books ofStream(LocalDate from, LocalDate to, Map<LocalDate, Long> offered) throws IOException {
        return Books.ofStream(bucket, from, to, to, offered, Map.of(), _ -> {});
    }

    Books ofLake() throws IOException {
        return Books.ofLake(new Lake(lake), null, null, _ -> {});
    }

    /** How many records the journal names, by day. */
    Map<LocalDate, Long> offered() throws IOException {
        Map<LocalDate, Long> offered = new HashMap<>();
        Journal.read(
                new Lake(lake),
                (day, _) -> offered.merge(day, 1L, Long::sum),
                (where, why) -> fail(where + " " + why));
        return offered;
    }

    /** Puts events of the first day into two objects. */
    void fill(int from, int to) {
        try (Pipeline pipeline = pipeline()) {
            for (int i = from; i < to; i++) {
                if (i == (from + to) / 2) {
                    pipeline.flush();
                }
                pipeline.put(event(i), START.plusMillis(i), "");
            }
        }
    }

    void put(Instant arrival, byte[]... records) {
        try (Pipeline pipeline = pipeline()) {
            for (byte[] record : records) {
                pipeline.put(record, arrival, "");
            }
        }
    }

    Pipeline pipeline() {
        return new Pipeline(lake, StreamSettings.DEPLOYED, UUID::randomUUID);
    }

    List<String> keys(String prefix) throws IOException {
        try (Stream<String> keys = bucket.list(prefix)) {
            return keys.toList();
        }
    }

    static byte[] event(int i) {
        return "{\"eventType\":\"Send\",\"mail\":{\"messageId\":\"m%d\",\"timestamp\":\"%s\",\"destination\":[\"a@example.com\"]},\"send\":{}}\n"
                .formatted(i, START)
                .getBytes(UTF_8);
    }

    static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(body)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return body.toByteArray();
    }
}
