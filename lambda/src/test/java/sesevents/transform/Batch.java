package sesevents.transform;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** What the handler answers and logs for a batch of Firehose. */
final class Batch {
    /** 2026-03-01 10:00:05.789. */
    static final long ARRIVAL = 1_772_359_205_789L;

    private static final ObjectMapper JSON = new ObjectMapper();

    final byte[] response;
    final List<Answer> answers = new ArrayList<>();
    final List<String> log = new ArrayList<>();

    /** One entry of the response. */
    record Answer(String id, String result, String base64) {
        byte[] data() {
            return Base64.getDecoder().decode(base64);
        }

        String text() {
            return Events.text(data());
        }
    }

    private Batch(byte[] request, boolean makesMetrics) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TransformHandler handler =
                new TransformHandler(
                        "test", makesMetrics, InstantSource.fixed(Instant.ofEpochMilli(ARRIVAL)));
        try {
            handler.handleRequest(new ByteArrayInputStream(request), out, context());
            response = out.toByteArray();
            for (JsonNode record : JSON.readTree(response).get("records")) {
                answers.add(
                        new Answer(
                                record.get("recordId").textValue(),
                                record.get("result").textValue(),
                                record.get("data").textValue()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Batch of(List<byte[]> records) {
        return new Batch(request(records), true);
    }

    static Batch of(String... records) {
        return of(bytes(records));
    }

    static Batch withoutMetrics(String... records) {
        return new Batch(request(bytes(records)), false);
    }

    private static List<byte[]> bytes(String... records) {
        return Stream.of(records).map(Events::bytes).toList();
    }

    static Batch ofRequest(String request) {
        return new Batch(Events.bytes(request), true);
    }

    /** As Firehose sends it. */
    static byte[] request(List<byte[]> records) {
        StringBuilder request = new StringBuilder();
        for (int i = 0; i < records.size(); i++) {
            request.append(i == 0 ? "" : ",")
                    .append(record(id(i), Base64.getEncoder().encodeToString(records.get(i))));
        }
        return Events.bytes(request(request.toString()));
    }

    static String request(String records) {
        return """
        {"invocationId":"b6bb9ff4-4b5c-4c4f-9d0c-54b5e8d5b5a1",\
        "deliveryStreamArn":"arn:aws:firehose:eu-west-1:123456789012:deliverystream/events",\
        "region":"eu-west-1","records":[%s]}"""
                .formatted(records);
    }

    static String record(String id, String data) {
        return "{\"recordId\":\"%s\",\"approximateArrivalTimestamp\":%d,\"data\":\"%s\"}"
                .formatted(id, ARRIVAL, data);
    }

    static String id(int i) {
        return "49546986683135544286507457936321625675700192471156785154%06d".formatted(i);
    }

    /** The handler needs nothing but the logger. */
    private Context context() {
        return (Context)
                Proxy.newProxyInstance(
                        Batch.class.getClassLoader(),
                        new Class<?>[] {Context.class},
                        (_, method, _) -> method.getName().equals("getLogger") ? logger() : null);
    }

    private LambdaLogger logger() {
        return new LambdaLogger() {
            @Override
            public void log(String message) {
                throw new AssertionError("the runtime would wrap a string: " + message);
            }

            @Override
            public void log(byte[] message) {
                log.add(Events.text(message));
            }
        };
    }
}
