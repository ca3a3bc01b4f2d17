package sesevents.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sesevents.FolderTree;
import sesevents.UserError;
import sesevents.text.Shell;

/**
 * The folder that stands for the bucket. A file in it marks it as a lake: a folder without the mark
 * is never written to, and what the log did not write is never deleted.
 */
public record Lake(Path folder) {
    /** Not hidden, so that whoever copies the folder copies it too. */
    public static final String MARK = "ses-events-lake.txt";

    private static final String MADE_BY_DEMO = "made by ./ses-events demo";
    private static final String DEMO_TEXT = MADE_BY_DEMO + ", which makes it anew each time\n";
    private static final String TEXT =
            "a lake of ./ses-events: the log of what SES tells of mail\n";

    /** SES began in this year: nothing older is taken for the arrival of an event. */
    public static final LocalDate FIRST_DAY = LocalDate.of(2011, 1, 1);

    private static final String HOUR_FOLDER = "ingest_hour=";
    private static final int DAY_LENGTH = "2026-01-31".length();

    /** As Firehose names objects, then {@code -stays-} and the like; or one left unfinished. */
    private static final Pattern OBJECT =
            Pattern.compile(
                    "(.*/)?([^/]+-\\d+-\\d{4}(-\\d\\d){5}(-[0-9a-f]+){5}[^/]*|\\.[0-9a-f-]{36})");

    /** As Iceberg names files: each has a random id in its name. */
    private static final Pattern TABLE_FILE =
            Pattern.compile("(data|metadata)/.*[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}[^/]*");

    /** The folders of a lake, and what the files in them are called. */
    private static final Map<String, Pattern> FILES =
            Collections.unmodifiableMap(
                    new TreeMap<>(
                            Map.of(
                                    "events", OBJECT,
                                    "quarantine", OBJECT,
                                    "replayed", OBJECT,
                                    "offered", Pattern.compile("\\d{6}\\.csv"),
                                    "history", TABLE_FILE)));

    /**
     * The lake in a folder, which is made and marked if there is none.
     *
     * @throws UserError if the folder holds what looks like a lake, but has no mark
     */
    public static Lake make(Path folder) {
        return make(folder, TEXT);
    }

    /**
     * The lake in a folder.
     *
     * @throws UserError if there is none
     */
    public static Lake existing(Path folder) {
        Lake lake = new Lake(folder);
        if (lake.isMarked()) {
            return lake;
        }
        lake.requireNoneUnmarked();
        throw new UserError(
                "no lake at %s; make one: ./ses-events demo, or ./ses-events load FILE --lake %s",
                folder, Shell.word(folder));
    }

    /**
     * The demo's own lake in a folder, which is made and marked if there is none.
     *
     * @throws UserError if the lake is somebody else's, or holds a file that the demo did not write
     */
    public static Lake ofDemo(Path folder) throws IOException {
        Lake lake = make(folder, DEMO_TEXT);
        if (!lake.isOfDemo()) {
            throw new UserError(
                    "%s holds events that are not the demo's; name another folder: --lake FOLDER",
                    folder);
        }
        Optional<Path> foreign = lake.foreignFiles().stream().findFirst();
        if (foreign.isPresent()) {
            throw new UserError(
                    "the demo would delete %s, which it did not make; move it away, or name another"
                            + " folder: --lake FOLDER",
                    folder.resolve(foreign.get()));
        }
        return lake;
    }

    /** Deletes all that is stored in it; what was checked is that the demo wrote it. */
    public void empty() throws IOException {
        for (String name : FILES.keySet()) {
            FolderTree.delete(folder.resolve(name));
        }
        Files.createDirectories(events());
    }

    /** Takes it from the demo, which would delete what others put into it. */
    public void keep() {
        if (isOfDemo()) {
            try {
                Files.writeString(mark(), TEXT);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write " + mark(), e);
            }
        }
    }

