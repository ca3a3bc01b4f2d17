package sesevents.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How many records were offered to a lake, by day of arrival: what CloudWatch's IncomingRecords is
 * on AWS. Each pipeline has a file of its own under {@code offered/}, and writes into it before it
 * delivers.
 */
public final class Journal {
    private static final String FOLDER = "offered";

    private final Path folder;
    private final SortedMap<LocalDate, Long> unwritten = new TreeMap<>();
    private Path file;

    Journal(Path lake) {
        this.folder = lake.resolve(FOLDER);
    }

    /** What all pipelines of a lake were offered. */
    public static SortedMap<LocalDate, Long> read(Path lake) {
        SortedMap<LocalDate, Long> offered = new TreeMap<>();
        if (!Files.isDirectory(lake.resolve(FOLDER))) {
            return offered;
        }
        try (Stream<Path> files = Files.list(lake.resolve(FOLDER))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                for (String line : Files.readAllLines(file)) {
                    String[] parts = line.split(",");
                    offered.merge(LocalDate.parse(parts[0]), Long.valueOf(parts[1]), Long::sum);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the journal of " + lake, e);
        }
        return offered;
    }

    void offered(Instant arrival) {
        unwritten.merge(LocalDate.ofInstant(arrival, ZoneOffset.UTC), 1L, Long::sum);
    }

    void write() {
        if (unwritten.isEmpty()) {
            return;
        }
        List<String> lines =
                unwritten.entrySet().stream()
                        .map(day -> "%s,%d".formatted(day.getKey(), day.getValue()))
                        .toList();
        try {
            if (file == null) {
                file = newFile();
            }
            Files.write(file, lines, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the journal " + folder, e);
        }
        unwritten.clear();
    }

    /** Pipelines of several processes must not take the same. */
    private Path newFile() throws IOException {
        Files.createDirectories(folder);
        for (int number = 1; ; number++) {
            try {
                return Files.createFile(folder.resolve("%06d.csv".formatted(number)));
            } catch (FileAlreadyExistsException _) {
                // The next one, then.
            }
        }
    }
}
