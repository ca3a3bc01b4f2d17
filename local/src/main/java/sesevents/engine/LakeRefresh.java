package sesevents.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sesevents.UserError;
import sesevents.lake.Hours;
import sesevents.lake.Lake;
import sesevents.lake.LakeLock;
import sesevents.lake.Sha256;

/**
 * Keeps the history of a lake complete. There is no scheduler on a laptop, so each command that
 * queries the views refreshes it first. For every full hour the refresh notes a hash of the objects
 * that event_history has; an hour whose objects have changed is inserted again.
 */
public final class LakeRefresh {
    // Limits of one statement, for the memory of this machine and the number of partitions.
    private static final long BYTES_MAX = 50_000_000;
    private static final int DAYS_MAX = 31;
    // Each insertion adds a file to each of 32 buckets.
    private static final int FILES_MAX = 320;
    // When so many hours fail, the cause is not in the hours.
    private static final int FAILURES_MAX = 10;

    private final Lake lake;
    private final EventHistory history;
    private final LocalDateTime oldest;

    /** The hours from the first to before the second, and how many rows they added. */
    public record Inserted(LocalDateTime from, LocalDateTime to, long rows) {
        @Override
        public String toString() {
            return "history: %s to before %s, %,d rows"
                    .formatted(Hours.text(from), Hours.text(to), rows);
        }
    }

    /** The objects of an hour: a hash of their names and sizes, and their bytes. */
    private record Objects(String hash, long bytes) {}

    public LakeRefresh(Lake lake, Engine engine) {
        this.lake = lake;
        this.history = new EventHistory(engine);
        this.oldest = engine.firstDay().atStartOfDay();
    }

    /**
     * Opens a lake whose history has all full hours.
     *
     * @param told receives what was inserted, and what failed: ses_events can be queried anyway
     */
    public static Engine open(Lake lake, Consumer<String> told) {
        Engine engine = Engine.open(lake.folder());
        try {
            refresh(lake, engine, told);
            return engine;
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    /** Refreshes a lake that is open, as in a session that lasts for hours. */
    public static void refresh(Lake lake, Engine engine, Consumer<String> told) {
        if (!isStale(lake)) {
            return;
        }
        try {
            new LakeRefresh(lake, engine).run(inserted -> told.accept(inserted.toString()));
        } catch (UserError e) {
            told.accept(e.getMessage() + "; the views lack older mail");
        }
    }

    /** Whether the history lacks objects of a full hour. */
    public static boolean isStale(Lake lake) {
        return !staleHours(lake, notes(lake)).isEmpty();
    }

    /**
     * Inserts every stale hour, also when some of them fail.
     *
     * @param told receives each insertion as soon as it is done
     * @throws UserError if some hours cannot be inserted
     */
    public void run(Consumer<Inserted> told) {
        List<UserError> failures = new ArrayList<>();
        // Two processes at once would overwrite each other's state of the table.
        try (LakeLock _ = LakeLock.of(lake)) {
            NavigableMap<LocalDateTime, String> notes = notes(lake);
            // Objects that arrive while the hours are read are found by the next refresh.
            NavigableMap<LocalDateTime, Objects> stale =
                    staleHours(lake, notes).tailMap(oldest, true);
            if (stale.isEmpty()) {
                return;
            }
            NavigableSet<LocalDateTime> hours = lake.hours();
            while (!stale.isEmpty()) {
                NavigableMap<LocalDateTime, Objects> window = window(stale, hours);
                insert(window, notes, told, failures);
                window.clear();
            }
            if (history.fileCount() > FILES_MAX) {
                history.merge();
            }
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }

    /** After a failure, inserts each half by itself, so that one bad hour stops no other. */
    private void insert(
            NavigableMap<LocalDateTime, Objects> hours,
            NavigableMap<LocalDateTime, String> notes,
            Consumer<Inserted> told,
            List<UserError> failures) {
        if (failures.size() >= FAILURES_MAX) {
            return;
        }
        LocalDateTime from = hours.firstKey();
        LocalDateTime to = hours.lastKey().plusHours(1);
        try {
            told.accept(new Inserted(from, to, history.insert(from, to)));
            hours.forEach((hour, objects) -> notes.put(hour, objects.hash()));
            note(notes);
        } catch (UserError e) {
            if (hours.size() == 1) {
                failures.add(e);
                return;
            }
            LocalDateTime middle = List.copyOf(hours.keySet()).get(hours.size() / 2);
            insert(hours.headMap(middle, false), notes, told, failures);
            insert(hours.tailMap(middle, true), notes, told, failures);
        }
    }

    /**
     * The first stale hours, as many as fit into one statement. The statement reads every hour from
     * the first to the last, so the window ends before an hour that is not stale.
     */
    private static NavigableMap<LocalDateTime, Objects> window(
            NavigableMap<LocalDateTime, Objects> stale, NavigableSet<LocalDateTime> hours) {
        long bytes = 0;
        LocalDateTime first = stale.firstKey();
        LocalDateTime last = first;
        for (LocalDateTime hour : hours.subSet(first, first.plusDays(DAYS_MAX))) {
            Objects objects = stale.get(hour);
            bytes += objects == null ? 0 : objects.bytes();
            if (objects == null || (bytes > BYTES_MAX && !hour.equals(first))) {
                break;
            }
            last = hour;
        }
        return stale.headMap(last, true);
    }

    private static NavigableMap<LocalDateTime, Objects> staleHours(
            Lake lake, NavigableMap<LocalDateTime, String> notes) {
        NavigableMap<LocalDateTime, Objects> stale = new TreeMap<>();
        LocalDateTime thisHour = Hours.of(LocalDateTime.now(ZoneOffset.UTC));
        for (LocalDateTime hour : lake.hours().headSet(thisHour)) {
            Objects objects = objects(lake.hour(hour));
            if (!objects.hash().equals(notes.get(hour))) {
                stale.put(hour, objects);
            }
        }
        return stale;
    }

    private static Objects objects(Path hour) {
        try (Stream<Path> files = Files.list(hour)) {
            List<Path> objects =
                    files.filter(file -> !file.getFileName().toString().startsWith("."))
                            .sorted()
                            .toList();
            return new Objects(
                    Sha256.prefix(
                            objects.stream()
                                    .map(file -> file.getFileName() + " " + file.toFile().length())
                                    .collect(Collectors.joining("\n"))),
                    objects.stream().mapToLong(file -> file.toFile().length()).sum());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + hour, e);
        }
    }

    /** One line for each hour, with the hash of its objects. */
    private static NavigableMap<LocalDateTime, String> notes(Lake lake) {
        NavigableMap<LocalDateTime, String> notes = new TreeMap<>();
        try {
            if (Files.exists(lake.refreshed())) {
                for (String line : Files.readAllLines(lake.refreshed())) {
                    String[] words = line.split(" ");
                    Hours.parse(words[0]).ifPresent(hour -> notes.put(hour, words[1]));
                }
            }
            return notes;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + lake.refreshed(), e);
        }
    }

    private void note(NavigableMap<LocalDateTime, String> notes) {
        Path unfinished = lake.refreshed().resolveSibling("refreshed.new");
        try {
            Files.writeString(
                    unfinished,
                    notes.entrySet().stream()
                            .map(note -> Hours.text(note.getKey()) + " " + note.getValue() + "\n")
                            .collect(Collectors.joining()));
            Files.move(unfinished, lake.refreshed(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + lake.refreshed(), e);
        }
    }
}
