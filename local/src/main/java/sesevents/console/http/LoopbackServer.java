package sesevents.console.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import sesevents.UserError;

/** Serves a site on this machine's loopback address, which no other machine can reach. */
public final class LoopbackServer implements AutoCloseable {
    /** A page runs only the scripts of this server and loads nothing from elsewhere. */
    private static final Map<String, String> HEADERS =
            Map.of(
                    "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                            + " connect-src 'none'; form-action 'self'; frame-ancestors 'none';"
                            + " base-uri 'none'",
                    "X-Content-Type-Options",
                    "nosniff",
                    "Referrer-Policy",
                    "no-referrer",
                    "Cache-Control",
                    "no-store");

    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int BACKLOG = 100;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Guard guard;
    private final Site site;

    private LoopbackServer(HttpServer server, Site site) {
        this.server = server;
        this.guard = new Guard(server.getAddress().getPort());
        this.site = site;
    }

    /**
     * @param port 0 for one that is free
     */
    public static LoopbackServer start(int port, Site site) throws IOException {
        HttpServer server = HttpServer.create();
        try {
            server.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), BACKLOG);
        } catch (BindException _) {
            throw new UserError("port %d is in use; name another one with --port", port);
        }
        LoopbackServer started = new LoopbackServer(server, site);
        server.createContext("/", started::handle);
        server.setExecutor(started.threads);
        server.start();
        return started;
    }

    /** The address that lets a browser in. */
    public URI startAddress() {
        return URI.create(
                "http://127.0.0.1:%d/?%s"
                        .formatted(server.getAddress().getPort(), guard.startQuery()));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(
                    exchange,
                    guard.intercept(exchange).orElseGet(() -> answer(exchange.getRequestURI())));
        }
    }

    private Response answer(URI uri) {
        try {
            return site.answer(uri.getPath(), Parameters.of(uri.getRawQuery()));
        } catch (Parameters.Wrong wrong) {
            return Response.text(400, wrong.getMessage());
        }
    }

    private static void send(HttpExchange exchange, Response response) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        HEADERS.forEach(headers::set);
        response.headers().forEach(headers::set);
        int length = response.body().length;
        if (length == 0 || exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", String.valueOf(length));
            exchange.sendResponseHeaders(response.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(response.status(), length);
        exchange.getResponseBody().write(response.body());
    }
}
