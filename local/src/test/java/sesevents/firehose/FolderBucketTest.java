package sesevents.firehose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderBucketTest extends ObjectStoreContract {
    @TempDir private Path lake;

    @Override
    protected ObjectStore empty() {
        return new FolderBucket(lake);
    }

    @Test
    void putsAnObjectWhereItsKeySays() throws IOException {
        new FolderBucket(lake).put("events/ingest_date=2026-11-20/a.gz", "body".getBytes(UTF_8));

        Path folder = lake.resolve("events/ingest_date=2026-11-20");
        try (var files = Files.list(folder)) {
            assertEquals(List.of(folder.resolve("a.gz")), files.toList());
        }
        assertEquals("body", Files.readString(folder.resolve("a.gz")));
    }

    @Test
    void failsWhereNoFolderCanBe() throws IOException {
        Files.writeString(lake.resolve("events"), "a file");

        assertThrows(
                IOException.class,
                () -> new FolderBucket(lake).put("events/a", "body".getBytes(UTF_8)));
    }

    @Test
    void hidesAnObjectThatIsNotWholeYet() throws IOException {
        Files.writeString(lake.resolve(".a"), "half");

        assertEquals(List.of(), keys(empty(), ""));
    }
}
