package sesevents.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sesevents.firehose.Buffering;
import sesevents.firehose.InProcessFunction;
import sesevents.firehose.SeededIds;
import sesevents.firehose.StreamSettings;
import sesevents.firehose.Transformation;
import sesevents.lake.FolderBucket;
import sesevents.lake.Lake;
import sesevents.load.Pipeline;
import sesevents.madeup.Mailing;
import sesevents.madeup.Publication;

/** Usual mistakes of a transform, made on purpose: the books must not balance. */
class BrokenFunctionTest {
    private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");

    /** Few objects. */
    private static final StreamSettings HOURLY =
            StreamSettings.DEPLOYED.withDeliveryBuffer(
                    new Buffering(1_000_000, Duration.ofHours(1)));

    /** Each changes the text of all requests, or of all responses. */
    private enum Mistake {
        DROP_WHAT_CANNOT_BE_READ(request -> request, response -> result(response, "Dropped")),
        STORE_WHAT_CANNOT_BE_READ(request -> request, response -> result(response, "Ok")),
        STAMP_THE_TIME_OF_THE_CALL(
                request ->
                        request.replaceAll(
                                "(\"approximateArrivalTimestamp\":)\\d+",
                                "$1" + System.currentTimeMillis()),
                response -> response);

        private final UnaryOperator<String> request;
        private final UnaryOperator<String> response;

        Mistake(UnaryOperator<String> request, UnaryOperator<String> response) {
            this.request = request;
            this.response = response;
        }

        private static String result(String response, String result) {
            return response.replace("\"ProcessingFailed\"", '"' + result + '"');
        }

        private Transformation madeBy(Transformation function) {
            return (request, response) -> {
                ByteArrayOutputStream answer = new ByteArrayOutputStream();
                function.invoke(
                        new ByteArrayInputStream(changed(this.request, request.readAllBytes())),
                        answer);
                response.write(changed(this.response, answer.toByteArray()));
            };
        }

        private static byte[] changed(UnaryOperator<String> change, byte[] json) {
            return change.apply(new String(json, UTF_8)).getBytes(UTF_8);
        }
    }

    @TempDir private Path lake;

    @Test
    void balanceForTheFunctionAsItIs() throws IOException {
        for (Books books : books(InProcessFunction.ofTransform())) {
            assertTrue(books.balance(), books.toString());
        }
    }

    @ParameterizedTest
    @EnumSource
    void showEveryMistake(Mistake mistake) throws IOException {
        for (Books books : books(mistake.madeBy(InProcessFunction.ofTransform()))) {
            assertFalse(books.balance(), books.toString());
        }
    }

    /** The books of a mailing that passes the function: as of a stream, and as of a lake. */
    private List<Books> books(Transformation function) throws IOException {
        TreeMap<LocalDate, Long> offered = new TreeMap<>();
        Iterator<Publication> mail =
                new Mailing(3, 500, START, START.plus(Duration.ofDays(2))).publications();
        try (Pipeline pipeline = new Pipeline(lake, HOURLY, new SeededIds(1), function)) {
            for (int i = 0; mail.hasNext(); i++) {
                Publication one = mail.next();
                // One lost record could hide behind the traffic of a minute, so more are bad.
                byte[] record = i % 100 == 0 ? ("bad " + i + "\n").getBytes(UTF_8) : one.record();
                offered.merge(LocalDate.ofInstant(one.arrival(), ZoneOffset.UTC), 1L, Long::sum);
                pipeline.put(record, one.arrival(), "");
            }
        }
        LocalDate first = offered.firstKey();
        LocalDate last = offered.lastKey();
        FolderBucket bucket = new FolderBucket(lake);
        return List.of(
                Books.ofStream(bucket, first, last, last, offered, Map.of(), _ -> {}),
                Books.ofLake(new Lake(lake), null, null, _ -> {}));
    }
}
