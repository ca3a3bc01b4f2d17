package sesevents.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sesevents.lake.Source;

class LoadTest {
    /** For a tiny record, the objects around it take forty times the memory of its bytes. */
    @Test
    void limitsTheMemoryOfRecordsWithTheObjectsAroundThem(@TempDir Path lake) {
        Source source =
                new Source(
                        "s",
                        () -> new ByteArrayInputStream("{}\n".repeat(1_000_000).getBytes(UTF_8)));
        long[] read = {0};
        Supplier<UUID> stop =
                () -> {
                    throw new IllegalStateException("the first batch is on its way");
                };

        assertThrows(
                IllegalStateException.class,
                () ->
                        Load.run(
                                List.of(source),
                                lake,
                                Load.Arrival.NOW,
                                InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z")),
                                stop,
                                records -> read[0] = records));

        assertTrue(read[0] < 600_000, read[0] + " records");
    }
}
