package sesevents.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * The days of a lake on which events arrived: a listing of folders, which no engine is needed for.
 */
public final class LakeDays {
    private static final String PREFIX = "ingest_date=";

    private LakeDays() {}

    /** In order; none where there is no lake. */
    public static List<LocalDate> of(Path lake) {
        Path events = lake.resolve("events");
        if (!Files.isDirectory(events)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(events)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> name.startsWith(PREFIX))
                    .map(name -> LocalDate.parse(name.substring(PREFIX.length())))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + events, e);
        }
    }
}
