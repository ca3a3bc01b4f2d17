package sesevents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import sesevents.firehose.Firehose;
import sesevents.firehose.InProcessFunction;
import sesevents.firehose.StreamSettings;
import sesevents.firehose.Transformation;
import sesevents.madeup.Damage;
import sesevents.madeup.Mailing;
import sesevents.madeup.Publication;

/** Firehose may invoke the function again for a batch that it already answered. */
class RetryTest {
    private static final Transformation FUNCTION = InProcessFunction.ofTransform();
    private static final String RANDOM_ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

    @Test
    void aRetriedBatchGivesTheSameBytes() {
        List<byte[]> answers = new ArrayList<>();
        Transformation losesEveryOtherAnswer =
                (request, response) -> {
                    ByteArrayOutputStream answer = new ByteArrayOutputStream();
                    FUNCTION.invoke(request, answer);
                    answers.add(answer.toByteArray());
                    if (answers.size() % 2 == 1) {
                        throw new IOException("the connection broke after the function's work");
                    }
                    answer.writeTo(response);
                };

        Map<String, byte[]> retried = objects(losesEveryOtherAnswer);
        Map<String, byte[]> smooth = objects(FUNCTION);

        assertTrue(answers.size() > 4);
        for (int i = 0; i < answers.size(); i += 2) {
            assertArrayEquals(answers.get(i), answers.get(i + 1));
        }
        assertEquals(smooth.keySet(), retried.keySet());
        int errorLines = 0;
        for (String key : smooth.keySet()) {
            if (key.startsWith("events/")) {
                assertArrayEquals(smooth.get(key), retried.get(key), key);
                continue;
            }
            // Error lines differ in nothing but the number of attempts.
            String once = new String(smooth.get(key), UTF_8);
            String twice = once.replace("\"attemptsMade\":1,", "\"attemptsMade\":2,");
            assertEquals(twice, new String(retried.get(key), UTF_8), key);
            errorLines += once.split("\"attemptsMade\":1,").length - 1;
        }
        assertTrue(errorLines > 10, "error lines: " + errorLines);
    }

    /** The objects of a mailing in which every tenth record is damaged, by key. */
    private static Map<String, byte[]> objects(Transformation transformation) {
        Map<String, byte[]> objects = new TreeMap<>();
        try (Firehose firehose =
                new Firehose(
                        StreamSettings.DEPLOYED,
                        transformation,
                        (key, body) ->
                                objects.put(key.replaceAll(RANDOM_ID, "n") + objects.size(), body),
                        UUID::randomUUID,
                        _ -> {})) {
            Iterator<Publication> publications =
                    new Mailing(5, 300, START, START.plusSeconds(600)).publications();
            for (int i = 0; publications.hasNext(); i++) {
                Publication publication = publications.next();
                byte[] record = publication.record();
                firehose.put(
                        i % 10 == 0 ? Damage.TRUNCATED.applyTo(record) : record,
                        publication.arrival(),
                        "");
            }
        }
        return objects;
    }
}
