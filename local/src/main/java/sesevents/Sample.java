package sesevents;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** One event of the folder events/, named for its type or for what is odd about it. */
public record Sample(String name, Path file) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EXTENSION = ".json";

    /** The samples of a checkout, sorted by name. */
    public static List<Sample> all(Path checkout) throws IOException {
        try (Stream<Path> files = Files.list(checkout.resolve("events"))) {
            return files.filter(file -> file.toString().endsWith(EXTENSION))
                    .sorted()
                    .map(file -> new Sample(nameOf(file), file))
                    .toList();
        }
    }

    /** The event on one line with its newline, as SES hands it to Firehose. */
    public byte[] published() throws IOException {
        byte[] line = JSON.writeValueAsBytes(JSON.readTree(file.toFile()));
        byte[] published = Arrays.copyOf(line, line.length + 1);
        published[line.length] = '\n';
        return published;
    }

    private static String nameOf(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - EXTENSION.length());
    }
}
