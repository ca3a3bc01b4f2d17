package sesevents.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sesevents.FolderTree;
import sesevents.UserError;
import sesevents.text.Shell;

/**
 * A folder that stands for the bucket. A file in it marks it as a lake: nothing is written into a
 * folder without the mark, and no file is deleted that the log did not write.
 */
public record Lake(Path folder) {
    /** Not hidden, so that a copy of the folder has it too. */
    public static final String MARK = "ses-events-lake.txt";

    private static final String MADE_BY_DEMO = "made by ./ses-events demo";
    private static final String DEMO_TEXT = MADE_BY_DEMO + ", which makes it anew each time\n";
    private static final String TEXT =
            "a lake of ./ses-events: the log of what SES tells of mail\n";

    /** SES began in this year, so no event has arrived before. */
    public static final LocalDate FIRST_DAY = LocalDate.of(2011, 1, 1);

    /** As Firehose names objects, perhaps with a suffix; or an object that is not finished. */
    private static final Pattern OBJECT =
            Pattern.compile(
                    "(.*/)?([^/]+-\\d+-\\d{4}(-\\d\\d){5}(-[0-9a-f]+){5}[^/]*|\\.[0-9a-f-]{36})");

    /** As Iceberg names files: each has a random id in its name. */
    private static final Pattern TABLE_FILE =
            Pattern.compile("(data|metadata)/.*[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}[^/]*");

    /** The folders of a lake, and the names of the files in them. */
    private static final Map<String, Pattern> FILES =
            new TreeMap<>(
                    Map.of(
                            Keys.EVENTS, OBJECT,
                            Keys.QUARANTINE, OBJECT,
                            Keys.REPLAYED, OBJECT,
                            Keys.OFFERED, Pattern.compile(Journal.FILE_NAME),
                            Keys.HISTORY, TABLE_FILE));

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
     * @throws UserError if the lake is not the demo's, or holds a file that the demo did not write
     */
    public static Lake ofDemo(Path folder) throws IOException {
        Lake lake = make(folder, DEMO_TEXT);
        if (!lake.isOfDemo()) {
            throw new UserError(
                    "%s holds events that are not the demo's; name another folder: --lake FOLDER",
                    folder);
        }
        List<Path> foreign = lake.foreignFiles();
        if (!foreign.isEmpty()) {
            throw new UserError(
                    "the demo would delete %s, which it did not make; move it away, or name another"
                            + " folder: --lake FOLDER",
                    folder.resolve(foreign.getFirst()));
        }
        return lake;
    }

    /** Deletes all that is stored; only for the demo, after {@link #ofDemo}. */
    public void empty() throws IOException {
        for (String name : FILES.keySet()) {
            FolderTree.delete(folder.resolve(name));
        }
    }

    /** Takes the lake from the demo, which would delete what others put into it. */
    public void keep() throws IOException {
        if (isOfDemo()) {
            Files.writeString(mark(), TEXT);
        }
    }

    /** The hours of arrival that have a folder of events. */
    public NavigableSet<LocalDateTime> hours() {
        NavigableSet<LocalDateTime> hours = new TreeSet<>();
        try (Stream<Path> folders =
                Files.isDirectory(events()) ? Files.list(events()) : Stream.empty()) {
            folders.map(folder -> this.folder.relativize(folder).toString())
                    .filter(name -> name.startsWith(Keys.HOURS))
                    .map(name -> Hours.parse(name.substring(Keys.HOURS.length())))
                    .forEach(hour -> hour.ifPresent(hours::add));
            return hours;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + events(), e);
        }
    }

    /** The oldest day of events or quarantine that the tables can show; null if there is none. */
    public LocalDate oldestDay() throws IOException {
        NavigableSet<LocalDate> days = new TreeSet<>();
        hours().forEach(hour -> days.add(hour.toLocalDate()));
        if (Files.isDirectory(quarantine())) {
            try (Stream<Path> paths = Files.walk(quarantine(), 2, FileVisitOption.FOLLOW_LINKS)) {
                paths.forEach(
                        path -> Hours.day(path.getFileName().toString()).ifPresent(days::add));
            }
        }
        return days.ceiling(FIRST_DAY);
    }

    public FolderBucket objects() {
        return new FolderBucket(folder);
    }

    /** The folder of the events that arrived in an hour. */
    public Path hour(LocalDateTime hour) {
        return folder.resolve(Keys.hour(hour));
    }

    public Path events() {
        return folder.resolve(Keys.EVENTS);
    }

    public Path quarantine() {
        return folder.resolve(Keys.QUARANTINE);
    }

    /** The journal's folder. */
    public Path offered() {
        return folder.resolve(Keys.OFFERED);
    }

    /** The file that says which objects of each full hour event_history has. */
    public Path refreshed() {
        return metastore().resolve("refreshed");
    }

    /** What the engine knows of the tables; it can be made again from the other folders. */
    public Path metastore() {
        return folder.resolve(".metastore");
    }

    /** Files and links in the lake's folders that the log did not write, as paths in the lake. */
    public List<Path> foreignFiles() throws IOException {
        List<Path> foreign = new ArrayList<>();
        for (Map.Entry<String, Pattern> one : FILES.entrySet()) {
            Path home = folder.resolve(one.getKey());
            if (!Files.exists(home)) {
                continue;
            }
            Predicate<String> isOurs = one.getValue().asMatchPredicate();
            try (Stream<Path> paths = Files.walk(home)) {
                paths.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                        .filter(path -> !isOurs.test(home.relativize(path).toString()))
                        .forEach(path -> foreign.add(folder.relativize(path)));
            }
        }
        foreign.sort(null);
        return foreign;
    }

    private static Lake make(Path folder, String text) {
        Lake lake = new Lake(folder);
        try {
            if (!lake.isMarked()) {
                lake.requireNoneUnmarked();
                Files.createDirectories(folder);
                lake.writeMark(text);
            }
            // An empty lake can be asked too.
            Files.createDirectories(lake.events());
            return lake;
        } catch (FileAlreadyExistsException e) {
            throw new UserError("%s is a file; name a folder: --lake FOLDER", e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the lake " + folder, e);
        }
    }

    private void writeMark(String text) throws IOException {
        try {
            Files.writeString(mark(), text, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException _) {
            // Another process has just made the lake.
        }
    }

    private void requireNoneUnmarked() {
        for (String name : FILES.keySet()) {
            if (Files.exists(folder.resolve(name))) {
                throw new UserError(
                        "%s holds %s, but not the file that marks a lake, so it was left alone; if"
                                + " this log made it: touch %s; if not, name another folder: --lake"
                                + " FOLDER",
                        folder, name.replace("/", ""), mark());
            }
        }
    }

    private boolean isMarked() {
        return Files.isRegularFile(mark());
    }

    private boolean isOfDemo() throws IOException {
        return Files.readString(mark()).startsWith(MADE_BY_DEMO);
    }

    private Path mark() {
        return folder.resolve(MARK);
    }
}
