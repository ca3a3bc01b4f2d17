package sesevents.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sesevents.UserError;
import sesevents.aws.Aws;
import sesevents.aws.Pause;
import sesevents.standin.FirehoseEndpoint;
import sesevents.standin.FirehoseEndpoint.Answer;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.firehose.model.ResourceNotFoundException;

class StreamDestinationTest {
    private final List<String> accepted = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private FirehoseEndpoint endpoint;

    @BeforeEach
    void start() throws IOException {
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        endpoint = new FirehoseEndpoint(record -> accepted.add(new String(record, UTF_8)), null);
    }

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @Test
    void putsAtMostFiveHundredRecordsInACall() {
        send(1_000_000, numbers(1_001));

        assertEquals(List.of(500, 500, 1), endpoint.calls());
        assertEquals(IntStream.range(0, 1_001).mapToObj(String::valueOf).toList(), accepted);
    }

    @Test
    void putsAtMostFourMebibytesInACall() {
        send(1_000_000, Collections.nCopies(9, new byte[1_000 * 1_024]));

        assertEquals(List.of(4, 4, 1), endpoint.calls());
        assertEquals(9, accepted.size());
    }

    @Test
    void putsOnlyRefusedRecordsAgain() {
        endpoint.answers(Answer.HALF, Answer.HALF, Answer.HALF);

        assertEquals(7, send(1_000_000, numbers(8)).again());

        assertEquals(List.of(8, 4, 2, 1), endpoint.calls());
        assertEquals(List.of("0", "2", "4", "6", "1", "5", "3", "7"), accepted);
    }

    @ParameterizedTest
    @EnumSource(
            value = Answer.class,
            names = {"THROTTLE", "FAIL", "RESET"})
    void triesAgainUntilTheRecordIsAccepted(Answer failure) {
        endpoint.answers(failure, failure, failure);
        send(1_000_000, numbers(1));

        assertEquals(List.of("0"), accepted);
        assertEquals(List.of(1, 1, 1, 1), endpoint.calls());
        assertEquals(3, pauses.size());
    }

    @Test
    void putsRecordsAgainThatMayHaveArrived() {
        endpoint.answers(Answer.ACCEPT_AND_RESET);
        send(1_000_000, numbers(1));

        assertEquals(List.of("0", "0"), accepted);
    }

    @Test
    void waitsLongerEachTimeButNotLongerThanHalfAMinute() {
        IntStream.range(0, 15).forEach(_ -> endpoint.answers(Answer.THROTTLE));
        send(1_000_000, numbers(1));

        for (int i = 0; i < 15; i++) {
            long longest = Math.min(30_000, 200L << i);
            assertTrue(pauses.get(i).toMillis() <= longest, pauses.toString());
        }
        assertTrue(pauses.stream().anyMatch(one -> one.toMillis() > 10_000), pauses.toString());
        assertTrue(pauses.stream().distinct().count() > 10, pauses.toString());
    }

    @Test
    void givesUpAfterMinutesWithoutSuccessAndSaysHowToGoOn() {
        IntStream.range(0, 16).forEach(_ -> endpoint.answers(Answer.THROTTLE));

        UserError error = assertThrows(UserError.class, () -> send(1_000_000, numbers(1)));

        assertEquals(
                "stream ses has accepted nothing for 16 tries (AWS does not answer:"
                        + " ServiceUnavailableException: Slow down.); what it has accepted before,"
                        + " 0 records, stays so: run the same again later to go on",
                error.getMessage());
    }

    @Test
    void doesNotTryAgainIfTheStreamDoesNotExist() {
        endpoint.answers(Answer.NO_STREAM);

        ResourceNotFoundException refusal =
                assertThrows(ResourceNotFoundException.class, () -> send(1_000_000, numbers(1)));

        assertEquals(List.of(1), endpoint.calls());
        assertEquals(
                "AWS refuses: ResourceNotFoundException: Firehose ses not found.",
                Aws.explained(refusal).getMessage());
    }

    @Test
    void keepsTheRate() {
        send(100, numbers(1_000));

        assertEquals(Collections.nCopies(10, 100), endpoint.calls());
        assertEquals(Instant.EPOCH.plusSeconds(9), now);
    }

    private StreamDestination send(int perSecond, List<byte[]> records) {
        Pause pause =
                duration -> {
                    pauses.add(duration);
                    now = now.plus(duration);
                };
        StreamDestination destination =
                new StreamDestination(
                        new Aws(endpoint.uri(), Region.US_EAST_1).firehose(),
                        "ses",
                        perSecond,
                        () -> now,
                        pause,
                        new Random(1));
        records.forEach(destination::put);
        destination.settle();
        return destination;
    }

    private static List<byte[]> numbers(int count) {
        return IntStream.range(0, count).mapToObj(i -> String.valueOf(i).getBytes(UTF_8)).toList();
    }
}
