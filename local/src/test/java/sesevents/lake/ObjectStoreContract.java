package sesevents.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every bucket does, S3 or a folder. */
public abstract class ObjectStoreContract {
    /** A bucket with nothing in it. */
    protected abstract ObjectStore empty() throws IOException;

    @Test
    void readsWhatWasPut() throws IOException {
        ObjectStore bucket = empty();
        bucket.put("events/ingest_hour=2026-11-20-10/a b+c.gz", "body".getBytes(UTF_8));

        assertEquals("body", text(bucket, "events/ingest_hour=2026-11-20-10/a b+c.gz"));
        assertThrows(
                Exception.class, () -> bucket.read("events/ingest_hour=2026-11-20-10/a").close());
    }

    @Test
    void replacesAnObject() throws IOException {
        ObjectStore bucket = empty();
        bucket.put("a", "longer than the next".getBytes(UTF_8));
        bucket.put("a", "next".getBytes(UTF_8));

        assertEquals("next", text(bucket, "a"));
        assertEquals(List.of("a"), keys(bucket, ""));
    }

    @Test
    void listsByPrefixInTheOrderOfKeys() throws IOException {
        ObjectStore bucket = empty();
        for (String key : List.of("q/b/2", "q/b/1", "q/b-c/1", "q/c", "q", "r/b/1")) {
            // A folder cannot be a file as well.
            bucket.put(key.equals("q") ? "p" : key, key.getBytes(UTF_8));
        }

        assertEquals(List.of("p", "q/b-c/1", "q/b/1", "q/b/2", "q/c", "r/b/1"), keys(bucket, ""));
        assertEquals(List.of("q/b-c/1", "q/b/1", "q/b/2"), keys(bucket, "q/b"));
        assertEquals(List.of("q/b/1", "q/b/2"), keys(bucket, "q/b/"));
        assertEquals(List.of(), keys(bucket, "nothing/there/"));
    }

    @Test
    void movesAnObject() throws IOException {
        ObjectStore bucket = empty();
        bucket.put("quarantine/x/2026-11-20/a=1 b", "body".getBytes(UTF_8));
        bucket.put("replayed/x/2026-11-20/a=1 b", "of an earlier try".getBytes(UTF_8));

        bucket.move("quarantine/x/2026-11-20/a=1 b", "replayed/x/2026-11-20/a=1 b");

        assertEquals(List.of("replayed/x/2026-11-20/a=1 b"), keys(bucket, ""));
        assertEquals("body", text(bucket, "replayed/x/2026-11-20/a=1 b"));
    }

    @Test
    void failsIfAnObjectDoesNotExist() throws IOException {
        ObjectStore bucket = empty();
        bucket.put("q/a", "body".getBytes(UTF_8));

        assertThrows(NoSuchFileException.class, () -> bucket.read("q/b"));
        assertThrows(NoSuchFileException.class, () -> bucket.move("q/b", "r/b"));
    }

    @Test
    void takesKeysWithSpecialCharacters() throws IOException {
        ObjectStore bucket = empty();
        for (String name : List.of("\u001b[2J", "\ud83d\ude00", "%2F", "a?b=c&d#e", "~*'\"")) {
            bucket.put("q/" + name, "body".getBytes(UTF_8));
            bucket.move("q/" + name, "r/" + name);

            assertEquals("body", text(bucket, "r/" + name));
        }
        assertEquals(List.of(), keys(bucket, "q/"));
    }

    protected static List<String> keys(ObjectStore bucket, String prefix) throws IOException {
        try (Stream<String> keys = bucket.list(prefix)) {
            return keys.toList();
        }
    }

    private static String text(ObjectStore bucket, String key) throws IOException {
        try (InputStream in = bucket.read(key)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
