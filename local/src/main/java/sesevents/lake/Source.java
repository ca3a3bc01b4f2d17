package sesevents.lake;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Pattern;
import sesevents.UserError;

/** Something to load: a file, or stdin. */
public record Source(String name, Opener opener) {
    /** No part of the path is hidden. */
    private static final Pattern IN_FOLDERS =
            Pattern.compile("([^./][^/]*/)*[^./][^/]*\\.(json|ndjson|jsonl|log|gz)");

    private static final int GZIP_MAGIC = 0x1f8b;

    /** Opens the raw bytes. */
    @FunctionalInterface
    public interface Opener {
        InputStream open() throws IOException;
    }

    /**
     * The files of some paths, in a fixed order.
     *
     * @param paths files, folders, or - for stdin
     * @throws UserError if a path does not exist or cannot be read
     */
    public static List<Source> of(List<String> paths, InputStream stdin) {
        List<Source> sources = new ArrayList<>();
        for (String path : paths) {
            if (path.isEmpty()) {
                throw new UserError(
                        "a path is empty: give a file, a folder, or . for this one; nothing was"
                                + " loaded");
            }
            if (path.equals("-")) {
                sources.add(new Source("stdin", () -> stdin));
            } else {
                sources.addAll(files(Path.of(path)));
            }
        }
        return sources;
    }

    /** The text, unpacked if it is gzip, whatever the name of the file is. */
    public InputStream text() throws IOException {
        InputStream bytes = new BufferedInputStream(opener.open());
        try {
            bytes.mark(2);
            int magic = bytes.read() << 8 | bytes.read();
            bytes.reset();
            return magic == GZIP_MAGIC ? new GzipText(bytes) : bytes;
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    private static List<Source> files(Path path) {
        if (!Files.exists(path)) {
            throw new UserError("no file or folder %s; nothing was loaded", path);
        }
        List<Path> files = Files.isDirectory(path) ? inFolder(path) : List.of(path);
        for (Path file : files) {
            if (!Files.isReadable(file)) {
                throw new UserError("%s cannot be read; nothing was loaded", file);
            }
        }
        return files.stream()
                .map(file -> new Source(file.toString(), () -> Files.newInputStream(file)))
                .toList();
    }

    private static List<Path> inFolder(Path folder) {
        List<Path> files = new ArrayList<>();
        SimpleFileVisitor<Path> collector =
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        // A link that leads nowhere is kept, so that it is refused later.
                        if (attributes.isRegularFile() || attributes.isSymbolicLink()) {
                            files.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure)
                            throws IOException {
                        if (failure instanceof FileSystemLoopException) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw failure;
                    }
                };
        try {
            Files.walkFileTree(
                    folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, collector);
            files.removeIf(
                    file -> !IN_FOLDERS.matcher(folder.relativize(file).toString()).matches());
            files.sort(null);
            if (files.isEmpty()) {
                throw new UserError(
                        "folder %s holds no *.json, *.ndjson, *.jsonl, *.log or *.gz; nothing was"
                                + " loaded",
                        folder);
            }
            return files;
        } catch (IOException e) {
            throw new UserError("folder %s cannot be read (%s); nothing was loaded", folder, e);
        }
    }
}
