package sesevents.firehose;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** A folder as the bucket: an object's key is its path. */
public record FolderBucket(Path lake) implements ObjectStore {
    @Override
    public Stream<String> list(String prefix) throws IOException {
        Path folder = lake.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1));
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            List<String> keys =
                    paths.filter(Files::isRegularFile)
                            .filter(path -> !path.getFileName().toString().startsWith("."))
                            .map(path -> lake.relativize(path).toString().replace('\\', '/'))
                            .filter(key -> key.startsWith(prefix))
                            .sorted()
                            .toList();
            return keys.stream();
        }
    }

    @Override
    public InputStream read(String key) throws IOException {
        return Files.newInputStream(lake.resolve(key));
    }

    @Override
    public void put(String key, byte[] body) throws IOException {
        Path object = lake.resolve(key);
        Files.createDirectories(object.getParent());
        // A hidden name first: readers skip it, so they never see half an object.
        Path unfinished = object.resolveSibling("." + object.getFileName());
        Files.write(unfinished, body);
        Files.move(unfinished, object, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void move(String key, String newKey) throws IOException {
        Path target = lake.resolve(newKey);
        Files.createDirectories(target.getParent());
        Files.move(lake.resolve(key), target, StandardCopyOption.ATOMIC_MOVE);
    }
}
