package sesevents;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
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
    private static final String ONCE = "\"attemptsMade\":1,";
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

        Map<String, String> retried = objects(losesEveryOtherAnswer);
        Map<String, String> smooth = objects(FUNCTION);

        assertTrue(answers.size() > 4);
        for (int i = 0; i < answers.size(); i += 2) {
            assertArrayEquals(answers.get(i), answers.get(i + 1));
        }
        // Error lines differ in nothing but the number of attempts.
        int errorLines = String.join("", smooth.values()).split(ONCE).length - 1;
        assertTrue(errorLines > 10, "error lines: " + errorLines);
        smooth.replaceAll((_, text) -> text.replace(ONCE, "\"attemptsMade\":2,"));
        assertEquals(smooth, retried);
    }

    /** The objects of a mailing in which every tenth record is damaged, one character a byte. */
    private static Map<String, String> objects(Transformation transformation) {
        Map<String, String> objects = new TreeMap<>();
        try (Firehose firehose =
                new Firehose(
                        StreamSettings.DEPLOYED,
                        transformation,
                        (key, body) ->
                                objects.put(
                                        key.replaceAll(RANDOM_ID, "n") + objects.size(),
                                        new String(body, ISO_8859_1)),
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
