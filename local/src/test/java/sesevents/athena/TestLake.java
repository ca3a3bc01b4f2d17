package sesevents.athena;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import sesevents.cli.FolderTree;
import sesevents.lake.Lake;
import sesevents.ledger.Ledger;
import sesevents.sql.SqlTree;
import sesevents.sql.View;

/** A lake of hand-written lines for one test at a time, under one engine for all of them. */
public final class TestLake {
    private static final Path LAKE = folder();
    private static final AtomicInteger FILES = new AtomicInteger();
    private static Athena athena;
    private static boolean hasLedger;

    private TestLake() {}

    /** Takes the place of whatever the lake held; each line is one stored event. */
    public static Athena of(String day, List<String> lines) {
        clear();
        event(day, lines);
        return athena();
    }

    /** For those who fill it by other means. */
    public static Path empty() {
        clear();
        return LAKE;
    }

    public static void event(String day, List<String> lines) {
        Path file =
                LAKE.resolve("events/ingest_date=" + day + "/" + FILES.incrementAndGet() + ".gz");
        try {
            Files.createDirectories(file.getParent());
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
                for (String line : lines) {
                    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void failed(String day, List<String> lines) {
        failed("processing-failed", day, lines);
    }

    public static void failed(String type, String day, List<String> lines) {
        Path file = LAKE.resolve("quarantine/" + type + "/" + day + "/" + FILES.incrementAndGet());
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Files of a day that fail every query which opens them, to show that one reads no more than it
     * says.
     */
    public static void unreadable(String day) {
        for (String folder : List.of("events/ingest_date=", "quarantine/processing-failed/")) {
            Path file = LAKE.resolve(folder + day + "/unreadable.gz");
            try {
                Files.createDirectories(file.getParent());
                Files.write(file, new byte[] {1, 2, 3});
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Brings all days into the ledger, as the stack does with those that are closed. */
    public static Athena refresh() {
        return refresh(List.copyOf(new Lake(LAKE).days()));
    }

    public static Athena refresh(List<LocalDate> days) {
        hasLedger = true;
        days.forEach(new Ledger(athena())::insert);
        return athena();
    }

    /** The engine's current_date. */
    public static LocalDate today() {
        String today = "select cast(current_date as varchar)";
        return LocalDate.parse((String) athena().query(today).values().getFirst().getFirst());
    }

    /** What the lake answers, a row a line. */
    public static String answer(String sql) {
        return athena().query(sql).values().stream()
                .map(Object::toString)
                .collect(Collectors.joining("\n"));
    }

    /** A status view computed from all events that there are, without a ledger. */
    public static String overEvents(String name) {
        return view(name)
                .replace("from recipient_history", "from (" + view("recipient_days") + ")");
    }

    private static String view(String name) {
        return SqlTree.ofCheckout().views().stream()
                .filter(view -> view.name().equals(name))
                .map(View::query)
                .findFirst()
                .orElseThrow();
    }

    public static synchronized Athena athena() {
        if (athena == null) {
            athena = Athena.open(LAKE);
        }
        return athena;
    }

    private static void clear() {
        delete(LAKE.resolve("events"));
        delete(LAKE.resolve("quarantine"));
        delete(LAKE.resolve("replayed"));
        delete(LAKE.resolve("offered"));
        if (hasLedger) {
            athena().update("delete from recipient_ledger");
            hasLedger = false;
        }
    }

    private static void end() {
        if (athena != null) {
            athena.close();
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
