package sesevents;

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
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import sesevents.firehose.Firehose;
import sesevents.firehose.InProcessFunction;
import sesevents.firehose.StreamSettings;
import sesevents.firehose.Transformation;
import sesevents.madeup.Mailing;
import sesevents.madeup.Publication;

/** Firehose may invoke the function again for a batch that it already answered. */
class RetryTest {
    private static final Transformation FUNCTION = InProcessFunction.ofTransform();
    private static final Pattern RANDOM_ID =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

    @Test
    void aRetriedBatchGivesTheSameBytes() {
        List<byte[]> answers = new ArrayList<>();
        int[] calls = {0};
        Transformation losesEveryOtherAnswer =
                (request, response) -> {
                    ByteArrayOutputStream answer = new ByteArrayOutputStream();
                    FUNCTION.invoke(request, answer);
                    answers.add(answer.toByteArray());
                    if (calls[0]++ % 2 == 0) {
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
        // Nor do the error lines differ, but for the attempts that they count.
        smooth.forEach(
                (key, body) -> {
                    if (key.startsWith("events/")) {
                        assertArrayEquals(body, retried.get(key));
                    }
                });
    }

    private static Map<String, byte[]> objects(Transformation transformation) {
        Map<String, byte[]> objects = new TreeMap<>();
        int[] objectNumber = {0};
        try (Firehose firehose =
                new Firehose(
                        StreamSettings.DEPLOYED,
                        transformation,
                        (key, body) ->
                                objects.put(
                                        key.replaceAll(
                                                        "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
                                                        "n")
                                                + objectNumber[0]++,
                                        body),
                        UUID::randomUUID,
                        _ -> {})) {
            Iterator<Publication> publications =
                    new Mailing(5, 300, START, START.plusSeconds(600)).publications();
            while (publications.hasNext()) {
                Publication publication = publications.next();
                firehose.put(publication.record(), publication.arrival(), "");
            }
        }
        return objects;
    }
}
