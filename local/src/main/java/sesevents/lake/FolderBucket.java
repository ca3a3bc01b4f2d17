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

/** A folder that stands for a bucket: an object's key is its path. */
public record FolderBucket(Path folder) implements ObjectStore {
    @Override
    public Stream<String> list(String prefix) throws IOException {
        Path home = folder.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1));
        if (!Files.isDirectory(home)) {
            return Stream.empty();
        }
        Collector objects = new Collector(home);
        Files.walkFileTree(
                home, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, objects);
        return objects.files.stream()
                .map(path -> folder.relativize(path).toString().replace('\\', '/'))
                .filter(key -> key.startsWith(prefix))
                .sorted();
    }

    /** Collects the files in a folder, without those that are deleted meanwhile. */
    private static final class Collector extends SimpleFileVisitor<Path> {
        private final Path home;
        private final List<Path> files = new ArrayList<>();

        Collector(Path home) {
            this.home = home;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (Files.isRegularFile(file) && !file.getFileName().toString().startsWith(".")) {
                files.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        /** Lists a folder that cannot be read as an object, so that readers report it. */
        @Override
        public FileVisitResult visitFileFailed(Path path, IOException failure) throws IOException {
            if (path.equals(home)) {
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
        return Files.newInputStream(folder.resolve(key));
    }

    @Override
    public void put(String key, byte[] body) throws IOException {
        Path object = folder.resolve(key);
        Files.createDirectories(object.getParent());
        // Readers skip hidden files, so they never see half an object. No other put has this name.
        // If the disk is full, the rest of the file is deleted.
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
        Path target = folder.resolve(newKey);
        Files.createDirectories(target.getParent());
        Files.move(folder.resolve(key), target, StandardCopyOption.ATOMIC_MOVE);
    }
}
