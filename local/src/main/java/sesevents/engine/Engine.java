package sesevents.engine;

import io.airlift.log.Level;
import io.airlift.log.Logging;
import io.trino.Session;
import io.trino.dispatcher.DispatchManager;
import io.trino.execution.QueryInfo;
import io.trino.plugin.hive.HivePlugin;
import io.trino.plugin.iceberg.IcebergPlugin;
import io.trino.server.BasicQueryInfo;
import io.trino.spi.TrinoException;
import io.trino.spi.type.TimeZoneKey;
import io.trino.sql.parser.ParsingException;
import io.trino.testing.QueryFailedException;
import io.trino.testing.StandaloneQueryRunner;
import io.trino.testing.TestingSession;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import sesevents.UserError;
import sesevents.lake.Lake;
import sesevents.lake.LakeLock;
import sesevents.sql.Query;
import sesevents.sql.SqlText;
import sesevents.sql.SqlTree;

/**
 * Athena engine 3 without AWS: the Trino that Athena is made of, in this process, with the same
 * names of catalog and database.
 */
public final class Engine implements Database {
    public static final String CATALOG = "awsdatacatalog";
    // Iceberg tables answer under the first name too: Hive's catalog redirects to this one.
    static final String ICEBERG_CATALOG = CATALOG + "_iceberg";
    private static final Duration START_MAX = Duration.ofMinutes(10);

    static {
        // Else Trino's HTTP client unpacks Brotli, which nothing here uses, into a temporary
        // folder that stays behind when the process is killed.
        System.setProperty("brotli4j.library.path", "none");
        silenceTrino();
    }

    private final StandaloneQueryRunner trino;
    private final String database;
    private final LocalDate firstDay;

    private Engine(StandaloneQueryRunner trino, String database, LocalDate firstDay) {
        this.trino = trino;
        this.database = database;
        this.firstDay = firstDay;
    }

    /** Opens the lake in a folder, with the tables and views of sql/ in the usual database. */
    public static Engine open(Path lake) {
        return open(lake, SqlTree.ofCheckout());
    }

    static Engine open(Path folder, SqlTree sql) {
        Lake lake = new Lake(folder);
        try {
            LakeCatalog catalog;
            try (LakeLock _ = LakeLock.of(lake)) {
                catalog = new LakeCatalog(lake, sql);
                if (!catalog.isComplete()) {
                    return complete(catalog, start(catalog));
                }
            }
            return start(catalog);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write under " + folder, e);
        }
    }

    private static Engine start(LakeCatalog catalog) {
        return start(Query.DATABASE, catalog.properties(), catalog.firstDay());
    }

