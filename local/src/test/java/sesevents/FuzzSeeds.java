package sesevents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The inputs that fuzzing starts from: the samples of this repository. */
public final class FuzzSeeds {
    private FuzzSeeds() {}

    public static Stream<byte[]> events() throws IOException {
        return files("events");
    }

    static Stream<byte[]> files(String folder) throws IOException {
        try (Stream<Path> paths = Files.list(Checkout.root().resolve(folder))) {
            List<Path> files =
                    paths.filter(path -> path.toString().endsWith(".json")).sorted().toList();
            return files.stream().map(FuzzSeeds::bytes);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
