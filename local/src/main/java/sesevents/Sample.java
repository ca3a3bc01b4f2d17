package sesevents;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** One event of the folder events/, named for its type or for what is odd about it. */
public record Sample(Path file) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The samples of a checkout, sorted by name. */
    public static List<Sample> all(Path checkout) throws IOException {
        try (Stream<Path> files = Files.list(checkout.resolve("events"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(Sample::new)
                    .toList();
        }
    }

    public String name() {
        return file.getFileName().toString().replaceFirst("\\.json$", "");
    }

    /** The event on one line with its newline, as SES hands it to Firehose. */
    public byte[] published() throws IOException {
        return (JSON.readTree(file.toFile()) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
