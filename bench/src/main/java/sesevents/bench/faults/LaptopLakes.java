package sesevents.bench.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import sesevents.audit.Books;
import sesevents.engine.Engine;
import sesevents.engine.LakeRefresh;
import sesevents.engine.ViewSums;
import sesevents.lake.Lake;
import sesevents.lake.RecordId;
import sesevents.lake.Sha256;
import sesevents.lake.Source;
import sesevents.load.Arrival;
import sesevents.load.Load;
import sesevents.madeup.Mailing;
import sesevents.madeup.Publication;

/**
 * The same mail in two lakes: one that is loaded without a fault, and one that the faults happen
 * to. What must hold is checked here, in one place, after each of them.
 */
final class LaptopLakes implements AutoCloseable {
    private static final int DAYS = 6;
    private static final String EVENT_IDS =
            "select count(*), checksum(event_id) from (select distinct event_id from ses_events)";
    private static final String FAILURES =
            "select count(*), checksum(rawdata) from (select distinct rawdata from failed_records)";

    private final Path folder;
    private final int eventsPerFile;
    private final Iterator<Publication> mail;
    private final Lake clean;
    private final Lake lake;
    private final Engine cleanEngine;
    private final Map<Path, String> foreign = new TreeMap<>();
    private final Random random;
    private Engine engine;
    private ViewSums truth;
    private int files;

    /**
     * Fills both lakes with the first file, and puts files of others beside those of the log.
     *
     * @param folder empty
     * @param files how many files of mail will be asked for
     */
    LaptopLakes(Path folder, long seed, int files, int eventsPerFile) throws IOException {
        this.folder = folder;
        this.eventsPerFile = eventsPerFile;
        this.random = new Random(seed);
        Instant end = LocalDate.now(ZoneOffset.UTC).atStartOfDay(ZoneOffset.UTC).toInstant();
        this.mail =
                Mailing.ofEvents(
                                seed,
                                2L * files * eventsPerFile,
                                end.minus(Duration.ofDays(DAYS)),
                                end)
                        .publications();
        this.clean = Lake.make(folder.resolve("clean"));
        this.lake = Lake.make(folder.resolve("lake"));
        for (String name : List.of("notes.txt", "offered/notes.txt", "events/.notes", "own/x.gz")) {
            Path file = lake.folder().resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "not the log's");
            foreign.put(file, hash(file));
        }
        Path first = nextFile();
        load(clean, first);
        load(lake, first);
        this.cleanEngine = LakeRefresh.open(clean, _ -> {});
    }

    Random random() {
        return random;
    }

    Path folder() {
        return folder;
    }

    Lake lake() {
        return lake;
    }

    /** Writes the next mail into a file of gzip lines. */
    Path nextFile() throws IOException {
        Path file = folder.resolve("mail-%03d.ndjson.gz".formatted(++files));
        try (OutputStream lines = new GZIPOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < eventsPerFile && mail.hasNext(); i++) {
                lines.write(mail.next().record());
            }
        }
        foreign.put(file, hash(file));
        return file;
    }

    /** From now on the mail of this file must be in the lake. */
    void expect(Path file) {
        load(clean, file);
        truth = null;
    }

    /** An object of the lake's events, drawn by chance. */
    Path anyObject() throws IOException {
        try (Stream<Path> paths = Files.walk(lake.events())) {
            List<Path> objects =
                    paths.filter(path -> path.getFileName().toString().endsWith(".gz"))
                            .sorted()
                            .toList();
            return objects.get(random.nextInt(objects.size()));
        }
    }

    /** In the middle of things: the audit may only say that nothing is lost if nothing is. */
    void checkVerdict(List<String> problems) throws IOException {
        boolean isComplete;
        try {
            Set<RecordId> found = found();
            isComplete = offered().stream().allMatch(found::contains);
        } catch (RuntimeException _) {
            // An object cannot be read, so nobody can say.
            isComplete = false;
        }
        Books books = books();
        boolean isAllThere = isComplete && books.misplaced().isEmpty();
        if (books.balance() != isAllThere) {
            problems.add(
                    "the books %s, but %s lost"
                            .formatted(
                                    books.balance() ? "balance" : "do not balance",
                                    isAllThere ? "nothing is" : "something may be"));
        }
    }

    /** When what the commands advised was done: all that was read is there, and all say so. */
    void check(List<String> problems) throws IOException {
        if (truth == null) {
            new LakeRefresh(clean, cleanEngine).run(_ -> {});
            truth = ViewSums.of(cleanEngine);
        }
        new LakeRefresh(lake, engine()).run(_ -> {});
        expect(problems, "distinct events", row(cleanEngine, EVENT_IDS), row(engine(), EVENT_IDS));
        expect(problems, "failed records", row(cleanEngine, FAILURES), row(engine(), FAILURES));
        expect(problems, "views", List.of(), ViewSums.of(engine()).unlike(truth));
        Books books = books();
        if (!books.balance()) {
            problems.add("the books do not balance: " + books);
        }
        for (Map.Entry<Path, String> file : foreign.entrySet()) {
            expect(problems, file.getKey().toString(), file.getValue(), hash(file.getKey()));
        }
    }

    /** The views of another lake say what the clean one says. */
    void checkViews(List<String> problems, String what, Path other) {
        try (Engine copy = LakeRefresh.open(Lake.existing(other), _ -> {})) {
            expect(problems, what, List.of(), ViewSums.of(copy).unlike(truth));
        }
    }

    @Override
    public void close() {
        cleanEngine.close();
        if (engine != null) {
            engine.close();
        }
    }

    static void load(Lake lake, Path file) {
        Load.run(
                Source.of(List.of(file.toString()), System.in),
                lake.folder(),
                Arrival.EVENT,
                InstantSource.system(),
                UUID::randomUUID,
                _ -> {});
    }

    private Engine engine() {
        if (engine == null) {
            engine = Engine.open(lake.folder());
        }
        return engine;
    }

    private Books books() throws IOException {
        return Books.ofLake(lake, null, null, _ -> {});
    }

    private Set<RecordId> found() {
        Set<RecordId> found = new HashSet<>();
        for (List<Object> row : engine().query("select event_id from ses_events").values()) {
            found.add(RecordId.parse((String) row.getFirst()));
        }
        for (List<Object> row : engine().query("select rawdata from failed_records").values()) {
            found.add(RecordId.of(Base64.getDecoder().decode((String) row.getFirst())));
        }
        return found;
    }

    private List<RecordId> offered() throws IOException {
        List<RecordId> offered = new ArrayList<>();
        try (Stream<Path> files = Files.list(lake.offered())) {
            for (Path file : files.filter(one -> one.toString().endsWith(".csv")).toList()) {
                for (String line : Files.readAllLines(file, US_ASCII)) {
                    // A kill may have cut the last one.
                    if (line.length() == "2026-01-31,".length() + 32) {
                        offered.add(RecordId.parse(line.split(",")[1]));
                    }
                }
            }
        }
        return offered;
    }

    private static List<Object> row(Engine engine, String sql) {
        return engine.query(sql).values().getFirst();
    }

    private static void expect(List<String> problems, String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            problems.add("%s: %s expected, but it is %s".formatted(what, expected, actual));
        }
    }

    private static String hash(Path file) throws IOException {
        return Files.exists(file)
                ? HexFormat.of().formatHex(Sha256.of(Files.readAllBytes(file)))
                : "gone";
    }
}
