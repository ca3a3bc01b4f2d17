package sesevents.bench.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashSet;
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
import sesevents.firehose.StreamSettings;
import sesevents.lake.Journal;
import sesevents.lake.Lake;
import sesevents.lake.RecordId;
import sesevents.lake.Sha256;
import sesevents.lake.Source;
import sesevents.load.Load;
import sesevents.load.Pipeline;
import sesevents.load.RecordReader;
import sesevents.madeup.Mailing;
import sesevents.madeup.Publication;

/**
 * The same mail in two lakes: one that is loaded without a fault, and one that suffers the faults.
 * It makes all checks, after each fault.
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
    private final Engine engine;
    private final Map<Path, String> foreign = new TreeMap<>();
    private final Random random;
    private final Problems problems = new Problems();
    private ViewSums truth;
    private int files;

    /**
     * Fills both lakes with the first file, and puts files of others beside those of the log.
     *
     * @param files how many files of mail will be asked for
     */
    LaptopLakes(Path folder, long seed, int files, int eventsPerFile) throws IOException {
        this.folder = folder;
        this.eventsPerFile = eventsPerFile;
        this.random = new Random(seed);
        Instant end = LocalDate.now(ZoneOffset.UTC).atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant start = end.minus(Duration.ofDays(DAYS));
        this.mail = Mailing.ofEvents(seed, 2L * files * eventsPerFile, start, end).publications();
        this.clean = Lake.make(folder.resolve("clean"));
        this.lake = Lake.make(folder.resolve("lake"));
        for (String name : List.of("notes.txt", "offered/notes.txt", "events/.notes", "own/x.gz")) {
            Path file = lake.folder().resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "not the log's");
            foreign.put(file, hash(file));
        }
        load(nextFile());
        this.cleanEngine = Engine.open(clean.folder());
        this.engine = Engine.open(lake.folder());
    }

    Random random() {
        return random;
    }

    Problems problems() {
        return problems;
    }

    Path folder() {
        return folder;
    }

    Lake lake() {
        return lake;
    }

    /** Writes the next mail into a gzip file. */
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

    /** Loads a file in this process, and expects its mail in the lake from now on. */
    void load(Path file) throws IOException {
        load(lake, file);
        expect(file);
    }

    /** Puts a file through a function that never answers, so that all of it is quarantined. */
    void quarantine(Path file) throws IOException {
        try (var text = Source.of(List.of(file.toString()), System.in).getFirst().text();
                Pipeline pipeline =
                        new Pipeline(
                                lake.folder(),
                                StreamSettings.DEPLOYED,
                                UUID::randomUUID,
                                (_, _) -> {
                                    throw new IOException("Task timed out after 60.00 seconds");
                                })) {
            RecordReader reader = new RecordReader(text);
            Instant now = Instant.now();
            for (var found = reader.next(); found != null; found = reader.next()) {
                pipeline.put(found.bytes(), now, file.toString());
            }
        }
        expect(file);
    }

    /** From now on the mail of this file must be in the lake. */
    void expect(Path file) throws IOException {
        load(clean, file);
        truth = null;
    }

    /** Any object of the lake's events. */
    Path anyObject() throws IOException {
        try (Stream<Path> paths = Files.walk(lake.events())) {
            List<Path> objects =
                    paths.filter(path -> path.getFileName().toString().endsWith(".gz"))
                            .sorted()
                            .toList();
            return objects.get(random.nextInt(objects.size()));
        }
    }

    /** The audit must say that nothing is lost if, and only if, nothing is lost. */
    void checkVerdict() throws IOException {
        Set<RecordId> missing = new HashSet<>();
        Journal.read(lake, (_, id) -> missing.add(id), (_, _) -> {});
        boolean isComplete;
        try {
            missing.removeAll(found());
            isComplete = missing.isEmpty();
        } catch (RuntimeException _) {
            // An object cannot be read, so nobody can say.
            isComplete = false;
        }
        Books books = books();
        problems.expect(
                "whether the books balance",
                isComplete && books.misplaced().isEmpty(),
                books.balance());
    }

    /** After the owner has acted, all mail is in the lake, and all views and the books say so. */
    void check() throws IOException {
        if (truth == null) {
            new LakeRefresh(clean, cleanEngine).run(_ -> {});
            truth = ViewSums.of(cleanEngine);
        }
        new LakeRefresh(lake, engine).run(_ -> {});
        problems.expect("distinct events", row(cleanEngine, EVENT_IDS), row(engine, EVENT_IDS));
        problems.expect("failed records", row(cleanEngine, FAILURES), row(engine, FAILURES));
        problems.expect("views", List.of(), ViewSums.of(engine).unlike(truth));
        Books books = books();
        if (!books.balance()) {
            problems.add("the books do not balance: %s", books);
        }
        for (Map.Entry<Path, String> file : foreign.entrySet()) {
            problems.expect(file.getKey().toString(), file.getValue(), hash(file.getKey()));
        }
    }

    /** The views of another lake must say what the clean one says. */
    void checkViews(String what, Path other) {
        try (Engine copy = LakeRefresh.open(Lake.existing(other), _ -> {})) {
            problems.expect(what, List.of(), ViewSums.of(copy).unlike(truth));
        }
    }

    @Override
    public void close() {
        cleanEngine.close();
        engine.close();
    }

    static void load(Lake lake, Path file) throws IOException {
        Load.run(
                Source.of(List.of(file.toString()), System.in),
                lake.folder(),
                Load.Arrival.EVENT,
                InstantSource.system(),
                UUID::randomUUID,
                _ -> {});
    }

    private Books books() throws IOException {
        return Books.ofLake(lake, null, null, _ -> {});
    }

    private Set<RecordId> found() {
        Set<RecordId> found = new HashSet<>();
        for (List<Object> row : engine.query("select event_id from ses_events").values()) {
            found.add(RecordId.parse((String) row.getFirst()));
        }
        for (List<Object> row : engine.query("select rawdata from failed_records").values()) {
            found.add(RecordId.of(Base64.getDecoder().decode((String) row.getFirst())));
        }
        return found;
    }

    private static List<Object> row(Engine engine, String sql) {
        return engine.query(sql).values().getFirst();
    }

    private static String hash(Path file) throws IOException {
        return Files.exists(file) ? Sha256.prefix(Files.readAllBytes(file)) : "gone";
    }
}
