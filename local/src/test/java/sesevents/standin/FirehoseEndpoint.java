package sesevents.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Firehose's PutRecordBatch with AWS's limits; it fails as the test asks. */
public final class FirehoseEndpoint extends StandInServer {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** How one call is answered. */
    public enum Answer {
        /** Accepts all records. */
        ACCEPT,
        /** Accepts every other record, beginning with the first. */
        HALF,
        /** 503, as if the quota were used up. */
        THROTTLE,
        /** 500. */
        FAIL,
        /** Closes the connection before it accepts anything. */
        RESET,
        /** Accepts all records, and closes the connection without an answer. */
        ACCEPT_AND_RESET,
        /** There is no such stream. */
        NO_STREAM
    }

    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<Integer> calls = new ArrayList<>();
    private final Consumer<byte[]> stream;

    /**
     * @param stream receives the accepted records
     * @param others the server for all other requests; null if there are none
     */
    public FirehoseEndpoint(Consumer<byte[]> stream, URI others) throws IOException {
        super(others);
        this.stream = stream;
    }

    /** The next answers; after them it accepts everything. */
    public void answers(Answer... next) {
        answers.addAll(List.of(next));
    }

    /** The number of records in each call. */
    public List<Integer> calls() {
        return calls;
    }

    @Override
    void handle(HttpExchange exchange, byte[] body) throws IOException {
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        if (target == null || !target.startsWith("Firehose_")) {
            passOn(exchange, body);
            return;
        }
        put(exchange, JSON.readTree(body));
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
}
