package sesevents.mcp;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransport;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * One client over two streams, with a JSON message in each line. The SDK's own transport drops
 * notifications/cancelled and ends at a line that is not JSON; this one cancels the request and
 * goes on.
 */
final class StdioTransport implements McpServerTransportProvider {
    private static final String CANCELLED = "notifications/cancelled";

    private final InputStream in;
    private final OutputStream out;
    private final McpJsonMapper json;
    private final Consumer<String> told;
    private final Map<Object, Disposable> running = new ConcurrentHashMap<>();
    private McpServerSession session;

    /**
     * @param told receives what the client does wrong, if there is no request to answer
     */
    StdioTransport(InputStream in, OutputStream out, McpJsonMapper json, Consumer<String> told) {
        this.in = in;
        this.out = out;
        this.json = json;
        this.told = told;
    }

    /** Handles messages until the input ends, then cancels what still runs. */
    void run() throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.isBlank()) {
                handle(line);
            }
        }
        running.values().forEach(Disposable::dispose);
    }

    private void handle(String line) {
        JSONRPCMessage message;
        try {
            message = McpSchema.deserializeJsonRpcMessage(json, line);
        } catch (IOException | IllegalArgumentException e) {
            told.accept("a line on stdin is not a message of JSON-RPC, and is skipped: " + e);
            return;
        }
        switch (message) {
            case JSONRPCRequest request -> start(request);
            case JSONRPCNotification notification when notification.method().equals(CANCELLED) ->
                    cancel(notification);
            default -> subscribe(session.handle(message));
        }
    }

    private void start(JSONRPCRequest request) {
        Disposable.Swap work = Disposables.swap();
        running.put(request.id(), work);
        work.update(
                subscribe(
                        session.handle(request)
                                .doFinally(_ -> running.remove(request.id(), work))));
    }

    private Disposable subscribe(Mono<Void> work) {
        return work.subscribe(_ -> {}, failure -> told.accept(failure.toString()));
    }

    /** Interrupts the thread that works on a request; as the protocol wants, nothing answers it. */
    private void cancel(JSONRPCNotification notification) {
        if (notification.params() instanceof Map<?, ?> params && params.get("requestId") != null) {
            Disposable work = running.remove(params.get("requestId"));
            if (work != null) {
                work.dispose();
            }
        }
    }

    @Override
    public void setSessionFactory(McpServerSession.Factory sessions) {
        session = sessions.create(new Output());
    }

    @Override
    public Mono<Void> notifyClients(String method, Object params) {
        return session.sendNotification(method, params);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return session.closeGracefully();
    }

    private final class Output implements McpServerTransport {
        @Override
        public Mono<Void> sendMessage(JSONRPCMessage message) {
            return Mono.fromRunnable(() -> write(message));
        }

        private void write(JSONRPCMessage message) {
            try {
                byte[] line =
                        (json.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8);
                synchronized (out) {
                    out.write(line);
                    out.flush();
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write to stdout", e);
            }
        }

        @Override
        public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
            return json.convertValue(data, type);
        }

        @Override
        public Mono<Void> closeGracefully() {
            return Mono.empty();
        }
    }
}