    /** The hours of arrival that have events, by the names of their folders. */
    public NavigableSet<LocalDateTime> hours() {
        NavigableSet<LocalDateTime> hours = new TreeSet<>();
        Path events = events();
        if (!Files.isDirectory(events)) {
            return hours;
        }
        try (Stream<Path> folders = Files.list(events)) {
            folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> name.startsWith(HOUR_FOLDER))
                    .map(name -> Hours.parse(name.substring(HOUR_FOLDER.length())))
                    .forEach(hour -> hour.ifPresent(hours::add));
            return hours;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + events, e);
        }
    }

    /** The oldest day of events or quarantine that tables reach; null where there is none. */
    public LocalDate oldestDay() throws IOException {
        NavigableSet<LocalDate> days = new TreeSet<>();
        hours().forEach(hour -> days.add(hour.toLocalDate()));
        Path quarantine = folder.resolve("quarantine");
        if (Files.isDirectory(quarantine)) {
            try (Stream<Path> paths = Files.walk(quarantine, 2, FileVisitOption.FOLLOW_LINKS)) {
                paths.forEach(path -> day(path.getFileName().toString()).ifPresent(days::add));
            }
        }
        return days.ceiling(FIRST_DAY);
    }

    /** A day as the folders have it, such as 2026-01-31; none where it is no such text. */
    public static Optional<LocalDate> day(String text) {
        try {
            // LocalDate also reads years of nine digits, with which nothing can reckon.
            return text.length() == DAY_LENGTH
                    ? Optional.of(LocalDate.parse(text))
                    : Optional.empty();
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** The folder of the events that arrived in an hour. */
    public Path hour(LocalDateTime hour) {
        return events().resolve(HOUR_FOLDER + Hours.text(hour));
    }

    public Path events() {
        return folder.resolve("events");
    }

    /** The journal of what was offered. */
    public Path offered() {
        return folder.resolve("offered");
    }

    /** Notes which objects of each full hour event_history has. */
    public Path refreshed() {
        return metastore().resolve("refreshed");
    }

    /** What the engine knows of the tables; all of it can be made anew from the other folders. */
    public Path metastore() {
        return folder.resolve(".metastore");
    }

    /** Files and links in the lake's folders that the log did not write, as paths in the lake. */
    public List<Path> foreignFiles() throws IOException {
        NavigableSet<Path> foreign = new TreeSet<>();
        for (Map.Entry<String, Pattern> one : FILES.entrySet()) {
            Path home = folder.resolve(one.getKey());
            if (!Files.exists(home)) {
                continue;
            }
            try (Stream<Path> paths = Files.walk(home)) {
                paths.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                        .filter(path -> !isOurs(one.getValue(), home.relativize(path)))
                        .forEach(path -> foreign.add(folder.relativize(path)));
            }
        }
        return List.copyOf(foreign);
    }

    private static boolean isOurs(Pattern names, Path path) {
        return names.matcher(path.toString().replace('\\', '/')).matches();
    }

    private static Lake make(Path folder, String text) {
        Lake lake = new Lake(folder);
        try {
            if (!lake.isMarked()) {
                lake.requireNoneUnmarked();
                Files.createDirectories(folder);
                Files.writeString(lake.mark(), text, StandardOpenOption.CREATE_NEW);
            }
        } catch (FileAlreadyExistsException e) {
            if (!lake.isMarked()) {
                throw new UserError("%s is a file; name a folder: --lake FOLDER", e.getMessage());
            }
            // Another process has just made it.
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the lake " + folder, e);
        }
        try {
            // Also where nothing is stored it is a lake, and can be asked.
            Files.createDirectories(lake.events());
            return lake;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the lake " + folder, e);
        }
    }

    private void requireNoneUnmarked() {
        for (String name : FILES.keySet()) {
            if (Files.exists(folder.resolve(name))) {
                throw new UserError(
                        "%s holds %s, but not the file that marks a lake, so it was left alone; if"
                                + " this log made it: touch %s; if not, name another folder: --lake"
                                + " FOLDER",
                        folder, name, mark());
            }
        }
    }

    private boolean isMarked() {
        return Files.isRegularFile(mark());
    }

    private boolean isOfDemo() {
        try {
            return Files.readString(mark()).startsWith(MADE_BY_DEMO);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + mark(), e);
        }
    }

    private Path mark() {
        return folder.resolve(MARK);
    }
}