    private static Engine complete(LakeCatalog catalog, Engine engine) throws IOException {
        try {
            catalog.complete(engine);
            return engine;
        } catch (IOException | RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    /** Opens a Glue catalog and S3 at an endpoint that speaks AWS's API; it creates nothing. */
    public static Engine openGlue(URI endpoint, String database) {
        return start(database, Catalogs.glue(endpoint), LocalDate.MIN);
    }

    /** The database of names that are written without one. */
    public String database() {
        return database;
    }

    /**
     * The first day that the tables show. Files of earlier days that come while the lake is open
     * are seen when it is opened the next time.
     */
    public LocalDate firstDay() {
        return firstDay;
    }

    @Override
    public Rows query(String sql, String... values) {
        String text = text(sql, values);
        return Rows.of(execute(session(sql, values), session -> trino.execute(session, text)));
    }

    @Override
    public Answer measure(String sql, String... values) {
        long start = System.nanoTime();
        String text = text(sql, values);
        var answered =
                execute(session(sql, values), session -> trino.executeWithPlan(session, text));
        Duration wall = Duration.ofNanos(System.nanoTime() - start);
        CompletableFuture<QueryInfo> info = new CompletableFuture<>();
        trino.getCoordinator().addFinalQueryInfoListener(answered.queryId(), info::complete);
        return Answer.of(Rows.of(answered.result()), wall, info.join());
    }

    /** A query with values is a prepared statement of its session. */
    private Session session(String sql, String... values) {
        Session session = trino.getDefaultSession();
        return values.length == 0
                ? session
                : Session.builder(session).addPreparedStatement("question", sql).build();
    }

    private static String text(String sql, String... values) {
        return values.length == 0
                ? sql
                : "execute question using " + String.join(", ", SqlText.literals(values));
    }

    /** Runs a statement that writes, and returns the number of rows. */
    public long update(String sql) {
        var updated = execute(session(sql), session -> trino.execute(session, sql));
        return updated.getUpdateCount().orElse(0);
    }

    /** The columns of a table or view in order, with their types. */
    public Map<String, String> types(String relation) {
        Map<String, String> types = new LinkedHashMap<>();
        query("describe " + relation)
                .values()
                .forEach(column -> types.put((String) column.get(0), (String) column.get(1)));
        return types;
    }

    /** Cancels the statements that other threads run; they fail there. */
    public void cancel() {
        cancel(_ -> true);
    }

    private void cancel(Predicate<BasicQueryInfo> isMeant) {
        DispatchManager queries = trino.getCoordinator().getDispatchManager();
        queries.getQueries().stream()
                .filter(isMeant)
                .forEach(query -> queries.cancelQuery(query.getQueryId()));
    }

    @Override
    public void close() {
        trino.close();
    }

    /** Trino goes on with the query of an interrupted thread; the trace token finds it. */
    private <T> T execute(Session session, Function<Session, T> statement) {
        Optional<String> token = Optional.of(UUID.randomUUID().toString());
        try {
            return statement.apply(Session.builder(session).setTraceToken(token).build());
        } catch (QueryFailedException | TrinoException | ParsingException e) {
            if (Thread.currentThread().isInterrupted()) {
                cancel(query -> query.getSession().getTraceToken().equals(token));
            }
            throw new QueryFailed(e.getMessage(), e);
        }
    }

    /**
     * Trino logs to the System.err that it finds at its start, and then replaces both streams; this
     * gives it a stream that leads nowhere and restores them.
     */
    private static void silenceTrino() {
        PrintStream out = System.out;
        PrintStream err = System.err;
        System.setErr(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        Logging.initialize().setRootLevel(Level.ERROR);
        System.setOut(out);
        System.setErr(err);
    }

    private static Engine start(String database, Catalogs catalogs, LocalDate firstDay) {
        FutureTask<Engine> start = new FutureTask<>(() -> startNow(database, catalogs, firstDay));
        Thread.ofPlatform().daemon().name("trino-start").start(start);
        try {
            return start.get(START_MAX.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new UserError(
                    "Trino did not start within %d minutes; try again when the machine is less busy",
                    START_MAX.toMinutes());
        } catch (ExecutionException e) {
            throw new IllegalStateException("Trino does not start", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Trino started", e);
        }
    }

    private static Engine startNow(String database, Catalogs catalogs, LocalDate firstDay) {
        Session session =
                TestingSession.testSessionBuilder()
                        .setCatalog(CATALOG)
                        .setSchema(database)
                        .setTimeZoneKey(TimeZoneKey.UTC_KEY)
                        .build();
        // Trino writes nothing there, but without a setting it creates a folder and leaves it.
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        StandaloneQueryRunner trino =
                new StandaloneQueryRunner(
                        session, server -> server.setBaseDataDir(Optional.of(folder)));
        trino.installPlugin(new HivePlugin());
        trino.createCatalog(CATALOG, "hive", catalogs.hive());
        trino.installPlugin(new IcebergPlugin());
        trino.createCatalog(ICEBERG_CATALOG, "iceberg", catalogs.iceberg());
        return new Engine(trino, database, firstDay);
    }
}
