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
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sesevents.firehose.Buffering;
import sesevents.firehose.Firehose;
import sesevents.firehose.InProcessFunction;
import sesevents.firehose.SeededIds;
import sesevents.firehose.StreamSettings;
import sesevents.firehose.Transformation;
import sesevents.lake.FolderBucket;
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
        Books books = books(InProcessFunction.ofTransform());

        assertTrue(books.balance(), books.toString());
    }

    @ParameterizedTest
    @EnumSource
    void showEveryMistake(Mistake mistake) throws IOException {
        Books books = books(mistake.madeBy(InProcessFunction.ofTransform()));

        assertFalse(books.balance(), books.toString());
    }

    /** The books of a mailing that passes the function. */
    private Books books(Transformation function) throws IOException {
        TreeMap<LocalDate, Long> offered = new TreeMap<>();
        try (Firehose firehose =
                new Firehose(HOURLY, function, new FolderBucket(lake), new SeededIds(1), _ -> {})) {
            Iterator<Publication> publications =
                    new Mailing(3, 500, START, START.plus(Duration.ofDays(2))).publications();
            while (publications.hasNext()) {
                Publication one = publications.next();
                LocalDate day = LocalDate.ofInstant(one.arrival(), ZoneOffset.UTC);
                offered.merge(day, 1L, Long::sum);
                firehose.put(one.record(), one.arrival(), "");
            }
        }
        LocalDate last = offered.lastKey();
        return Books.ofStream(
                new FolderBucket(lake),
                offered.firstKey(),
                last,
                last,
                offered,
                Duration.ZERO,
                Map.of(),
                _ -> {});
    }
}
