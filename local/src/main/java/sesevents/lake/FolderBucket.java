package sesevents.lake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A folder as the bucket: an object's key is its path. */
public record FolderBucket(Path lake) implements ObjectStore {
    @Override
    public Stream<String> list(String prefix) throws IOException {
        Path folder = lake.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1));
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        Keys keys = new Keys(folder);
        Files.walkFileTree(
                folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, keys);
        return keys.files.stream()
                .map(path -> lake.relativize(path).toString().replace('\\', '/'))
                .filter(key -> key.startsWith(prefix))
                .sorted();
    }

    /** The files in a folder; one that is deleted meanwhile is none. */
    private static final class Keys extends SimpleFileVisitor<Path> {
        private final Path folder;
        private final List<Path> files = new ArrayList<>();

        Keys(Path folder) {
            this.folder = folder;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (Files.isRegularFile(file) && !file.getFileName().toString().startsWith(".")) {
                files.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        /** A folder that cannot be looked into stands for what is in it: no reader can read it. */
        @Override
        public FileVisitResult visitFileFailed(Path path, IOException failure) throws IOException {
            if (path.equals(folder)) {
                throw failure;
            }
            if (!(failure instanceof NoSuchFileException)) {
                files.add(path);
            }
            return FileVisitResult.CONTINUE;
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
        // A hidden name first: readers skip it, so they never see half an object. Nobody else has
        // the same, and a disk that is full must not be kept full by it.
        Path unfinished = object.resolveSibling("." + UUID.randomUUID());
        try {
            Files.write(unfinished, body);
            Files.move(unfinished, object, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    @Override
    public void move(String key, String newKey) throws IOException {
        Path target = lake.resolve(newKey);
        Files.createDirectories(target.getParent());
        Files.move(lake.resolve(key), target, StandardCopyOption.ATOMIC_MOVE);
    }
}
