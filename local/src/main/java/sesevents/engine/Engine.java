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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import sesevents.UserError;
import sesevents.lake.Lake;
import sesevents.lake.LakeLock;
import sesevents.sql.Query;
import sesevents.sql.SqlTree;
import sesevents.sql.View;

/**
 * Athena engine 3 without AWS: the Trino that it is made of, in this process, under the names that
 * Athena gives its catalog and this project its database.
 */
public final class Engine implements AutoCloseable {
    public static final String CATALOG = "awsdatacatalog";
    // Iceberg tables are found under the first name as well: Hive's catalog hands them over.
    static final String ICEBERG_CATALOG = CATALOG + "_iceberg";
    private static final Duration START_MAX = Duration.ofMinutes(10);

    static {
        // Else Trino's HTTP client unpacks Brotli, which nothing here uses, into a temporary folder
        // that stays behind where the process is killed.
        System.setProperty("brotli4j.library.path", "none");
        silenceTrino();
    }

    private final StandaloneQueryRunner trino;
    private final String database;
    private final LocalDate firstDay;

    /** The properties of the two catalogs that are one on Athena. */
    private record Catalogs(Map<String, String> hive, Map<String, String> iceberg) {}

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
            Catalogs catalogs;
            LocalDate firstDay;
            try (LakeLock _ = LakeLock.of(lake)) {
                LakeCatalog catalog = new LakeCatalog(lake, sql);
                catalogs = new Catalogs(catalog.hiveProperties(), catalog.icebergProperties());
                firstDay = catalog.firstDay();
                if (!catalog.isComplete()) {
                    return complete(catalog, start(Query.DATABASE, catalogs, firstDay));
                }
            }
            return start(Query.DATABASE, catalogs, firstDay);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write under " + folder, e);
        }
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

    /**
     * Opens a Glue catalog and S3 at one endpoint that speaks AWS's API; tables and views are
     * there.
     */
    public static Engine openGlue(URI endpoint, String database) {
        Map<String, String> glueAndS3 = new HashMap<>();
        glueAndS3.put("hive.metastore.glue.endpoint-url", endpoint.toString());
        glueAndS3.put("hive.metastore.glue.region", "us-east-1");
        glueAndS3.put("hive.metastore.glue.aws-access-key", "local");
        glueAndS3.put("hive.metastore.glue.aws-secret-key", "local");
        glueAndS3.put("fs.s3.enabled", "true");
        glueAndS3.put("s3.endpoint", endpoint.toString());
        glueAndS3.put("s3.region", "us-east-1");
        glueAndS3.put("s3.path-style-access", "true");
        glueAndS3.put("s3.aws-access-key", "local");
        glueAndS3.put("s3.aws-secret-key", "local");
        Map<String, String> hive = new HashMap<>(LakeCatalog.HIVE);
        hive.put("hive.metastore", "glue");
        hive.putAll(glueAndS3);
        Map<String, String> iceberg = new HashMap<>(LakeCatalog.ICEBERG);
        iceberg.put("iceberg.catalog.type", "glue");
        iceberg.putAll(glueAndS3);
        return start(database, new Catalogs(hive, iceberg), LocalDate.MIN);
    }

    /** The database that names without one mean. */
    public String database() {
        return database;
    }

    /**
     * What arrived before this day the tables do not show, as where a lake was opened and older
     * mail came into it then.
     */
    public LocalDate firstDay() {
        return firstDay;
    }

    public Rows query(String sql) {
        return Rows.of(execute(() -> trino.execute(sql)));
    }

    /** Runs a statement that writes; returns how many rows. */
    public long update(String sql) {
        return execute(() -> trino.execute(sql)).getUpdateCount().orElse(0);
    }

    /** As {@link #query}, with what it took. */
    public Answer measure(String sql) {
        long start = System.nanoTime();
        var answered = execute(() -> trino.executeWithPlan(trino.getDefaultSession(), sql));
        Duration wall = Duration.ofNanos(System.nanoTime() - start);
        CompletableFuture<QueryInfo> info = new CompletableFuture<>();
        trino.getCoordinator().addFinalQueryInfoListener(answered.queryId(), info::complete);
        return Answer.of(Rows.of(answered.result()), wall, info.join());
    }

    /** Ends what another thread has it do; there it fails as canceled. */
    public void cancel() {
        DispatchManager queries = trino.getCoordinator().getDispatchManager();
        for (BasicQueryInfo query : queries.getQueries()) {
            queries.cancelQuery(query.getQueryId());
        }
    }

    @Override
    public void close() {
        trino.close();
    }

    private static <T> T execute(Supplier<T> statement) {
        try {
            return statement.get();
        } catch (QueryFailedException | TrinoException | ParsingException e) {
            throw new QueryFailed(e.getMessage(), e);
        }
    }

    /**
     * Trino logs to what System.err is when its log starts, and then takes both streams for itself.
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
        // It writes nothing there, but not told of a folder it makes one and leaves it behind.
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

    /** A view may stand on another one: those that fail for now come again behind the rest. */
    void createViews(List<View> views) {
        Deque<View> waiting = new ArrayDeque<>(views);
        int failures = 0;
        while (!waiting.isEmpty()) {
            View view = waiting.remove();
            try {
                query(view.definition());
                failures = 0;
            } catch (QueryFailed e) {
                waiting.add(view);
                failures++;
                if (failures == waiting.size()) {
                    throw new UserError("view %s: %s", view.name(), e.getMessage());
                }
            }
        }
    }
}
