package sesevents.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.stream.Stream;
import sesevents.lake.Hours;
import sesevents.lake.Lake;

/**
 * Lets the tables of an open lake show no more hours than it has. A query without a filter looks
 * into every hour that a table shows, and the hours of many months cost it half a minute.
 */
final class HoursOfTables {
    private static final String END = "NOW+1HOURS";

    private final Lake lake;
    private final LocalDate firstDay;
    private final Map<Path, String> tables = new HashMap<>();
    private Range shown;

    private record Range(LocalDate firstDay, String end) {}

    /**
     * @param firstDay what the tables show now
     */
    HoursOfTables(Lake lake, LocalDate firstDay) {
        this.lake = lake;
        this.firstDay = firstDay;
        this.shown = new Range(firstDay, END);
        try (Stream<Path> files = Files.walk(lake.metastore())) {
            for (Path file : files.filter(path -> path.endsWith(".trinoSchema")).toList()) {
                String table = Files.readString(file);
                if (table.contains("projection.enabled")) {
                    tables.put(file, table);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Call this whenever the lake may have other hours than before. */
    synchronized void fit() {
        try {
            Range range = range();
            if (range.equals(shown)) {
                return;
            }
            for (Map.Entry<Path, String> table : tables.entrySet()) {
                Path unfinished = table.getKey().resolveSibling("unfinished");
                Files.writeString(
                        unfinished,
                        table.getValue()
                                .replace(firstDay.toString(), range.firstDay().toString())
                                .replace(END, range.end()));
                Files.move(unfinished, table.getKey(), StandardCopyOption.ATOMIC_MOVE);
            }
            shown = range;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Range range() throws IOException {
        LocalDateTime now = LocalDateTime.ofInstant(Instant.now(), ZoneOffset.UTC);
        LocalDate oldest = lake.oldestDay();
        NavigableSet<LocalDateTime> hours = lake.hours();
        boolean isOfThePast = !hours.isEmpty() && hours.last().isBefore(now.minusHours(2));
        return new Range(
                oldest == null ? now.toLocalDate() : oldest,
                isOfThePast ? Hours.text(hours.last()) : END);
    }
}
