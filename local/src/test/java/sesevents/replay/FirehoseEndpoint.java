package sesevents.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import sesevents.Forward;

/** A stand-in for PutRecordBatch with AWS's limits; it fails as it is told to. */
public final class FirehoseEndpoint implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** How one call is answered. */
    public enum Answer {
        /** Takes all. */
        ACCEPT,
        /** Takes every other record, beginning with the first. */
        HALF,
        /** 503, as where the quota is used up. */
        THROTTLE,
        /** 500. */
        FAIL,
        /** Hangs up before it takes anything. */
        RESET,
        /** Takes all, and hangs up without an answer. */
        ACCEPT_AND_RESET,
        /** There is no such stream. */
        NO_STREAM
    }

    private final HttpServer server;
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<Integer> calls = new ArrayList<>();
    private final Consumer<byte[]> stream;
    private final Forward others;

    /**
     * @param stream takes the records that are accepted
     * @param others answers requests to other services; null if there are none
     */
    public FirehoseEndpoint(Consumer<byte[]> stream, URI others) throws IOException {
        this.stream = stream;
        this.others = new Forward(others);
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI uri() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** The next answers; after them it accepts. */
    public void answers(Answer... next) {
        answers.addAll(List.of(next));
    }

    /** How many records came with each call. */
    public List<Integer> calls() {
        return calls;
    }

    @Override
    public void close() {
        server.stop(0);
        others.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            if (target == null || !target.startsWith("Firehose_")) {
                others.pass(exchange, exchange.getRequestBody().readAllBytes());
                return;
            }
            put(exchange, JSON.readTree(exchange.getRequestBody()));
        }
    }

    private synchronized void put(HttpExchange exchange, JsonNode request) throws IOException {
        List<byte[]> records = new ArrayList<>();
        for (JsonNode record : request.path("Records")) {
            records.add(record.path("Data").binaryValue());
        }
        calls.add(records.size());
        if (records.size() > 500
                || records.stream().anyMatch(record -> record.length > 1_000 * 1_024)
                || records.stream().mapToInt(record -> record.length).sum() > 4 * 1_024 * 1_024) {
            error(exchange, 400, "InvalidArgumentException", "over the limit");
            return;
        }
        Answer answer = answers.isEmpty() ? Answer.ACCEPT : answers.remove();
        switch (answer) {
            case ACCEPT -> accept(exchange, records, 1);
            case HALF -> accept(exchange, records, 2);
            case THROTTLE -> error(exchange, 503, "ServiceUnavailableException", "Slow down.");
            case FAIL -> error(exchange, 500, "InternalFailure", "We made a mistake.");
            case NO_STREAM ->
                    error(exchange, 400, "ResourceNotFoundException", "Firehose ses not found.");
            case RESET -> {}
            case ACCEPT_AND_RESET -> records.forEach(stream);
        }
    }

    private void accept(HttpExchange exchange, List<byte[]> records, int every) throws IOException {
        ObjectNode response = JSON.createObjectNode();
        int failed = 0;
        for (int i = 0; i < records.size(); i++) {
            ObjectNode one = response.withArray("RequestResponses").addObject();
            if (i % every == 0) {
                stream.accept(records.get(i));
                one.put("RecordId", "id-" + i);
            } else {
                failed++;
                one.put("ErrorCode", "ServiceUnavailableException")
                        .put("ErrorMessage", "Slow down.");
            }
        }
        answer(exchange, 200, response.put("FailedPutCount", failed).put("Encrypted", true));
    }

    private static void error(HttpExchange exchange, int status, String type, String message)
            throws IOException {
        answer(
                exchange,
                status,
                JSON.createObjectNode().put("__type", type).put("message", message));
    }

    private static void answer(HttpExchange exchange, int status, ObjectNode body)
            throws IOException {
        byte[] bytes = body.toString().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
