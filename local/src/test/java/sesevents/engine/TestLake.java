package sesevents.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import sesevents.FolderTree;
import sesevents.lake.Hours;
import sesevents.lake.Lake;
import sesevents.questions.Questions;
import sesevents.sql.Query;
import sesevents.sql.SqlTree;
import sesevents.sql.View;

/** A lake of hand-written lines for one test at a time, under one engine for all of them. */
public final class TestLake {
    private static final Path LAKE = folder();
    private static final String FIRST_HOUR = "2026-01-01-00";
    private static final AtomicInteger FILES = new AtomicInteger();
    private static Engine engine;
    private static HoursOfTables hours;

    private TestLake() {}

    /**
     * Replaces all that the lake held; each line is one event that arrived in this hour, so the
     * views read it from ses_events.
     */
    public static Engine of(List<String> lines) {
        return of(hoursAgo(0), lines);
    }

    /** The same in another hour; the views find an older one only after a refresh. */
    public static Engine of(String hour, List<String> lines) {
        clear();
        event(hour, lines);
        return engine();
    }

    /** Returns the folder of the lake, with nothing in it. */
    public static Path empty() {
        clear();
        return LAKE;
    }

    public static void event(String hour, List<String> lines) {
        write("events/ingest_hour=" + hour, lines);
    }

    /** Lines of one file in quarantine, under a kind of failure and a day. */
    public static void failed(String type, String day, List<String> lines) {
        write("quarantine/" + type + "/" + day, lines);
    }

    private static void write(String folder, List<String> lines) {
        byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        write(folder, String.valueOf(FILES.incrementAndGet()), text);
    }

    /** Adds a file that fails every query which opens it, to show what a query reads. */
    public static void unreadable(String folder) {
        write(folder, "unreadable.gz", new byte[] {1, 2, 3});
    }

    private static void write(String folder, String name, byte[] content) {
        try {
            Files.write(Files.createDirectories(LAKE.resolve(folder)).resolve(name), content);
            if (hours != null) {
                hours.fit();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Inserts every full hour into event_history, as each command does. */
    public static Engine refresh() {
        new LakeRefresh(new Lake(LAKE), engine()).run(_ -> {});
        return engine();
    }

    /** An hour as the folders have it. */
    public static String hoursAgo(int hours) {
        return Hours.text(LocalDateTime.now(ZoneOffset.UTC).minusHours(hours));
    }

    /** The engine's current_date. */
    public static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    /** The rows of a query, one a line. */
    public static String answer(String sql) {
        return engine().query(sql).values().stream()
                .map(Object::toString)
                .collect(Collectors.joining("\n"));
    }

    /** Answers while the views take all events from ses_events, and none from history. */
    public static <T> T withoutHistory(Supplier<T> question) {
        return withView(
                "events",
                "create or replace view events as select * from flat_events"
                        + " union all select * from event_history where false",
                question);
    }

    /** Does something while a view has another definition than its own. */
    static <T> T withView(String name, String definition, Supplier<T> work) {
        engine().query(definition);
        try {
            return work.get();
        } finally {
            engine().query(view(name).definition());
        }
    }

    /** A query of sql/queries. */
    static String query(String name) {
        return SqlTree.ofCheckout().queries().stream()
                .filter(query -> query.name().equals(name))
                .findFirst()
                .orElseThrow()
                .statement(Query.DATABASE);
    }

    static View view(String name) {
        return SqlTree.ofCheckout().views().stream()
                .filter(view -> view.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** How many files of event_history a query reads. */
    static long historyFiles(String sql) {
        return engine().measure(sql).scans().stream()
                .filter(scan -> scan.table().equals("event_history"))
                .mapToLong(Answer.Scan::files)
                .sum();
    }

    /**
     * @param maxBytes what one question may read
     */
    public static Questions questions(long maxBytes, InstantSource clock) {
        return new Questions(engine(), Query.DATABASE, lake().objects(), maxBytes, clock);
    }

    public static Lake lake() {
        return new Lake(LAKE);
    }

    public static synchronized Engine engine() {
        if (engine == null) {
            // The tables reach back to the oldest folder.
            write("events/ingest_hour=" + FIRST_HOUR, ".first", new byte[0]);
            engine = Engine.open(LAKE);
            hours = new HoursOfTables(lake(), engine.firstDay());
        }
        hours.fit();
        return engine;
    }

    private static void clear() {
        for (String folder : List.of("events", "quarantine", "replayed", "offered")) {
            delete(LAKE.resolve(folder));
        }
        Path refreshed = new Lake(LAKE).refreshed();
        if (Files.exists(refreshed)) {
            engine().update("delete from event_history");
            delete(refreshed);
        }
    }

    private static void end() {
        if (engine != null) {
            engine.close();
        }
        delete(LAKE);
    }

    private static void delete(Path folder) {
        try {
            FolderTree.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        try {
            Path folder = Lake.make(Files.createTempDirectory("lake")).folder();
            Runtime.getRuntime().addShutdownHook(new Thread(TestLake::end));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
