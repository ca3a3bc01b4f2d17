package sesevents.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sesevents.cli.Checkout;

class EnvelopesTest {
    @Test
    void filesAreWhatTheSamplesMake() throws IOException {
        Path folder = Checkout.root().resolve("events/firehose");
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path : paths.toList()) {
                files.put(path.getFileName().toString(), Files.readString(path));
            }
        }

        assertEquals(
                new TreeMap<>(new Envelopes(Checkout.root()).contents()),
                files,
                "stale: run ./ses-events envelopes and commit events/firehose");
    }
}
